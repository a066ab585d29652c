from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """The way of a submission. Sections can be written in the first three, photos also while a question is open."""

    UNCONFIRMED = "unconfirmed", _("Adresse noch nicht bestätigt")
    CONFIRMED = "confirmed", _("Bestätigt")
    DRAFTING = "drafting", _("In Arbeit")
    IN_REVIEW = "in_review", _("In Prüfung")
    QUESTION = "question", _("Rückfrage")
    SIGN_OFF = "sign_off", _("Wartet auf Einverständnis")
    AGREED = "agreed", _("Einverstanden")
    PUBLISHED = "published", _("Veröffentlicht")
    DECLINED = "declined", _("Nicht aufgenommen")
    TAKE_DOWN = "take_down", _("Soll gelöscht werden")
    WITHDRAWN = "withdrawn", _("Zurückgezogen")


WRITABLE = (Status.CONFIRMED, Status.DRAFTING)
TAKES_PHOTOS = (*WRITABLE, Status.QUESTION)
# Handed in and not decided: moderators work on the page, also while the sender has the next word.
WITH_MODERATORS = (Status.IN_REVIEW, Status.QUESTION, Status.SIGN_OFF, Status.AGREED)
# What a moderator may ask, or show, anew.
ASKABLE = (Status.IN_REVIEW, Status.AGREED)
# Somebody of the moderators has something to do.
OPEN_TASKS = (Status.IN_REVIEW, Status.AGREED, Status.TAKE_DOWN)
ENDED = (Status.DECLINED, Status.WITHDRAWN)


class ConsentKind(models.TextChoices):
    PRIVACY = "privacy", _("Datenschutz")
    CONTACT = "contact", _("Schreiben zur Einreichung")
    RIGHTS = "rights", _("Rechte an Texten und Fotos")
    PUBLIC_CONTACT = "public_contact", _("Öffentlicher Kontakt")


class Author(models.TextChoices):
    MODERATION = "moderation", _("Redaktion")
    SENDER = "sender", _("Einreichende")


class ReplyKind(models.TextChoices):
    QUESTION = "question", _("Rückfrage")
    DECLINE = "decline", _("Absage")


class PhotoRights(models.TextChoices):
    """Who is to be seen, as the sender says it."""

    NOBODY = "nobody", _("Niemand ist zu erkennen")
    CONSENT = "consent", _("Personen sind zu erkennen, und alle haben zugestimmt")
