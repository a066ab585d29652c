"""How long what of a submission is kept.

What is in review stays until it is decided: losing what somebody is waiting for would be worse, and moderators are
reminded every week.
"""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from home.retention import keep

UNCONFIRMED = keep(
    _("Anmeldungen, die nicht per E-Mail bestätigt wurden"),
    timedelta(days=14),
    why=_("Die Adresse kann ein Versehen sein oder einem anderen Menschen gehören."),
)
DRAFT = keep(
    _("begonnene, nicht eingereichte Anmeldungen"),
    timedelta(days=30),
    since=_("nach der letzten Änderung"),
    why=_("Wer unterbrochen wird, soll weiterschreiben können."),
)
QUESTION = keep(
    _("Anmeldungen, zu denen unsere Rückfrage ohne Antwort blieb"),
    timedelta(days=180),
    since=_("nach der Rückfrage oder dem letzten ergänzten Foto"),
    why=_("Auch eine späte Antwort soll die Geschichte noch retten."),
)
ENDED = keep(
    _("abgelehnte Anmeldungen; von zurückgezogenen nur die Nummer und unsere letzte E-Mail"),
    timedelta(days=30),
    why=_("Wer nachfragt, soll eine Auskunft bekommen."),
)
SENDER_AFTER_PUBLICATION = keep(
    _("Angaben der anmeldenden Person, Nachrichten und Vermerke zum Einverständnis"),
    timedelta(days=365),
    since=_("nach der Veröffentlichung"),
    why=_("Solange können Fragen zur Geschichte kommen."),
)
CONNECTION = keep(
    _("Prüfsumme des Anschlusses, von dem ein Formular kommt"),
    timedelta(hours=1),
    why=_("Niemand soll das Formular in Massen abschicken."),
)
