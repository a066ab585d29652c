"""What is kept is never older than what is published.

The page cache is on, and every address is visited before a change, so pages, their parts and the data are kept; what is
looked at afterwards is the very next request.
"""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.core.signals import request_finished
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from home.caching import version
from home.caching.version import cached
from home.media.models import Rendition
from home.pages.models import HomePage, StandardPage
from practice_examples.models import ExampleIndexPage
from tests.caching import read, warm
from tests.event_factories import BERLIN, make_event
from tests.factories import make_contact, make_example, make_film, make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

GEOJSON = "/daten/beispiele.geojson"
NEW, OLD = "Zwei Schwestern", "Der alte Titel"
NOON = datetime(2026, 3, 2, 12, tzinfo=BERLIN)


@pytest.fixture(autouse=True)
def pages_are_kept(settings):
    settings.PAGE_CACHE_SECONDS = 3600


# --- whatever shows a story stops doing so with its withdrawal -----------------------------------------


@pytest.fixture
def story():
    """A story on whatever shows stories."""
    make_example(title="Bleibt")
    story = make_example(title=OLD, slug="alt", contacts=[make_contact()], lead_picture=make_picture(size=(640, 480)))
    make_event(title="Markt", slug="markt", starts_at=NOON + timedelta(days=9000), presents=[story])
    home = HomePage.objects.get()
    home.sections = [{"type": "stories", "value": {"heading": "Geschichten", "stories": [story.pk]}}]
    home.save()
    return story


LISTS = (
    "/",
    "/landkarte/",
    "/landkarte/?ort=koeln",
    "/landkarte/?q=titel",
    "/einbetten/",
    "/suche/?q=titel",
    "/orte/koeln/",
    "/kreise/05315/",
    "/regionen/koeln/",
    "/themen/ausbildung/",
    "/veranstaltungen/markt/",
    "/daten/beispiele.geojson",
    "/daten/beispiele.geojson?ort=koeln",
    "/daten/beispiele.csv",
    "/daten/beispiele.rss",
    "/daten/karte/pins.json?bbox=6,50,8,52",
)


def unpublish(story, clock):
    story.unpublish()


def delete(story, clock):
    story.delete()


def make_private(story, clock):
    PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)


def make_private_for_a_group(story, clock):
    restriction = PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.get(name="Redaktion"))


def hand_a_restriction_on(story, clock):
    """A restriction that stood on another page is changed to stand here."""
    restriction = PageViewRestriction.objects.get()
    restriction.page = story
    restriction.save()


def make_the_map_private(story, clock):
    PageViewRestriction.objects.create(
        page=story.get_parent(), restriction_type=PageViewRestriction.PASSWORD, password="only for members"
    )


def unpublish_with_the_map(story, clock):
    ExampleIndexPage.objects.get().specific.unpublish()
    for page in story.get_siblings():
        page.unpublish()


def let_it_expire(story, clock):
    clock.move_to(NOON + timedelta(days=1, seconds=1), tick=False)


@pytest.mark.parametrize(
    "withdraw",
    [
        unpublish,
        delete,
        make_private,
        make_private_for_a_group,
        hand_a_restriction_on,
        make_the_map_private,
        unpublish_with_the_map,
        let_it_expire,
    ],
)
def test_a_withdrawn_story_is_gone_from_everything_in_the_next_request(client, story, time_machine, withdraw):
    time_machine.move_to(NOON, tick=False)
    if withdraw is let_it_expire:
        story.expire_at = NOON + timedelta(days=1)
        story.save_revision().publish()
    if withdraw is hand_a_restriction_on:
        other = make_example(title="Etwas anderes")
        PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.LOGIN)
    warm(client, story.url, *LISTS)
    assert [address for address in (story.url, *LISTS) if OLD not in read(client, address)] == []
    address = story.url
    withdraw(story, time_machine)
    assert [address for address in (address, *LISTS) if OLD in read(client, address)] == []


@pytest.mark.parametrize("way", ["restriction", "expiry", "unpublished"])
def test_what_is_public_again_is_back_on_everything_in_the_next_request(client, story, way):
    if way == "restriction":
        restriction = PageViewRestriction.objects.create(
            page=story.get_parent(), restriction_type=PageViewRestriction.LOGIN
        )
    elif way == "expiry":
        story.expire_at = timezone.now() - timedelta(days=1)
        story.save()
    else:
        story.unpublish()
    warm(client, story.url, *LISTS)
    assert [address for address in (story.url, *LISTS) if OLD in read(client, address)] == []
    if way == "restriction":
        restriction.delete()
    else:
        story.expire_at = None
        story.save_revision().publish()
    assert [address for address in (story.url, *LISTS) if OLD not in read(client, address)] == []


