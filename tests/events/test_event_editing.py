import io
import re

import pytest
from openpyxl import load_workbook

from events.models import EventPage
from tests.editing import PUBLISH, add, empty_event, make_editor, sign_in
from tests.event_factories import berlin, make_event, make_event_index
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return sign_in(client, make_editor())


def announce(desk, **fields):
    facts = {"summary": "Zwölf Tische, ein Abend.", "place": "Köln", **fields}
    return add(desk, make_event_index(), EventPage, empty_event(**facts) | PUBLISH)


@pytest.mark.parametrize("moment", ["28.03.2027 02:30", "31.10.2027 02:30"])
def test_a_time_the_clock_skips_or_shows_twice_is_asked_back_about_in_plain_words(desk, moment):
    response = announce(desk, starts_at=moment)
    assert response.status_code == 200
    assert "Diese Uhrzeit gibt es in der Nacht der Zeitumstellung nicht oder zweimal." in response.content.decode()
    assert read(response).data["starts_at"] == [moment]
    assert EventPage.objects.count() == 0


def test_a_date_in_the_past_is_published_with_a_question(desk):
    response = announce(desk, starts_at="09.09.2016 17:00")
    told = desk.get(response["Location"]).content.decode()
    assert "Diese Veranstaltung liegt in der Vergangenheit (09.09.2016)." in told
    assert EventPage.objects.get().starts_at == berlin(2016, 9, 9, 17)


def test_an_event_without_a_date_goes_live_in_preparation(desk):
    response = announce(desk)
    assert response.status_code == 302
    assert EventPage.objects.visible().get().state.label == "In Vorbereitung"


def fill(count):
    """Many events at once: the first is made as usual, the others are its copies in the database."""
    first = make_event(starts_at=berlin(2100, 1, 1, 17))
    for number in range(count - 1):
        path = EventPage._get_path(first.get_parent().path, first.depth, number + 2)
        fields = {field.attname: getattr(first, field.attname) for field in EventPage._meta.concrete_fields}
        for key in ("id", "page_ptr_id", "path", "slug", "translation_key", "calendar_uid", "url_path"):
            fields.pop(key, None)
        slug = f"kopie-{number}"
        page = EventPage(**fields, path=path, slug=slug, url_path=f"{first.get_parent().url_path}{slug}/")
        page.save(clean=False)
    assert EventPage.objects.visible().count() == count


@pytest.mark.parametrize("count", [3, 300])
def test_lists_and_feeds_cost_the_same_with_300_events_as_with_3(client, count, django_assert_num_queries):
    fill(count)
    for address, queries in (
        ("/veranstaltungen/", 3),
        # Only the first page is kept.
        ("/veranstaltungen/?seite=2", 5),
        ("/daten/veranstaltungen.ics", 2),
        ("/daten/veranstaltungen.rss", 2),
        ("/daten/veranstaltungen.json", 2),
        ("/daten/veranstaltungen.csv", 2),
        ("/daten/veranstaltungen.xlsx", 2),
    ):
        client.get(address)
        with django_assert_num_queries(queries):
            response = client.get(address)
            content = response.getvalue()
        # A feed reader gets the fifty newest.
        shown = min(count, 50) if address.endswith(".rss") else count
        if address.startswith("/veranstaltungen/"):
            assert len(read(response).region("Nächste Veranstaltungen").all("article")) == shown
        elif address.endswith(".xlsx"):
            assert load_workbook(io.BytesIO(content))["Veranstaltungen"].max_row == shown + 1
        else:
            assert len(re.findall(b'BEGIN:VEVENT|<item>|"uid":|;http://testserver/', content)) == shown
