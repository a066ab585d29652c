"""Another Land with a portal of another name, filled and read through by test_another_land.py in a process of its own.

`report()` tells every address that a visitor or an administrator comes to, with its status and what it says.
"""

import io
import json
import re
import time
import zipfile
from collections import Counter, deque
from urllib.parse import parse_qs, urljoin, urlsplit

from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from django.core.signing import Signer
from django.test import Client
from django.urls import resolve, reverse
from post_office.models import Email

from home.pages.models import HomePage, Portal, Purpose, StandardPage
from practice_examples.models import Topic
from practice_examples.submissions.record.models import Submission
from tests.event_factories import berlin, make_event
from tests.factories import make_contact, make_example, make_film, make_picture
from tests.reading import read
from tests.submitting import mail_to

HOST = {"host": "127.0.0.1"}
ACTIONS = {
    "ask": {"words": "Seit wann?"},
    "decline": {"words": "Das liegt woanders."},
    "approve": {"reason": "Am Telefon."},
}
STARTS = (
    "/",
    "/einbetten/",
    "/gibt-es-nicht/",
    "/robots.txt",
    "/sitemap.xml",
    "/suche/?q=Ahausen",
    "/suche/?q=Auenland",
    "/daten/orte.json?q=mühl",
    "/daten/karte/orte.json",
    "/daten/karte/pins.json",
    *(f"/daten/beispiele.{kind}" for kind in ("geojson", "csv", "xlsx", "rss")),
    *(f"/daten/veranstaltungen.{kind}" for kind in ("ics", "rss", "json", "csv", "xlsx")),
    *(f"/daten/beispiele.rss?{query}" for query in ("region=auenland", "region=ost", "ort=bebra&umkreis=25")),
    *("/orte/ahausen/", "/orte/muehlenau/", "/kreise/99001/", "/regionen/west/", "/themen/sport/"),
)
ADMIN = ("/admin/", "/admin/pages/", "/admin/snippets/", "/admin/settings/home/portal/", "/admin/einreichungen/")
LINK = re.compile(r'\s(?:href|src)="([^"]+)"')
# How many addresses of one kind are read; those of pages all are.
EACH = 3


def report() -> dict:
    fill()
    visitor, admin = Client(headers=HOST), Client(headers=HOST)
    admin.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    index = read(visitor.get("/landkarte/"))
    marked = "&".join(f"id={page.pk}" for page in StandardPage.objects.all()[:3])
    bulk = [f"/admin/bulk/wagtailcore/page/{action}/?{marked}" for action in ("publish", "move", "delete")]
    return {
        "public": crawl(visitor, STARTS, lambda path: not path.startswith("/admin/")),
        "admin": crawl(
            admin, (*ADMIN, *bulk), lambda path: path.startswith("/admin/") and not re.search("/logout/|/bulk/", path)
        ),
        "mails": [
            [mail.from_email, mail.subject, mail.message, mail.html_message, str(mail.headers)]
            for mail in Email.objects.all()
        ],
        "map": {
            "first view": index.json("map-data"),
            "options": index.json("map-options"),
            "towns": visitor.get("/daten/karte/orte.json").json(),
            "pins": visitor.get("/daten/karte/pins.json").json(),
        },
        "regions drawn by the browser": [
            feature["properties"]["name"]
            for feature in json.loads(open(finders.find("places/geo/regionen.geojson")).read())["features"]
        ],
    }


