"""Every page gets another address, and nothing that leads to one, or that anybody has kept, leads nowhere.

From the home page every link, picture, form, feed, calendar and data address is followed, whether it stands in an
attribute, in JSON-LD, in data for scripts or in a file; and then whatever stands in the mails of the house.
"""

import html
import json
import re
from collections import Counter, deque
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from post_office.models import Email
from wagtail.models import Page

from events.choices import Change
from home.pages.models import HomePage, Purpose, StandardPage
from practice_examples.submissions.moderators import acceptance, moderation
from practice_examples.submissions.record import mails
from practice_examples.submissions.record.page import SubmissionPage
from practice_examples.submissions.sender import filing
from tests.event_factories import berlin, make_event
from tests.factories import make_contact, make_example, make_film, make_home, make_index, make_picture
from tests.submitting import make_draft, make_handed_in, make_moderator, make_unconfirmed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

SITE = "http://testserver"
ABSOLUTE = re.compile(rf"{SITE}[^\s\"'<>\\;)]*")
LINKS = ("href", "src", "action", "poster")
# Of places and of states of a filter there are hundreds of the same kind: that many of each are looked at.
OF_A_KIND = 3
SUBJECTS = [*(mails.TO_SENDER | mails.TO_MODERATORS).values(), mails.LINKS]
PLACES = ("/orte/", "/kreise/", "/regionen/", "/teilen/orte/", "/teilen/kreise/", "/teilen/regionen/")


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """What waits for the end of a transaction need not wait for that of the test."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function, **kwargs: function())


def grow() -> list[Page]:
    """A page of every kind, and whatever leads from one to another."""
    home = make_home()
    purposes = [
        home.add_child(instance=StandardPage(title=str(purpose.label), slug=purpose.replace("_", "-"), purpose=purpose))
        for purpose in Purpose
    ]
    below = purposes[0].add_child(instance=StandardPage(title="Wer wir sind", slug="wer-wir-sind"))
    index = make_index()
    picture = make_picture()
    first = make_example(index, lead_picture=picture, lead_video=make_film(), contacts=[make_contact()])
    copy = {"inspired_by": first, "place": "siegen", "topics": ["sport"], "lead_picture": picture}
    stories = [first, make_example(index, **copy), make_example(index, **copy)]
    events = [
        make_event(starts_at=berlin(2199, 1, 26, 17), presents=stories),
        make_event(starts_at=berlin(2199, 2, 26, 17), change=Change.CANCELLED, change_reason="Wasser im Saal."),
        make_event(starts_at=berlin(2016, 9, 9, 17), place="siegen"),
        make_event(),
    ]
    form = SubmissionPage.objects.get()
    targets = [form, index, below, *purposes, *stories, *events]
    links = "".join(f'<p><a linktype="page" id="{page.pk}">{page.title}</a></p>' for page in targets)
    below.body = [("text", links)]
    below.save_revision().publish()
    home = HomePage.objects.get(pk=home.pk)
    home.sections = [
        {"type": "map_teaser", "value": {"heading": "Karte"}},
        {"type": "stories", "value": {"heading": "Geschichten", "stories": [story.pk for story in stories]}},
        {"type": "events", "value": {"heading": "Termine"}},
        {"type": "call", "value": {"heading": "Und Sie?", "button": "Anmelden", "page": form.pk}},
    ]
    home.save_revision().publish()
    return list(Page.objects.filter(depth__gt=2).order_by("path").specific())


def rename(pages: list[Page]) -> dict[str, str]:
    """Old address → new address."""
    old = {page.pk: page.url for page in pages}
    for page in pages:
        page = Page.objects.get(pk=page.pk).specific
        page.slug = f"neu-{page.slug}"
        page.save_revision().publish()
    return {old[page.pk]: page.url for page in Page.objects.filter(pk__in=old)}


def inside(data) -> set[str]:
    """The addresses in JSON."""
    if isinstance(data, dict | list):
        return set().union(*map(inside, data.values() if isinstance(data, dict) else data))
    return {data} if isinstance(data, str) and data.startswith(("/", SITE)) else set()


def addresses(response, here: str) -> set[str]:
    """All addresses of the site in an answer, absolute."""
    kind = response["Content-Type"]
    if kind.startswith(("image/", "video/", "application/vnd")):
        return set()
    text = response.getvalue().decode()
    found = inside(json.loads(text)) if "json" in kind else set(ABSOLUTE.findall(html.unescape(text)))
    for node in BeautifulSoup(text, "html.parser").find_all() if "html" in kind else ():
        if node.name == "script" and "json" in node.get("type", ""):
            found |= inside(json.loads(node.string))
        for name, value in node.attrs.items():
            if name == "srcset":
                found |= {part.split()[0] for part in value.split(",")}
            elif name in LINKS or (isinstance(value, str) and value.startswith("/")):
                found.add(value)
            elif isinstance(value, str) and value.startswith(('{"', '["', "[{")):
                found |= inside(json.loads(value))
    joined = {urljoin(SITE + here, address).partition("#")[0] for address in found}
    return {address.removeprefix(SITE) or "/" for address in joined if address.startswith(SITE)}


def family(address: str) -> str:
    path, _mark, query = address.partition("?")
    return next((kind for kind in PLACES if path.startswith(kind)), f"{path}?" if query else address)


def crawl(client, *starts: str) -> tuple[dict[str, str], list]:
    """Every address that can be reached → its kind of content; and what is not there, or somewhere else."""
    answers, wrong, seen, kinds = {}, [], set(starts), Counter()
    waiting = deque((start, "") for start in starts)
    while waiting:
        address, source = waiting.popleft()
        response = client.get(address)
        if response.status_code != 200:
            wrong.append((response.status_code, address, "from", source))
            continue
        answers[address] = response["Content-Type"].partition(";")[0]
        for found in sorted(addresses(response, address) - seen):
            seen.add(found)
            kinds[family(found)] += 1
            if not found.startswith("/static/") and kinds[family(found)] <= OF_A_KIND:
                waiting.append((found, address))
    paths = {urlsplit(address).path for address in answers}
    left = {urlsplit(address).path for address in seen} - paths - {urlsplit(each[1]).path for each in wrong}
    wrong += [("not seen", path) for path in sorted(left) if not path.startswith(("/static/", *PLACES))]
    return answers, wrong


def test_after_every_page_was_renamed_nothing_of_the_site_leads_nowhere_or_elsewhere(client):
    moved = rename(grow())
    answers, wrong = crawl(client, "/", "/robots.txt", "/einbetten/")
    assert wrong == []
    assert set(moved.values()) <= set(answers)
    assert [address for address in answers if address in moved] == []
    assert Counter(answers.values()) == {
        "text/html": 47,
        "text/plain": 1,
        "text/vtt": 1,
        "text/calendar": 5,
        "text/csv": 5,
        "application/geo+json": 4,
        "application/json": 8,
        "application/rss+xml": 8,
        "application/xml": 1,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": 5,
        # The cards of links.
        "image/png": 15,
        "image/jpeg": 1,
        "image/webp": 4,
        "image/avif": 2,
        "video/mp4": 1,
    }


def test_old_addresses_of_all_kinds_of_pages_lead_on_with_their_query(client):
    pages = grow()
    moved = rename(pages)
    assert len(moved) == 21
    query = "?ort=k%C3%B6ln&thema=a&thema=b"
    for old, new in moved.items():
        response = client.get(old + query)
        assert (response.status_code, response["Location"]) == (301, new + query), old
        response = client.post(old + query, {"title": "Radwerkstatt"})
        assert (response.status_code, response["Location"]) == (308, new + query), old
    dated = [page.url for page in pages if getattr(page, "starts_at", None)]
    assert len(dated) == 3
    for old in dated:
        assert client.get(f"{old}termin.ics?a=b")["Location"] == f"{moved[old]}termin.ics?a=b"
        assert client.get(f"{moved[old]}termin.ics").status_code == 200


def send_every_mail(moderator) -> set[str]:
    """Submissions at every turn of their life. Returns the addresses in all mails that the house has written then."""
    Email.objects.all().delete()
    make_unconfirmed()
    asked = make_handed_in()
    moderation.remind_moderators(now=timezone.now() + timedelta(days=8))
    moderation.ask_back(submission=asked, words="Wie viele kommen?", user=moderator)
    moderation.send_link(submission=asked)
    shown = make_handed_in(photos=1)
    acceptance.accept_photo(photo=shown.photos.get(), user=moderator)
    shown = moderation.ask_sign_off(submission=shown)
    filing.agree(submission=shown, revision=str(shown.shown_revision))
    moderation.decline(submission=shown, words="Leider nein.", user=moderator)
    moderation.decline(submission=asked, words="Leider nein.", user=moderator)
    filing.withdraw(submission=make_draft())
    for ends in (False, True):
        published = make_handed_in(photos=1)
        acceptance.accept_photo(photo=published.photos.get(), user=moderator)
        moderation.approve(submission=published, user=moderator, reason="Am Telefon zugesagt.")
        filing.withdraw(submission=published)
        if ends:
            mails.contact_stays(published, make_contact())
            moderation.take_down(submission=published)
        else:
            moderation.show_again(submission=published, user=moderator)
    # The others are Wagtail's own, with links to what people with a login have still to do.
    words = [max(str(subject).split("%s"), key=len).strip(" ()") for subject in SUBJECTS]
    sent = {word: [mail for mail in Email.objects.all() if word in mail.subject] for word in words}
    assert [word for word in words if not sent[word]] == []
    texts = [f"{mail.message} {html.unescape(mail.html_message)}" for each in sent.values() for mail in each]
    found = {address.partition("#")[0].rstrip(".,") for text in texts for address in ABSOLUTE.findall(text)}
    return {address.removeprefix(SITE) or "/" for address in found}


def test_every_link_in_a_mail_leads_where_it_says_and_those_in_old_mails_to_where_that_is_now(client):
    chief = Client()
    chief.force_login(User.objects.create_superuser("chefin"), backend="django.contrib.auth.backends.ModelBackend")
    pages, moderator = grow(), make_moderator()
    old = send_every_mail(moderator)
    rename(pages)
    new = send_every_mail(moderator)
    assert (len(old), len(new)) == (11, 11)
    for links, ways in ((old, {200, 301}), (new, {200})):
        answers = {link: (chief if link.startswith("/admin/") else client).get(link) for link in links}
        assert {link: answer.status_code for link, answer in answers.items() if answer.status_code not in ways} == {}
        targets = [answer["Location"] for answer in answers.values() if answer.status_code == 301]
        assert [client.get(target).status_code for target in targets] == [200] * (links is old)
