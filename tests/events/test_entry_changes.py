"""What subscribers hear of a change: SEQUENCE and LAST-MODIFIED rise with what calendars show, and only then."""

import re

import pytest
import time_machine
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.choices import Change
from events.models import EventPage
from tests.event_factories import berlin, make_event

pytestmark = pytest.mark.django_db
FEED = "/daten/veranstaltungen.ics"


def read(client):
    return client.get(FEED).content.decode()


def events(feed):
    return {event.summary.value: event for event in vobject.readOne(feed).contents.get("vevent", [])}


def test_subscribers_keep_an_event_over_renames_and_see_a_higher_sequence_when_it_moves(client):
    event = make_event(title="Markt", starts_at=berlin(2027, 1, 26, 17))
    before = events(read(client))["Markt"]

    event.slug, event.starts_at = "umgezogen", berlin(2027, 2, 2, 17)
    event.save_revision().publish()
    after = events(read(client))["Markt"]

    assert after.uid.value == before.uid.value
    assert (before.sequence.value, after.sequence.value) == ("0", "1")
    assert after.contents["last-modified"][0].value > before.contents["last-modified"][0].value
    assert after.url.value.endswith("/veranstaltungen/umgezogen/")


def test_a_change_that_no_calendar_shows_keeps_the_sequence(client):
    event = make_event(title="Markt", starts_at=berlin(2027, 1, 26, 17))
    event.costs = "frei"
    event.save_revision().publish()
    assert events(read(client))["Markt"].sequence.value == "0"


# Field → values it takes in turn; what calendars show of it, and what they do not.
SHOWN = {
    "title": ["Markt", "Großer Markt"],
    "summary": ["Ein Abend.", "Ein langer Abend."],
    "access": ["", "Stufenlos über den Hof.", "Mit Aufzug."],
    "venue": ["", "Halle am Rhein"],
    "address": ["", "Musterufer 1, 50679 Köln"],
    "location": ["", "SRID=4326;POINT(6.9723 50.9412)", "SRID=4326;POINT(6.9723 50.9413)"],
    "starts_at": [berlin(2027, 1, 26, 17), berlin(2027, 1, 26, 18)],
    "ends_at": [None, berlin(2027, 1, 26, 20), berlin(2027, 1, 27, 0)],
    "all_day": [False, True],
    "change": ["", Change.CANCELLED, Change.POSTPONED],
    "change_reason": ["Wasser im Saal.", "Die Halle wird saniert."],
    "slug": ["markt-im-januar", "umgezogen"],
}
HIDDEN = {
    "costs": ["", "frei"],
    "organisers": ["", "Die Region"],
    "search_description": ["", "Markt"],
    "registration_email": ["", "an@example.org"],
    "source": ["", "Zeitung"],
}
edits = st.lists(
    st.one_of(
        *(st.tuples(st.just(name), st.sampled_from(values)) for name, values in {**SHOWN, **HIDDEN}.items()),
        st.just(("live", False)),
    ),
    min_size=1,
    max_size=8,
)
NUMBERS = re.compile(r"^(?:SEQUENCE|LAST-MODIFIED|DTSTAMP):.*\r\n", re.MULTILINE)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
def test_sequence_and_date_of_change_rise_with_what_calendars_show_and_only_then(client, changes):
    EventPage.objects.all().delete()
    with time_machine.travel(berlin(2026, 6, 1), tick=False) as clock:
        event = make_event(**{name: values[0] for name, values in SHOWN.items()})
        before = read(client)
        for name, value in changes:
            clock.shift(60)
            if name == "live":
                event.unpublish()
            setattr(event, name, value)
            event.save_revision().publish()
            event = EventPage.objects.get(pk=event.pk)
            after = read(client)
            was, now = (events(feed).popitem()[1] for feed in (before, after))
            seen = NUMBERS.sub("", before) != NUMBERS.sub("", after)
            assert int(now.sequence.value) - int(was.sequence.value) == seen
            assert (now.last_modified.value > was.last_modified.value) is seen
            assert now.uid.value == was.uid.value
            before = after


def test_a_calendar_hears_of_a_new_address_of_the_list_and_of_a_date_taken_back(client):
    event = make_event(starts_at=berlin(2027, 1, 26, 17))
    index = event.get_parent().specific
    index.slug = "termine"
    index.save_revision().publish()
    moved = events(read(client))[event.title]
    assert (moved.url.value, moved.sequence.value) == (f"http://testserver/termine/{event.slug}/", "1")
    event = EventPage.objects.get()
    for moment in (None, berlin(2027, 2, 2, 17)):
        event.starts_at = moment
        event.save_revision().publish()
    assert [each.sequence.value for each in events(read(client)).values()] == ["2"]


def test_an_old_revision_brings_back_words_but_not_the_old_sequence():
    event = make_event(title="Markt", starts_at=berlin(2027, 1, 26, 17))
    old = event.save_revision()
    event.starts_at = berlin(2027, 2, 2, 17)
    event.save_revision().publish()
    old.publish()
    again = EventPage.objects.get(pk=event.pk)
    assert (again.starts_at, again.calendar_sequence) == (berlin(2027, 1, 26, 17), 2)


def test_what_was_only_a_draft_is_new_to_every_calendar(client):
    event = make_event(title="Entwurf", live=False, first_published_at=None, starts_at=berlin(2027, 1, 26, 17))
    event.title = "Markt"
    event.save_revision().publish()
    assert events(read(client))["Markt"].sequence.value == "0"


def test_who_saves_an_older_copy_of_the_same_entry_tells_nobody_of_a_change(client):
    event = make_event(title="Markt", starts_at=berlin(2027, 1, 26, 17))
    older = EventPage.objects.get()
    for title in ("Großer Markt", "Markt"):
        event.title = title
        event.save_revision().publish()
    older.save()
    assert events(read(client))["Markt"].sequence.value == "2"