def fill() -> None:
    User.objects.create_superuser("chefin", "chefin@example.org", "geheim-geheim")
    portal = Portal.objects.get()
    portal.name, portal.short_name, portal.claim, portal.publisher = (
        "Was gelingt",
        "Gelingt",
        "Hier geht es",
        "Amt Auen",
    )
    portal.contact_name, portal.contact_email, portal.postal_address = "Ida Au", "ida@example.org", "Deich 1, Ahausen"
    portal.full_clean()
    portal.save()
    home = HomePage.objects.get()
    for purpose in Purpose:
        if purpose not in StandardPage.objects.values_list("purpose", flat=True):
            home.add_child(instance=StandardPage(title=str(purpose.label), slug=purpose.value, purpose=purpose))
    picture, contact = make_picture(), make_contact()
    told = {"lead_picture": picture, "contacts": [contact], "topics": ["sport"]}
    stories = [
        make_example(place="ahausen", lead_video=make_film(poster=picture), **told),
        make_example(place="muehlenau", precision="exact", location="SRID=4326;POINT(10.12 53.12)", **told),
        make_example(place="huelsen", **told),
        make_example(place=None, land_wide=True, **told),
    ]
    Topic.objects.get(slug="sport").chosen_examples.set(stories[:3])
    make_event(place="bebra", presents=stories, starts_at=berlin(2099, 1, 27, 17))
    make_event(place=None, land_wide=True)
    submit()


def submit() -> None:
    """Activities that go every way a moderator can send them."""
    desk = Client(headers=HOST)
    desk.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    for number, (action, words) in enumerate(ACTIONS.items(), start=1):
        visitor = Client(headers=HOST | {"x-forwarded-for": f"2001:db8:{number}::1"})
        page = read(visitor.get("/mitmachen/"))
        form = {
            "key": page.offered("key")[0],
            "started": Signer(salt="submissions.started").sign(str(int(time.time()) - 60)),
            "title": f"Näh-Café {number}",
            "summary": f"Jeden Freitag nähen Frauen aus {number} Ländern in der alten Sparkasse.",
            "place": "Espel",
            "topics": page.offered("topics")[:1],
            "provider": "verein-und-ehrenamt",
            "organisation": "Nähwerk Espel",
            "website": "https://naehwerk.example.org",
            "name": "Jana Feld",
            "email": f"jana{number}@example.org",
            "consents": page.offered("consents"),
        }
        assert visitor.post("/mitmachen/", form).status_code == 302
        submission = Submission.objects.latest("pk")
        assert str(submission.number) in mail_to(f"jana{number}@example.org").subject
        visitor.post(submission.get_absolute_url(), {"action": "confirm"})
        submission.refresh_from_db()
        story = {"story": "Am ersten Freitag kam der erste Auftrag."}
        visitor.post(submission.get_absolute_url(), {**submission.draft, **story, "action": "hand_in"})
        answer = desk.post(reverse("submission_detail", args=[submission.pk]), {"action": action, **words})
        assert answer.status_code == 302, answer.content.decode()


def crawl(client, starts, belongs) -> dict[str, list]:
    """Address → [status, what it says], for all that is linked from the starts and their answers."""
    found, queue, kinds = {}, deque(starts), Counter()
    while queue:
        address = queue.popleft()
        if address in found:
            continue
        answer = client.get(address)
        found[address] = [answer.status_code, text_of(answer)]
        links = [answer["Location"]] if "Location" in answer else LINK.findall(found[address][1])
        for link in links:
            target = urlsplit(urljoin(f"http://127.0.0.1{address}", link.replace("&amp;", "&")))
            if target.hostname != "127.0.0.1" or not belongs(target.path) or target.path.startswith("/static/"):
                continue
            match = resolve(target.path)
            kind = target.path if match.url_name == "wagtail_serve" else match.view_name
            kind = kind, *sorted(parse_qs(target.query))
            kinds[kind] += 1
            if kinds[kind] <= EACH:
                queue.append(target._replace(scheme="", netloc="", fragment="").geturl())
    return found


def text_of(answer) -> str:
    content, kind = answer.getvalue(), answer.get("Content-Type", "")
    if "spreadsheet" in kind:
        with zipfile.ZipFile(io.BytesIO(content)) as sheets:
            content = b"\n".join(map(sheets.read, sheets.namelist()))
    return "" if kind.startswith(("image", "video")) else content.decode().replace("\r\n ", "")