def test_a_story_published_anew_shows_its_new_title_on_everything_in_the_next_request(client, story):
    warm(client, story.url, *LISTS)
    story.title = f"{NEW}, neuer Titel"
    story.save_revision().publish()
    assert [address for address in (story.url, *LISTS) if NEW not in read(client, address)] == []
    assert [address for address in (story.url, *LISTS) if OLD in read(client, address)] == []


# --- what ends or changes by itself -------------------------------------------------------------------

LAST_MINUTE = datetime(2026, 3, 31, 23, 59, tzinfo=BERLIN)
MIDNIGHT = LAST_MINUTE + timedelta(minutes=1)


@pytest.mark.parametrize("shown_as", ["lead_picture", "portrait", "poster"])
def test_a_picture_is_gone_everywhere_when_the_rights_to_it_end(client, time_machine, shown_as):
    time_machine.move_to(LAST_MINUTE, tick=False)
    picture = make_picture(size=(640, 480), description="Nur bis heute", rights_until=LAST_MINUTE.date())
    if shown_as == "lead_picture":
        make_example(slug="alt", lead_picture=picture).save_revision().publish()
        addresses = ["/landkarte/alt/", "/landkarte/", "/orte/koeln/"]
    elif shown_as == "portrait":
        make_example(slug="alt", contacts=[make_contact(portrait=picture)])
        addresses = ["/landkarte/alt/"]
    else:
        HomePage.objects.update(poster=picture)
        addresses = ["/"]
    warm(client, *addresses, GEOJSON)
    files = set(Rendition.objects.filter(image=picture).values_list("file", flat=True))

    def showing(addresses):
        return [address for address in addresses if any(file in read(client, address) for file in files)]

    assert showing(addresses) == addresses
    assert showing([GEOJSON]) == ([GEOJSON] if shown_as == "lead_picture" else [])
    time_machine.move_to(MIDNIGHT, tick=False)
    assert showing([*addresses, GEOJSON]) == []


def test_a_film_is_gone_everywhere_when_the_rights_to_it_end(client, time_machine):
    time_machine.move_to(LAST_MINUTE, tick=False)
    film = make_film(rights_until=LAST_MINUTE.date())
    make_example(slug="alt", title=OLD, lead_video=film)
    make_example(slug="text", title=OLD, body=[("video", {"video": film, "heading": "", "text": ""})])
    # Where nothing is found the newest are offered.
    for _number in range(3):
        make_example()
    pages = ["/landkarte/alt/", "/landkarte/text/"]
    lists = ["/landkarte/?video=1", f"{GEOJSON}?video=1", "/daten/beispiele.csv?video=1"]
    warm(client, *pages, *lists)
    assert [address for address in pages if film.file.name in read(client, address)] == pages
    assert [address for address in lists if OLD in read(client, address)] == lists
    time_machine.move_to(MIDNIGHT, tick=False)
    assert [address for address in pages if film.file.name in read(client, address)] == []
    assert [address for address in lists if OLD in read(client, address)] == []


def test_of_several_things_that_end_each_ends_at_its_own_moment(client, time_machine):
    time_machine.move_to(LAST_MINUTE, tick=False)
    for days in (3, 1, 2):
        make_example(title=f"Endet nach {days}", expire_at=LAST_MINUTE + timedelta(days=days))
    for days in range(1, 4):
        assert re.findall(r"Endet nach \d", read(client, "/daten/beispiele.csv")) == [
            f"Endet nach {day}" for day in (2, 1, 3) if day >= days
        ]
        time_machine.move_to(LAST_MINUTE + timedelta(days=days, seconds=1), tick=False)
    assert "Endet nach" not in read(client, "/daten/beispiele.csv")


def test_what_hangs_on_the_day_changes_at_midnight(client, time_machine):
    time_machine.move_to(LAST_MINUTE, tick=False)
    event = make_event(
        title="Markt",
        starts_at=MIDNIGHT + timedelta(days=2),
        registration_email="markt@example.org",
        registration_closes_on=LAST_MINUTE.date(),
    )
    warm(client, event.url)
    assert "mailto:markt@example.org" in read(client, event.url)
    time_machine.move_to(MIDNIGHT, tick=False)
    assert "mailto:markt@example.org" not in read(client, event.url)


EVENTS = ("/veranstaltungen/", *(f"/daten/veranstaltungen.{form}" for form in ("json", "csv", "rss")))


