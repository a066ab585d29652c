"""The page of a story: what it shows besides its text, what it never shows, and what it costs."""

import io
import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image
from wagtail.models import PageViewRestriction

from home.caching import version
from home.land.models import Region
from home.land.pins import Precision
from home.pages.models import Portal
from practice_examples.choices import Cost, Effort
from practice_examples.story_page.story import km_away, with_pin
from tests.bench.content import multiply
from tests.event_factories import berlin, make_event
from tests.factories import make_contact, make_example, make_picture
from tests.reading import Page, read

pytestmark = pytest.mark.django_db


def get(client, page) -> Page:
    return read(client.get(page.url))


def share_picture(page: Page) -> str:
    return page.meta("og:image").removeprefix("http://testserver")


def article(page: Page) -> dict:
    return page.structured["@graph"][0]


def crumbs(page: Page) -> list[dict]:
    return page.structured["@graph"][1]["itemListElement"]


# --- Head and facts ----------------------------------------------------------------------------------


def test_the_head_leads_back_from_the_town_over_the_region_to_the_map(client):
    page = get(client, make_example(place="lindlar", title="Sprachkurs im Betrieb"))
    assert [(link.href, link.name) for link in page.navigation("Sie sind hier").links()] == [
        ("/landkarte/", "Landkarte"),
        ("/regionen/koeln/", "Region Köln"),
        ("/orte/lindlar/", "Lindlar"),
    ]


def test_a_story_for_all_of_nrw_has_no_place_no_map_and_no_neighbours(client):
    make_example(place="bonn")
    somewhere = get(client, make_example(place="bonn"))
    assert somewhere.names("image") == ["Lage von Bonn in Nordrhein-Westfalen"]
    assert "In der Nähe" in somewhere.names("region")
    page = get(client, make_example(place=None, land_wide=True, title="Schwimmen für Frauen"))
    assert "In ganz NRW" in page.text
    assert page.names("image") == []
    assert "In der Nähe" not in page.names("region")
    assert [item["name"] for item in crumbs(page)] == ["Landkarte", "Schwimmen für Frauen"]


def test_where_only_the_town_may_be_known_its_part_is_not_named(client):
    protected = make_example(place="langendreer", precision=Precision.TOWN)
    assert "Langendreer" not in client.get(protected.url).content.decode()
    page = get(client, protected)
    assert page.navigation("Sie sind hier").link("Bochum").href == "/orte/bochum/"
    assert article(page)["contentLocation"]["name"] == "Bochum"


def test_only_what_is_known_about_copying_the_idea_stands_on_the_card(client):
    page = make_example(
        effort=Effort.VOLUNTEERS,
        cost=Cost.LOW,
        first_steps=[
            {"type": "step", "value": "Beim Verein fragen"},
            {"type": "step", "value": "Ein Spiel ausrichten"},
        ],
    )
    card = get(client, page).region("Zum Nachmachen")
    assert card.texts("term") == ["Aufwand", "Kosten im Jahr", "Erste Schritte"]
    assert card.texts("listitem") == ["Beim Verein fragen", "Ein Spiel ausrichten"]
    assert card.link("Bei uns nachmachen").href == f"/mitmachen/?vorbild={page.slug}"


def test_results_name_their_period_and_source(client):
    figure = {"value": "19", "label": "Praktika", "period": "2016 bis 2018", "source": "Angabe des Projekts"}
    page = make_example(
        outcome="<p>Zwölf Betriebe kamen wieder.</p>", outcome_figures=[{"type": "figure", "value": figure}]
    )
    assert get(client, page).region("Was hat es gebracht?").text == (
        "Was hat es gebracht? Zwölf Betriebe kamen wieder. Praktika 2016 bis 2018 · Angabe des Projekts 19"
    )


def test_a_finished_story_says_when_it_ran(client):
    text = get(client, make_example(running_since=date(2016, 2, 1), ended_on=date(2018, 12, 31))).text
    assert "abgeschlossen 2018" in text
    assert "Lief Februar 2016 bis Dezember 2018" in text


def test_only_the_demo_says_that_its_stories_are_invented(client, settings):
    page = make_example(source="jobcenter.wuppertal.de")
    assert "Beispielinhalt" not in get(client, page).text
    # No site changes its mode while it runs; here the page was drawn in the other one.
    version.advance()
    settings.DEMO = True
    assert "Beispielinhalt. Nach öffentlichen Berichten neu erzählt" in get(client, page).text


# --- People ------------------------------------------------------------------------------------------


def test_the_people_of_the_story_come_in_the_editors_order(client):
    page = make_example(contacts=[make_contact("Tarek Kaya"), make_contact("Ayşe Şahin-Öz", phone="0221 4710-101")])
    people = get(client, page).region("Fragen Sie die, die es machen")
    assert people.headings(3) == ["Tarek Kaya", "Ayşe Şahin-Öz"]
    assert people.link("0221 4710-101").href == "tel:+492214710101"
    assert "AÖ Ayşe Şahin-Öz" in people.text


