"""The truth about when an event is: pages, lists, calendars and data ask nothing else.

Days are days in Europe/Berlin, moments are aware. Whatever was entered, an event that lasts whole days has no hours, one
without an end lasts until midnight, as nobody promised otherwise, and one that ends at midnight ends on the day before.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _

from events.choices import Change, Expected, State
from home.language.moments import BERLIN, NB, clock, day, day_of, local, weekday

# The link to take part on screen appears a day before and disappears with the end.
ONLINE_LINK_BEFORE = timedelta(hours=24)
DAY = timedelta(days=1)


def midnight(of: date) -> datetime:
    """With which the day begins."""
    return datetime.combine(of, time.min, BERLIN)


@dataclass(frozen=True, slots=True)
class When:
    """What editors entered, and all that follows from it. Without `starts_at` there is no day, only an expectation."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    all_day: bool = False
    expected_year: int | None = None
    expected: str = ""

    @classmethod
    def of(cls, event) -> "When":
        return cls(event.starts_at, event.ends_at, event.all_day, event.expected_year, event.expected)

    @property
    def until(self) -> datetime | None:
        """The end somebody entered, if it comes after the beginning."""
        ends = self.ends_at
        return ends if ends and self.starts_at and ends.astimezone(UTC) > self.starts_at.astimezone(UTC) else None

    @property
    def backwards(self) -> bool:
        if not (self.starts_at and self.ends_at):
            return False
        if self.all_day:
            return day_of(self.ends_at) < day_of(self.starts_at)
        return self.ends_at.astimezone(UTC) < self.starts_at.astimezone(UTC)

    # --- Moments and days ---
    @property
    def begins(self) -> datetime | None:
        """By which dated events are sorted."""
        return midnight(self.first_day) if self.starts_at and self.all_day else self.starts_at

    @property
    def ends(self) -> datetime | None:
        """The moment at which it is over."""
        if self.starts_at is None:
            return None
        return midnight(self.last_day + DAY) if self.all_day or not self.until else self.until

    @property
    def first_day(self) -> date | None:
        return self.starts_at and day_of(self.starts_at)

    @property
    def last_day(self) -> date | None:
        if not self.until:
            return self.first_day
        return day_of(self.until if self.all_day else local(self.until) - datetime.resolution)

    @property
    def expected_on(self) -> date | None:
        """The first day of the expected month or season: for sorting only; never shown, never in a calendar."""
        if not self.expected_year:
            return None
        return date(self.expected_year, int(self.expected[:2]) if self.expected else 12, 1)

    @property
    def start(self) -> datetime | date | None:
        """As calendars and data write it: a local moment, or the day if it lasts whole days."""
        return self.first_day if self.all_day else local(self.starts_at)

    @property
    def end(self) -> datetime | date | None:
        """Likewise, always known if there is a start; the last day still belongs to the event."""
        return self.last_day if self.all_day else local(self.ends)

    # --- What it is at a moment ---
    def state(self, now: datetime, *, change: str = "", reviewed: bool = False) -> State:
        """Only cancelled and postponed are decisions; the rest follows from the dates."""
        if change:
            return State.CANCELLED if change == Change.CANCELLED else State.POSTPONED
        if self.starts_at is None:
            return State.PREPARING
        if now < self.begins:
            return State.ANNOUNCED
        if now < self.ends:
            return State.RUNNING
        return State.REVIEWED if reviewed else State.PAST

    def shows_online_link(self, now: datetime) -> bool:
        return self.starts_at is not None and self.begins - ONLINE_LINK_BEFORE <= now < self.ends

    # --- In German ---
    @property
    def overnight(self) -> bool:
        """An evening that ends on the next day is still one evening."""
        one_night = self.until and not self.all_day and self.until - self.starts_at < DAY
        return bool(one_night) and self.last_day == self.first_day + DAY

    @property
    def several_days(self) -> bool:
        return self.last_day != self.first_day and not self.overnight

    @property
    def sentence(self) -> str:
        """ "Freitag, 9. September 2016, 17–20 Uhr"; "Voraussichtlich im Herbst 2027"; "Termin noch offen"."""
        if self.starts_at is None:
            return self._expectation
        if not self.several_days:
            return ", ".join(filter(None, [weekday(self.first_day), day(self.first_day), self.hours]))
        first, last = self.first_day, self.last_day
        short = "j." if self.all_day and (first.year, first.month) == (last.year, last.month) else "j. F"
        parts = [weekday(first), day(first, short if first.year == last.year else "j. F Y")]
        until = [weekday(last), day(last)]
        if not self.all_day:
            parts.append(self._hour(self.starts_at))
            until.append(self._hour(self.until))
        return _("%(first)s bis %(last)s") % {"first": ", ".join(parts), "last": ", ".join(until)}

    @property
    def days(self) -> str:
        """Without weekday and hours: "9.–11. September 2016"; "Herbst 2027"."""
        if self.starts_at is None:
            return self.expected_words or _("Termin noch offen")
        first, last = self.first_day, self.last_day
        if not self.several_days:
            return day(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}.–{day(last)}"
        opening = day(first, "j. F" if first.year == last.year else "j. F Y")
        return _("%(first)s bis %(last)s") % {"first": opening, "last": day(last)}

    @property
    def hours(self) -> str:
        """Of one day or evening: "17–20 Uhr", "ab 17 Uhr", "20 Uhr bis Samstag, 2 Uhr"."""
        if self.starts_at is None or self.all_day or self.several_days:
            return ""
        if self.overnight:
            last = f"{weekday(self.last_day)}, {self._hour(self.until)}"
            return _("%(first)s bis %(last)s") % {"first": self._hour(self.starts_at), "last": last}
        if self.until:
            return f"{clock(self.starts_at)}–{self._hour(self.until)}"
        return _("ab %(hour)s") % {"hour": self._hour(self.starts_at)}

    @property
    def weekdays(self) -> str:
        """Beside a date: "Freitag, 17–20 Uhr"; "Freitag, 14 Uhr bis Sonntag, 16 Uhr"; "Freitag bis Sonntag"."""
        if not self.several_days:
            return ", ".join(filter(None, [weekday(self.first_day), self.hours]))
        first, last = [weekday(self.first_day)], [weekday(self.last_day)]
        if not self.all_day:
            first.append(self._hour(self.starts_at))
            last.append(self._hour(self.until))
        return _("%(first)s bis %(last)s") % {"first": ", ".join(first), "last": ", ".join(last)}

    @property
    def expected_words(self) -> str:
        """ "Herbst 2027", "Winter 2027/28", "November 2026", "2027" or nothing."""
        if not self.expected_year:
            return ""
        year = str(self.expected_year)
        if self.expected == Expected.WINTER:
            year += f"/{(self.expected_year + 1) % 100:02}"
        return f"{Expected(self.expected).label} {year}" if self.expected else year

    @property
    def _expectation(self) -> str:
        if not self.expected_words:
            return _("Termin noch offen")
        sentence = _("Voraussichtlich im %(when)s") if self.expected else _("Voraussichtlich %(when)s")
        return sentence % {"when": self.expected_words}

    def _hour(self, moment: datetime) -> str:
        """Midnight at the end of a day is its 24th hour."""
        is_last = moment is self.until and day_of(moment) != self.last_day
        return f"{24 if is_last else clock(moment)}{NB}Uhr"
