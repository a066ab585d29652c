"""The demo's events. Those still to come are dated relative to the day of loading, so that the demo never ages."""

from datetime import date, datetime, time, timedelta

from dateutil.easter import easter
from django.utils import timezone

from demo.bodies import stream
from demo.stories import contact, place_values
from demo.texts import read_folder
from demo.tree import add_page
from events.choices import Change, Expected
from events.models import EventPage, Presentation
from home.land.models import Region
from practice_examples.models import ExamplePage

COPIED = ("summary", "venue", "address", "access", "costs", "organisers", "source", "online_link")
# Good Friday to Easter Monday, Ascension, Whitsun, Corpus Christi.
HOLIDAYS_FROM_EASTER = {-2, -1, 0, 1, 39, 49, 50, 60}
HOLIDAYS = {"01.01.", "01.05.", "03.10.", "01.11.", "24.12.", "25.12.", "26.12.", "31.12."}
SEASONS = {"Frühjahr": Expected.SPRING, "Sommer": Expected.SUMMER, "Herbst": Expected.AUTUMN, "Winter": Expected.WINTER}


def load_events(index, library, progress):
    for slug, facts in read_folder("events").items():
        if not EventPage.objects.child_of(index).filter(slug=slug).exists():
            add_page(index, _event(slug, facts, library, timezone.localdate()))
            progress(facts["title"])


def _event(slug, facts, library, today):
    registration = facts.get("registration", {})
    starts_at, ends_at = dates(facts, today)
    closes_before = registration.get("closes_days_before")
    page = EventPage(
        slug=slug,
        title=facts["title"],
        region=Region.objects.get(pk=facts["region"]) if "region" in facts else None,
        picture=library.picture(facts["picture"]) if "picture" in facts else None,
        starts_at=starts_at,
        ends_at=ends_at,
        change=facts.get("status", Change.NONE),
        change_reason=facts.get("status_reason", ""),
        registration_link=registration.get("url", ""),
        registration_email=registration.get("email", ""),
        registration_closes_on=timezone.localdate(starts_at) - timedelta(days=closes_before)
        if starts_at and closes_before is not None
        else None,
        contact=contact(facts["contact"]) if "contact" in facts else None,
        body=stream(facts.get("body", []), library),
        review=stream(facts.get("review", []), library),
        programme=[{"type": "slot", "value": {"time": "", "text": "", **slot}} for slot in facts.get("programme", [])],
        further_projects=[{"type": "project", "value": project} for project in facts.get("presented_free", [])],
        **{name: facts.get(name, "") for name in COPIED},
        **expected(facts, today),
        **place_values(facts),
    )
    presented = [ExamplePage.objects.get(slug=example) for example in facts.get("presented", [])]
    page.presentations = [Presentation(example=example, sort_order=n) for n, example in enumerate(presented)]
    return page


def dates(facts: dict, today: date) -> tuple[datetime | None, datetime | None]:
    """Start and end in Europe/Berlin, fixed (`starts_at`) or relative to `today` (`in_days`, `start`, `end`)."""
    if "starts_at" in facts:
        return _local(facts["starts_at"]), _local(facts["ends_at"]) if "ends_at" in facts else None
    if "in_days" not in facts:
        return None, None
    first, length = today + timedelta(days=facts["in_days"]), facts.get("days", 1)
    while any(is_holiday(first + timedelta(days=number)) for number in range(length)):
        first += timedelta(days=1)
    last = first + timedelta(days=length - 1)
    return _at(first, facts["start"]), _at(last, facts["end"]) if "end" in facts else None


def is_holiday(day: date) -> bool:
    """On which nobody invites: public holidays of the Land, and the last days of Advent and of the year."""
    from_easter = (day - easter(day.year)).days
    return from_easter in HOLIDAYS_FROM_EASTER or f"{day:%d.%m.}" in HOLIDAYS


def _local(moment: datetime) -> datetime:
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _at(day: date, clock: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


def expected(facts: dict, today: date) -> dict:
    """The expected month or season of an event in preparation, as model fields."""
    if "month_in" in facts:
        months = today.year * 12 + today.month - 1 + facts["month_in"]
        return {"expected_year": months // 12, "expected": f"{months % 12 + 1:02}"}
    if "month" in facts:
        year, month = facts["month"].split("-")
        return {"expected_year": int(year), "expected": month}
    if "season" in facts:
        # The next one that leaves half a year to prepare it.
        season = SEASONS[facts["season"]]
        return {"expected_year": today.year + (int(season[:2]) - today.month < 6), "expected": season}
    return {}