def test_without_people_of_its_own_a_story_names_the_region_and_then_the_portal(client):
    page = make_example(place="koeln")
    portal = {"contact_name": "Redaktion", "contact_email": "portal@example.org"}
    Portal.objects.update_or_create(site=page.get_site(), defaults=portal)
    assert get(client, page).region("Fragen Sie uns").headings(3) == ["Redaktion"]
    region = Region.objects.get(pk="koeln")
    region.contact_name, region.contact_email = "Amara Diallo", "koeln@example.org"
    region.save()
    assert get(client, page).region("Fragen Sie in der Region").headings(3) == ["Amara Diallo"]


# --- Other stories and events ------------------------------------------------------------------------


def test_the_three_nearest_come_with_their_distance(client):
    page = make_example(place="koeln", topics=["sport"])
    for place in ("essen", "bonn", "leverkusen", "duesseldorf", "huerth"):
        make_example(place=place, title=f"Idee aus {place}")
    near = get(client, page).region("In der Nähe")
    assert near.headings(3) == ["Idee aus huerth", "Idee aus leverkusen", "Idee aus bonn"]
    assert [card.rpartition(" · ")[2] for card in near.texts("article")] == [
        "9\u00a0km entfernt",
        "11\u00a0km entfernt",
        "24\u00a0km entfernt",
    ]


def test_stories_with_most_topics_in_common_come_first_and_none_twice(client):
    page = make_example(place="koeln", topics=["sport", "sprache"])
    for place in ("bonn", "leverkusen", "huerth"):
        make_example(place=place, topics=["sport", "sprache"], title=f"Nah: {place}")
    make_example(place="minden", topics=["sport"], title="Eines gemeinsam, alt")
    make_example(place="siegen", topics=["sport", "sprache"], title="Beide gemeinsam")
    make_example(place="kleve", topics=["sprache"], title="Eines gemeinsam, neu")
    make_example(place="aachen", topics=["kultur-und-medien"], title="Anderes Thema")
    same = get(client, page).region("Zu denselben Themen")
    assert same.headings(3) == ["Beide gemeinsam", "Eines gemeinsam, neu", "Eines gemeinsam, alt"]


def test_a_model_and_its_copies_point_at_each_other(client):
    model = make_example(place="wuppertal", title="Erst das Spiel")
    copy = make_example(place="bielefeld", title="Abgeguckt im Tal", inspired_by=model)
    assert "Hat Schule gemacht in Bielefeld Abgeguckt im Tal" in get(client, model).text
    assert "Vorbild Erst das Spiel Wuppertal" in get(client, copy).text


def test_events_that_present_the_story_are_listed_with_their_day(client):
    page = make_example()
    make_event(title="Auftakt in Remscheid", starts_at=berlin(2016, 9, 9, 17), place="remscheid", presents=[page])
    make_event(title="Noch geheim", starts_at=berlin(2016, 10, 9, 17), live=False, presents=[page])
    facts = get(client, page).under("Auf einen Blick").facts
    assert facts["Vorgestellt am"] == "9.\u00a0September 2016 Auftakt in Remscheid, Remscheid"
    assert "Noch geheim" not in get(client, page).text


HIDDEN = ["draft", "expired", "private"]


def hide(page, how):
    if how == "private":
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.add(Group.objects.first())
        return
    if how == "draft":
        page.unpublish()
    else:
        page.expire_at = timezone.now() - timedelta(minutes=1)
        page.save()


@pytest.mark.parametrize("how", HIDDEN)
def test_what_is_not_public_is_nobodys_neighbour_model_or_copy(client, how):
    hidden = make_example(place="bonn", title="Unsichtbar")
    page = make_example(place="koeln", inspired_by=hidden)
    copy = make_example(place="leverkusen", title="Unsichtbare Kopie", inspired_by=page)
    assert client.get(page.url).content.decode().count("Unsichtbar") > 3
    for one in (hidden, copy):
        hide(one, how)
    assert "Unsichtbar" not in client.get(page.url).content.decode()


# --- What other sites see ----------------------------------------------------------------------------


def test_the_lead_picture_stands_beside_a_shared_link(client, media):
    address = share_picture(get(client, make_example(lead_picture=make_picture(size=(1600, 1200)))))
    assert re.fullmatch(r"/media/images/[0-9a-f]{32}\.jpg", address)
    assert Image.open(media / address.removeprefix("/media/")).size == (1200, 630)


