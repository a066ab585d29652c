from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from events.choices import Change, Expected, State
from events.models import EventPage
from events.schedule import When
from home.caching import version
from home.land.models import Region
from tests.event_factories import berlin, make_event, make_event_index
from tests.factories import make_example
from tests.reading import read

pytestmark = pytest.mark.django_db


def titles(queryset):
    return [event.title for event in queryset]


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (berlin(2027, 1, 26, 16, 59), State.ANNOUNCED),
        (berlin(2027, 1, 26, 17, 0), State.RUNNING),
        (berlin(2027, 1, 26, 19, 59), State.RUNNING),
        (berlin(2027, 1, 26, 20, 0), State.PAST),
    ],
)
def test_the_state_of_an_event_follows_from_the_clock(now, state):
    event = make_event(starts_at=berlin(2027, 1, 26, 17), ends_at=berlin(2027, 1, 26, 20))
    assert event.state_at(now) is state


def test_without_an_end_an_event_lasts_until_midnight():
    event = make_event(starts_at=berlin(2026, 12, 31, 20))
    assert event.state_at(berlin(2026, 12, 31, 23, 59)) is State.RUNNING
    assert event.state_at(berlin(2027, 1, 1, 0, 0)) is State.PAST


def test_a_whole_day_begins_and_ends_at_midnight():
    event = make_event(starts_at=berlin(2027, 3, 28, 9), ends_at=berlin(2027, 3, 29, 9), all_day=True)
    assert event.state_at(berlin(2027, 3, 27, 23, 59)) is State.ANNOUNCED
    assert event.state_at(berlin(2027, 3, 28, 0, 0)) is State.RUNNING
    assert event.state_at(berlin(2027, 3, 29, 23, 59)) is State.RUNNING
    assert event.state_at(berlin(2027, 3, 30, 0, 0)) is State.PAST


def test_an_event_with_a_review_is_a_review_once_it_is_over():
    event = make_event(starts_at=berlin(2016, 9, 9, 17), review=[("heading", "Was bleibt")])
    assert event.state_at(berlin(2016, 9, 9, 18)) is State.RUNNING
    assert event.state_at(berlin(2016, 9, 10, 0)) is State.REVIEWED


def test_editors_say_what_no_date_can_say():
    soon = {"starts_at": berlin(2027, 1, 26, 17), "change_reason": "Die Halle steht unter Wasser."}
    assert make_event(change=Change.CANCELLED, **soon).state_at(berlin(2027, 1, 1)) is State.CANCELLED
    assert make_event(change=Change.POSTPONED, **soon).state_at(berlin(2027, 1, 1)) is State.POSTPONED
    assert make_event().state_at(berlin(2027, 1, 1)) is State.PREPARING


@pytest.mark.parametrize("clock", [berlin(2026, 12, 31, 0, 1), berlin(2026, 12, 31, 19), berlin(2026, 12, 31, 23, 59)])
def test_an_event_that_ends_today_is_upcoming_until_midnight(clock):
    make_event(title="Silvester", starts_at=berlin(2026, 12, 31, 17), ends_at=berlin(2026, 12, 31, 18))
    with time_machine.travel(clock, tick=False):
        assert titles(EventPage.objects.visible().upcoming()) == ["Silvester"]
        assert titles(EventPage.objects.visible().past()) == []
    with time_machine.travel(berlin(2027, 1, 1, 0, 0), tick=False):
        assert titles(EventPage.objects.visible().upcoming()) == []
        assert titles(EventPage.objects.visible().past()) == ["Silvester"]


@pytest.mark.parametrize("day", [(2027, 3, 28), (2027, 10, 31)])
def test_the_nights_of_the_clock_change_belong_to_their_day(day):
    event = make_event(title="Frühschoppen", starts_at=berlin(*day, 0, 30), ends_at=berlin(*day, 4))
    assert event.last_day == berlin(*day).date()
    with time_machine.travel(berlin(*day, 23, 30), tick=False):
        assert titles(EventPage.objects.upcoming()) == ["Frühschoppen"]


