from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.TextChoices):
    """What only the editors can know; everything else about an event's state follows from its dates."""

    NONE = "", _("findet wie geplant statt")
    CANCELLED = "cancelled", _("abgesagt")
    POSTPONED = "postponed", _("verschoben")


class Expected(models.TextChoices):
    """When an event without a date is expected, as far as it is known."""

    UNKNOWN = "", _("noch offen")
    SPRING = "03-fruehjahr", _("Frühjahr")
    SUMMER = "06-sommer", _("Sommer")
    AUTUMN = "09-herbst", _("Herbst")
    WINTER = "12-winter", _("Winter")
    JANUARY = "01", _("Januar")
    FEBRUARY = "02", _("Februar")
    MARCH = "03", _("März")
    APRIL = "04", _("April")
    MAY = "05", _("Mai")
    JUNE = "06", _("Juni")
    JULY = "07", _("Juli")
    AUGUST = "08", _("August")
    SEPTEMBER = "09", _("September")
    OCTOBER = "10", _("Oktober")
    NOVEMBER = "11", _("November")
    DECEMBER = "12", _("Dezember")


class State(models.TextChoices):
    PREPARING = "preparing", _("In Vorbereitung")
    ANNOUNCED = "announced", _("Angekündigt")
    RUNNING = "running", _("Läuft gerade")
    REVIEWED = "reviewed", _("Rückblick")
    PAST = "past", _("Hat stattgefunden")
    CANCELLED = "cancelled", _("Abgesagt")
    POSTPONED = "postponed", _("Verschoben")

    @property
    def is_over(self) -> bool:
        return self in (State.PAST, State.REVIEWED)