def test_without_a_picture_a_card_is_drawn_once_and_again_for_a_new_title(client, media):
    page = make_example(title="Erst das Spiel, dann das Vorstellungsgespräch")
    address = share_picture(get(client, page))
    response = client.get(address)
    assert response["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    assert client.get(address, HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
    page.title = "Ganz anders"
    page.save()
    assert share_picture(get(client, page)) != address


@pytest.mark.parametrize("how", HIDDEN)
def test_the_card_goes_with_its_page(client, media, how):
    page = make_example()
    address = f"/teilen/beispiele/{page.pk}.png"
    assert client.get(address).status_code == 200
    hide(page, how)
    assert client.get(address).status_code == 404


def test_search_engines_read_the_story_in_their_own_words(client, media):
    page = make_example(place="wuppertal", title="Erst das Spiel", topics=["sport"], organisation="TalTurnier")
    read_page = get(client, page)
    told = article(read_page)
    assert told["headline"] == "Erst das Spiel"
    assert told["about"] == {"@type": "Organization", "name": "TalTurnier"}
    assert told["contentLocation"]["geo"] == {"@type": "GeoCoordinates", "latitude": page.lat, "longitude": page.lng}
    assert told["mainEntityOfPage"] == f"http://testserver{page.url}"
    assert [item["item"] for item in crumbs(read_page)] == [
        "http://testserver/landkarte/",
        "http://testserver/regionen/bergisches-staedtedreieck/",
        "http://testserver/orte/wuppertal/",
        f"http://testserver{page.url}",
    ]


def test_markup_in_a_title_stays_text_everywhere(client, media):
    evil = '</script><script>alert("1")</script><b>'
    page = make_example(title=evil, organisation=evil, source=evil, pitfalls=evil)
    assert "<script>alert" not in client.get(page.url).content.decode()
    assert article(get(client, page))["headline"] == evil


@pytest.mark.parametrize(
    ("distance", "said"),
    [(None, ""), (0.2, "weniger als 1\u00a0km entfernt"), (1.4, "1\u00a0km entfernt"), (20.6, "21\u00a0km entfernt")],
)
def test_distances_are_said_in_whole_kilometres(distance, said):
    assert km_away(distance) == said


def test_a_title_with_a_sign_of_its_own_gets_no_pin():
    assert with_pin("Wer fragt?") == "Wer fragt?"
    assert with_pin("Wer <fragt>x") == 'Wer &lt;fragt&gt;x<span class="dot">.</span>'


# --- What it costs -----------------------------------------------------------------------------------

# The first visit of a version of the content, and every later one.
COLD, WARM = 18, 2
FILLED = {
    "outcome": "<p>Gut.</p>",
    "body": [
        {"type": "text", "value": "<p>Donnerstag, kurz nach sechs.</p>"},
        {"type": "voice", "value": {"quote": "Gut so.", "name": "Trainer", "role": "Verein"}},
    ],
}


@pytest.mark.parametrize("others", [1, 3])
def test_a_story_costs_the_same_however_much_belongs_to_it(client, media, others, django_assert_num_queries):
    page = surrounded_story(others)
    client.get(page.url)
    version.advance()
    with django_assert_num_queries(COLD):
        client.get(page.url)
    with django_assert_num_queries(WARM):
        client.get(page.url)


def test_a_story_costs_the_same_among_three_hundred(client, media, django_assert_num_queries):
    page = surrounded_story(1)
    multiply(300)
    client.get(page.url)
    version.advance()
    with django_assert_num_queries(COLD):
        client.get(page.url)
    with django_assert_num_queries(WARM):
        client.get(page.url)


def test_a_change_of_what_others_keep_shows_at_once(client, media):
    contact = make_contact("Jana Feld")
    page = make_example(contacts=[contact])
    assert get(client, page).region("Fragen Sie die, die es machen").headings(3) == ["Jana Feld"]
    contact.name = "Jana Feld-Otto"
    contact.save()
    assert get(client, page).region("Fragen Sie die, die es machen").headings(3) == ["Jana Feld-Otto"]


def test_a_preview_is_never_kept(client, media):
    page = make_example(title="Öffentlich", pitfalls="Alt")
    page.pitfalls = "Entwurf"
    page.make_preview_request()
    assert get(client, page).region("Zum Nachmachen").facts == {"Stolpersteine": "Alt"}
    preview = read(page.make_preview_request().render())
    assert preview.region("Zum Nachmachen").facts == {"Stolpersteine": "Entwurf"}


def surrounded_story(others):
    """A story with everything of which there may be several."""
    model = make_example(place="wuppertal", lead_picture=make_picture())
    page = make_example(
        place="koeln",
        lead_picture=make_picture(),
        inspired_by=model,
        contacts=[make_contact(portrait=make_picture()) for _ in range(others)],
        **FILLED,
    )
    for _ in range(others):
        make_example(place="bonn", lead_picture=make_picture(), inspired_by=page)
        make_example(place="minden", lead_picture=make_picture())
        make_event(place="remscheid", presents=[page])
    return page
