"""How long what is kept, and why: one list, into which each app enters its own periods."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_periods: list["Period"] = []


@dataclass(frozen=True)
class Period:
    """`what` is kept for `how_long` from the moment `since` names; then `purge` deletes it."""

    what: str
    how_long: timedelta
    why: str
    since: str = ""

    def __str__(self):
        """As the privacy page lists it: „abgelehnte Anmeldungen: 30 Tage nach der Entscheidung“."""
        return f"{self.what}: {self.in_words}{self.since and ' '}{self.since}"

    @property
    def in_words(self) -> str:
        days, hours = self.how_long.days, self.how_long // timedelta(hours=1)
        if days < 2:
            return ngettext("%d Stunde", "%d Stunden", hours) % hours
        if days % 365 == 0:
            return _("%d Monate") % (days // 365 * 12)
        return _("%d Tage") % days


def keep(what: str, how_long: timedelta, *, why: str, since: str = "") -> Period:
    """Enter a period into the list."""
    period = Period(what, how_long, why, since)
    _periods.append(period)
    return period


def periods() -> list[Period]:
    """All periods of the site. Complete once Django is set up."""
    return list(_periods)