def test_what_is_expected_sorts_by_month_and_the_open_ones_come_last():
    make_event(title="offen")
    make_event(title="Herbst", expected_year=2027, expected=Expected.AUTUMN)
    make_event(title="Mai", expected_year=2027, expected=Expected.MAY)
    make_event(title="irgendwann 2026", expected_year=2026)
    make_event(title="Termin", starts_at=berlin(2100, 1, 1, 17))
    assert titles(EventPage.objects.in_preparation()) == ["irgendwann 2026", "Mai", "Herbst", "offen"]
    assert titles(EventPage.objects.ahead()) == ["Termin", "irgendwann 2026", "Mai", "Herbst", "offen"]
    assert [event.when.expected_words for event in EventPage.objects.in_preparation()] == [
        "2026",
        "Mai 2027",
        "Herbst 2027",
        "",
    ]


def test_an_event_counts_to_the_region_of_its_place_unless_editors_say_otherwise():
    make_event(title="in Köln", place="koeln")
    make_event(title="für Aachen in Köln", place="koeln", region=Region.objects.get(pk="aachen"))
    make_event(title="noch ohne Haus", place=None, region=Region.objects.get(pk="koeln"))
    assert sorted(titles(EventPage.objects.in_region("koeln"))) == ["in Köln", "noch ohne Haus"]
    assert titles(EventPage.objects.in_region("aachen")) == ["für Aachen in Köln"]


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"summary": ""}, "summary", "Die Zusammenfassung fehlt"),
        ({"place": None}, "region", "Region oder den Ort"),
        (
            {"starts_at": berlin(2027, 1, 2, 17), "ends_at": berlin(2027, 1, 2, 16)},
            "ends_at",
            "Das Ende liegt vor dem Beginn.",
        ),
        ({"ends_at": berlin(2027, 1, 2, 16)}, "starts_at", "keinen Beginn"),
        ({"change": Change.CANCELLED}, "change_reason", "warum"),
        ({"expected": Expected.AUTUMN}, "expected_year", "In welchem Jahr?"),
        (
            {"starts_at": berlin(2027, 1, 2, 17), "registration_closes_on": date(2027, 1, 3)},
            "registration_closes_on",
            "Die Anmeldung endet erst nach der Veranstaltung.",
        ),
    ],
)
def test_what_cannot_be_right_keeps_an_event_from_going_live(fields, field, message):
    event = make_event(live=False, **fields)
    with pytest.raises(ValidationError) as refusal:
        event.save_revision().publish()
    assert [message in text for text in refusal.value.message_dict[field]] == [True]
    assert not EventPage.objects.get(pk=event.pk).live


def test_registration_may_close_on_the_last_day_itself():
    event = make_event(live=False, starts_at=berlin(2027, 1, 2, 17), registration_closes_on=date(2027, 1, 2))
    event.save_revision().publish()
    assert EventPage.objects.get(pk=event.pk).live


def test_one_unfinished_scheduled_event_does_not_stop_the_others(capsys):
    now = timezone.now()
    for title, summary in (("unfertig", ""), ("fertig", "Ein Abend mit zwölf Tischen.")):
        event = make_event(title=title, summary="Ein Abend", live=False)
        event.go_live_at = now + timezone.timedelta(hours=1)
        event.save_revision().publish()
        revision = event.latest_revision
        revision.content["summary"] = summary
        revision.save()
    with time_machine.travel(now + timezone.timedelta(hours=2), tick=False):
        call_command("publish_scheduled")
    assert titles(EventPage.objects.visible()) == ["fertig"]
    assert "„unfertig“ ist nicht veröffentlicht: Die Zusammenfassung fehlt" in capsys.readouterr().err


def test_the_link_to_take_part_appears_a_day_before_and_goes_with_the_end():
    when = When(berlin(2027, 1, 26, 17), berlin(2027, 1, 26, 20))
    shown = [
        when.shows_online_link(now)
        for now in (berlin(2027, 1, 25, 16), berlin(2027, 1, 25, 17), berlin(2027, 1, 26, 20))
    ]
    assert shown == [False, True, False]