def test_that_an_event_begins_and_ends_shows_in_the_next_request(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    event = make_event(starts_at=NOON + timedelta(seconds=10), ends_at=NOON + timedelta(seconds=20))
    make_event(starts_at=NOON + timedelta(hours=2), live=False)
    tags = set()
    for seconds, state in ((0, "Angekündigt"), (10, "Läuft gerade"), (20, "Hat stattgefunden")):
        time_machine.move_to(NOON + timedelta(seconds=seconds), tick=False)
        assert [address for address in (event.url, *EVENTS) if state not in read(client, address)] == []
        warm(client, event.url, *EVENTS)
        tags.add(client.get(EVENTS[1])["ETag"])
    assert len(tags) == 3


@pytest.mark.parametrize("processes", [1, 3])
def test_what_several_processes_notice_at_once_makes_one_new_version(time_machine, processes):
    time_machine.move_to(LAST_MINUTE, tick=False)
    begun = [version.current() for _process in range(processes)]
    time_machine.move_to(MIDNIGHT, tick=False)
    keys = set()
    for seen in begun:
        version.advance(since=seen)
        keys.add(version.current().key)
    assert len(keys) == 1
    assert begun[0].key not in keys


def test_a_version_of_an_older_release_knows_no_end_and_is_over():
    before = version.current().key
    version.ContentVersion.objects.update(valid_until=None)
    assert version.current().key != before


# --- redirects are answered where no page is, and nothing of that is kept -------------------------------


def test_a_redirect_leads_on_and_ends_in_the_next_request(client):
    assert [client.get("/alt/").status_code for _visit in range(2)] == [404, 404]
    redirect = Redirect.objects.create(old_path="/alt", redirect_link="/suche/")
    assert [client.get("/alt/").status_code for _visit in range(2)] == [301, 301]
    redirect.delete()
    assert client.get("/alt/").status_code == 404
    HomePage.objects.get().add_child(instance=StandardPage(title="Alt", slug="alt"))
    assert client.get("/alt/").status_code == 200


# --- the words themselves -------------------------------------------------------------------------------


def test_a_value_is_computed_once_for_a_version_and_takes_the_place_of_the_older_one():
    numbers = iter(range(9))
    sizes = []
    for _version in range(3):
        assert len({cached("number", lambda: next(numbers)) for _time in range(3)}) == 1
        sizes.append(len(caches["default"]._cache))
        version.advance()
    assert cached("number", lambda: next(numbers)) == 3
    assert sizes == [1, 1, 1]


@pytest.mark.parametrize("value", [None, 0, "", []])
def test_an_empty_value_is_a_value(value):
    assert cached("empty", lambda: value) == value
    assert cached("empty", lambda: "asked again") == value


def test_what_depends_on_nothing_outlives_a_publication_until_it_is_forgotten(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert cached("words", lambda: 1, depends_on=()) == 1
    version.advance()
    assert cached("words", lambda: 2, depends_on=()) == 1
    version.forget("words")
    assert cached("words", lambda: 3, depends_on=()) == 3


def test_what_is_published_while_a_value_is_computed_is_not_overlooked():
    values = iter(["old", "new"])

    def compute():
        version.advance()
        return next(values)

    assert [cached("slow", compute) for _time in range(2)] == ["old", "new"]


def test_a_failure_is_not_kept():
    with pytest.raises(ZeroDivisionError):
        cached("failing", lambda: 1 / 0)
    assert cached("failing", lambda: 1) == 1


def test_all_parts_of_an_answer_hang_on_the_version_it_began_with(in_a_request, django_assert_num_queries):
    with django_assert_num_queries(1):
        begun = {version.current().key for _part in range(3)}
    version.ContentVersion.objects.update(key="of another one")
    assert {version.current().key} == begun
    request_finished.send(sender=None)
    assert version.current().key == "of another one"


def test_who_changes_something_sees_it_in_the_same_request(in_a_request):
    before = version.current().key
    version.advance()
    assert version.current().key != before


def drawn(source: str, **context) -> str:
    return engines["django"].from_string(source).render(context, RequestFactory().get("/"))


def test_a_part_of_a_template_is_drawn_once_for_each_of_its_arguments():
    part = '{% cached "part" number %}{{ text }}{% endcached %}'
    assert [drawn(part, number=number, text=text) for number, text in ((1, "a"), (2, "b"), (1, "c"))] == ["a", "b", "a"]
    assert drawn('{% cached "other part" number %}{{ text }}{% endcached %}', number=1, text="d") == "d"
    version.advance()
    assert drawn(part, number=1, text="e") == "e"


def test_a_part_says_what_it_depends_on():
    part = '{% cached "part" depends_on=nothing %}{{ text }}{% endcached %}'
    assert drawn(part, nothing=(), text="a") == "a"
    version.advance()
    assert drawn(part, nothing=(), text="b") == "a"


def test_a_part_stays_as_safe_as_it_was_drawn():
    part = '{% cached "part" %}<b>{{ text }}</b>{% endcached %}'
    assert [drawn(part, text="<i>") for _time in range(2)] == ["<b>&lt;i&gt;</b>"] * 2


def test_what_is_for_one_visitor_or_drawn_without_a_request_is_not_kept():
    part = '{% cached "part" key %}{{ text }}{% endcached %}'
    assert [drawn(part, key=None, text=text) for text in "ab"] == ["a", "b"]
    template = engines["django"].from_string('{% cached "part" %}{{ text }}{% endcached %}')
    assert [template.render({"text": text}) for text in "ab"] == ["a", "b"]
    assert not caches["default"]._cache
