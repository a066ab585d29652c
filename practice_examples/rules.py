"""What a story must have before anybody sees it."""

from django.utils.translation import gettext as _

MAX_TOPICS = 3


def problems(page) -> dict[str, str]:
    """Field name → German sentence for all that keeps the story from going live."""
    found = {}
    if not page.summary.strip():
        found["summary"] = _("Die Zusammenfassung fehlt: zwei, drei Sätze für Liste und Karte.")
    topics = page.topics.all()
    if not topics:
        found["topics"] = _("Bitte wählen Sie mindestens ein Thema.")
    elif len(topics) > MAX_TOPICS:
        found["topics"] = _("Bitte wählen Sie höchstens drei Themen, es sind %(count)d.") % {"count": len(topics)}
    if not page.provider:
        found["provider"] = _("Bitte wählen Sie, wer dahintersteht.")
    if page.lead_picture is None:
        found["lead_picture"] = _("Das Titelbild fehlt.")
    elif not page.lead_picture.description.strip():
        found["lead_picture"] = _("Dem Titelbild fehlt die Beschreibung. Bitte ergänzen Sie sie beim Bild.")
    elif not page.lead_picture.credit.strip():
        found["lead_picture"] = _("Dem Titelbild fehlt die Angabe, von wem es ist. Bitte ergänzen Sie sie beim Bild.")
    return found
