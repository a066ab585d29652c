"""What "Bei Ihnen" compares with where a visitor is: the same for everybody, and nothing that is not public."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from events.choices import Change
from home.land.models import Region
from home.media.renditions import make_renditions
from tests.event_factories import make_event
from tests.factories import make_example, make_picture
from tests.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
ADDRESS = "/daten/karte/umgebung.json"


def tomorrow(days=1):
    return timezone.now() + timezone.timedelta(days=days)


def test_towns_and_stories_have_what_it_takes_to_sort_and_show_them(client):
    picture = make_picture(size=(900, 700))
    make_renditions(picture, "card")
    make_example(title="Im Veedel", slug="im-veedel", place="nippes", lead_picture=picture)
    make_example(title="Am Rhein", slug="am-rhein", place="bonn")
    make_example(title="Überall", place=None, land_wide=True)
    make_example(title="Entwurf", live=False)
    answer = client.get(ADDRESS).json()
    assert len(answer["towns"]) == 396
    koeln = {"name": "Köln", "slug": "koeln", "lat": 50.93333, "lng": 6.95, "region": "koeln"}
    assert [town for town in answer["towns"] if town["slug"] == "koeln"] == [koeln]
    images = [story.pop("image") for story in answer["stories"]]
    assert images[0] is None
    assert images[1].startswith("/media/images/")
    assert [(story["title"], story["url"], story["town"]) for story in answer["stories"]] == [
        ("Am Rhein", "/landkarte/am-rhein/", "Bonn"),
        ("Im Veedel", "/landkarte/im-veedel/", "Köln"),
    ]
    assert (answer["stories"][0]["lat"], answer["stories"][0]["lng"]) == (50.73438, 7.09549)


def test_filters_leave_stories_out_and_a_mistake_is_said(client):
    make_example(title="Lehre", topics=["ausbildung"])
    make_example(title="Tor", topics=["sport"])
    assert [story["title"] for story in client.get(f"{ADDRESS}?thema=sport").json()["stories"]] == ["Tor"]
    assert client.get(f"{ADDRESS}?thema=quatsch").status_code == 400


def test_a_place_that_is_to_be_protected_is_only_told_as_its_town(client):
    make_example(title="Schutz", place="koeln", location="SRID=4326;POINT(6.91 50.91)", precision="town")
    assert [(story["lat"], story["lng"]) for story in client.get(ADDRESS).json()["stories"]] == [(50.93333, 6.95)]


def test_each_region_tells_its_person_and_its_next_event_and_else_the_next_anywhere(client):
    Region.objects.filter(slug="koeln").update(
        contact_name="Svenja Albers", contact_email="koeln@example.org", contact_phone="0221 4710-200"
    )
    make_event(title="Später", place="koeln", starts_at=tomorrow(9))
    make_event(title="Abgesagt", place="koeln", starts_at=tomorrow(1), change=Change.CANCELLED, change_reason="Wasser")
    make_event(title="Bald", place="koeln", starts_at=tomorrow(3))
    make_event(title="Zuerst", place="siegen", starts_at=tomorrow(2))
    make_event(title="Entwurf", place="koeln", starts_at=tomorrow(1), live=False)
    answer = client.get(ADDRESS).json()
    koeln, muensterland = answer["regions"]["koeln"], answer["regions"]["muensterland"]
    assert len(answer["regions"]) == 16
    assert (koeln["name"], koeln["url"]) == ("Region Köln", "/regionen/koeln/")
    contact = read(koeln["contact"])
    assert contact.headings(3) == ["Svenja Albers"]
    assert [link.href for link in contact.all("link")] == ["mailto:koeln@example.org", "tel:+492214710200"]
    assert read(koeln["event"]).headings(3) == ["Bald"]
    assert (muensterland["contact"], muensterland["event"]) == ("", "")
    assert read(answer["event"]).headings(3) == ["Zuerst"]


def test_it_costs_the_same_however_much_there_is(client, django_assert_num_queries):
    def grow(count):
        for _number in range(count):
            make_example(lead_picture=make_picture())
            make_event(starts_at=tomorrow(2), picture=make_picture())
        call_command("rebuild_search_words")
        client.get(ADDRESS)
        client.get(f"{ADDRESS}?sort=name")

    grow(1)
    with django_assert_num_queries(7):
        client.get(f"{ADDRESS}?sort=name")
    grow(2)
    with django_assert_num_queries(7):
        assert len(client.get(f"{ADDRESS}?sort=name").json()["stories"]) == 3
    with django_assert_num_queries(1):
        client.get(ADDRESS)