@pytest.mark.parametrize("change", ["", Change.CANCELLED, Change.POSTPONED])
def test_nobody_is_invited_to_the_screen_when_the_event_does_not_take_place(client, change):
    times = {"starts_at": berlin(2027, 1, 26, 17), "ends_at": berlin(2027, 1, 26, 20)}
    event = make_event(online_link="https://example.org/saal", change=change, change_reason="Wasser.", **times)
    with time_machine.travel(berlin(2027, 1, 26, 18), tick=False):
        links = [link.href for link in read(client.get(event.url)).links()]
    assert ("https://example.org/saal" in links) is (change == "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_events_costs_the_same_for_any_number(client, count, django_assert_num_queries):
    for number in range(count):
        make_event(title=f"Nächstes {number}", starts_at=berlin(2100, 1, 1 + number, 17))
        make_event(title=f"Geplant {number}")
        make_event(title=f"Gewesen {number}", starts_at=berlin(2016, 9, 1 + number, 17))
    client.get("/veranstaltungen/")
    version.advance()
    # What the first visitor of a version asks, and every later one.
    with django_assert_num_queries(11):
        client.get("/veranstaltungen/")
    with django_assert_num_queries(3):
        page = read(client.get("/veranstaltungen/"))
    assert page.region("Nächste Veranstaltungen").headings(3) == [f"Nächstes {number}" for number in range(count)]
    assert page.region("In Vorbereitung").headings(3) == [f"Geplant {number}" for number in range(count)]
    assert page.region("Rückblick").headings(3) == ["2016", *[f"Gewesen {number}" for number in reversed(range(count))]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_an_event_costs_the_same_for_any_number_of_examples(client, count, django_assert_num_queries):
    examples = [make_example(title=f"Idee {number}") for number in range(count)]
    event = make_event(starts_at=berlin(2100, 1, 26, 17), presents=reversed(examples))
    client.get(event.url)
    with django_assert_num_queries(7):
        page = read(client.get(event.url))
    presented = page.region("Wen Sie dort treffen").headings(3)
    assert presented == [f"Idee {number}" for number in reversed(range(count))]


def test_the_link_to_an_event_shows_a_poster_of_its_own_as_long_as_the_event_is_public(client):
    days = [berlin(2100, 1, 26, 17), berlin(2100, 2, 26, 17)]
    first, second = [make_event(title="Markt", starts_at=day) for day in days]
    posters = [
        read(client.get(event.url)).meta("og:image").removeprefix("http://testserver") for event in (first, second)
    ]
    drawn = [client.get(address) for address in posters]
    assert [answer["Content-Type"] for answer in drawn] == ["image/png"] * 2
    assert drawn[0].content != drawn[1].content
    assert read(client.get(first.url)).structured["image"] == f"http://testserver{posters[0]}"
    first.unpublish()
    assert client.get(posters[0]).status_code == 404


def test_what_was_is_told_first_and_in_the_same_column(client):
    event = make_event(
        starts_at=berlin(2016, 9, 9, 17),
        review=[("heading", "Was bleibt")],
        body=[("heading", "Wozu")],
        programme=[("slot", {"time": "17:00", "title": "Markt", "text": ""})],
    )
    found = read(client.get(event.url)).headings(2)
    order = ["Auf einen Blick", "Rückblick", "Was bleibt", "Worum es ging", "Wozu", "Programm"]
    assert [heading for heading in found if heading in order] == order


def test_an_event_shows_only_examples_that_visitors_may_see(client):
    event = make_event(presents=[make_example(title="offen"), make_example(title="Entwurf", live=False)])
    page = read(client.get(event.url))
    assert page.region("Wen Sie dort treffen").headings(3) == ["offen"]
    assert "Entwurf" not in page.text


def test_a_cancelled_event_says_so_with_its_reason_and_offers_no_registration(client):
    event = make_event(
        starts_at=berlin(2100, 1, 26, 17),
        change=Change.CANCELLED,
        change_reason="Die Halle steht unter Wasser.",
        registration_email="an@example.org",
    )
    page = read(client.get(event.url))
    assert "Die Halle steht unter Wasser." in page.text
    assert "Anmelden" not in page.names("region") + page.names("link")
    assert "an@example.org" not in page.text
    assert page.structured["eventStatus"] == "https://schema.org/EventCancelled"
    event.change = ""
    event.save()
    assert read(client.get(event.url)).region("Anmelden").names("link") == ["an@example.org"]


@pytest.mark.parametrize(
    "query", ["region=atlantis", "ort=Atlantis", "umkreis=abc", "seite=999999", "ort=%00", "q=%27%3B--"]
)
def test_a_filter_that_makes_no_sense_never_breaks_the_list(client, query):
    make_event(title="Bleibt", starts_at=berlin(2100, 1, 1, 17))
    page = read(client.get(f"/veranstaltungen/?{query}"))
    shown = [] if "q=" in query else ["Bleibt"]
    assert page.region("Nächste Veranstaltungen").headings(3) == shown


def test_a_region_without_events_offers_a_way_on(client):
    make_event(title="Köln", starts_at=berlin(2100, 1, 1, 17))
    section = read(client.get("/veranstaltungen/?region=aachen")).region("Nächste Veranstaltungen")
    assert "zurzeit nichts angekündigt" in section.text
    assert section.link("Alle Veranstaltungen ansehen").href == "/veranstaltungen/"


def test_the_calendar_of_the_filter_can_be_subscribed_to_beside_the_filter(client):
    make_event(title="Köln", starts_at=berlin(2100, 1, 1, 17))
    page = read(client.get("/veranstaltungen/?region=koeln"))
    box = page.region("Kalender abonnieren: Termine in der Region Köln")
    assert box.link("Kalender abonnieren").href == "webcal://testserver/daten/veranstaltungen.ics?region=koeln"
    assert "http://testserver/daten/veranstaltungen.ics?region=koeln" in box.text
    assert box.names("link") == ["Kalender abonnieren", "Kalenderdatei", "RSS", "Excel", "CSV", "JSON"]
    assert box.link("Excel").href == "/daten/veranstaltungen.xlsx?region=koeln"
    assert [word for word in ("Apple", "Outlook", "Google", "„Per URL“") if word not in box.text] == []
    assert "innerhalb eines Tages" in box.text


@pytest.mark.parametrize("address", ["/veranstaltungen/?region=koeln", "/regionen/koeln/"])
def test_a_region_with_nothing_dated_says_so_and_its_feed_brings_later_dates(client, address):
    make_event(title="Lange her", starts_at=berlin(2016, 9, 9, 17))
    event = make_event(title="Geplant", place=None, region=Region.objects.get(pk="koeln"))
    box = read(client.get(address)).region("Kalender abonnieren: Termine in der Region Köln")
    assert "Hier steht noch kein nächster Termin fest." in box.text
    assert "Kalenderdatei" not in box.names("link")
    event.starts_at = berlin(2100, 1, 1, 17)
    event.save_revision().publish()
    box = read(client.get(address)).region("Kalender abonnieren: Termine in der Region Köln")
    assert "noch kein nächster Termin" not in box.text
    assert "Geplant" in client.get("/daten/veranstaltungen.ics?region=koeln").content.decode()


def test_a_copy_is_another_event_for_calendars():
    event = make_event(
        starts_at=berlin(2027, 1, 26, 17), change=Change.CANCELLED, change_reason="Regen", calendar_sequence=4
    )
    copy = event.copy(update_attrs={"slug": "markt-naechstes-jahr", "title": "Markt 2028"})
    assert copy.calendar_uid != event.calendar_uid
    assert (copy.calendar_sequence, copy.change) == (0, "")
    assert make_event_index().get_children().count() == 2
