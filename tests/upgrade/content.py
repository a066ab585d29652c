"""What a frozen site holds: a little of everything that people keep in it.

Runs inside the version that is frozen (freeze.py), so it knows only what stays the same over versions: labels of apps,
names of fields, and the addresses of the public contract. What it makes, test_upgrade.py reads.
"""

import json
import re
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import Signer
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from tests import films, images

BERLIN = ZoneInfo("Europe/Berlin")
PASSWORD = "Nordstern-7-Kastanien"
visitor = Client(headers={"host": "127.0.0.1"})


def model(name):
    return apps.get_model(name)


def fill():
    story = make_stories()
    make_event(story)
    make_home()
    make_people()
    make_submissions()
    for address in ("/", "/landkarte/", "/landkarte/anpfiff-im-tal/", "/veranstaltungen/markt-der-geschichten/"):
        # The first visit draws the pictures.
        assert visitor.get(address).status_code == 200, address


def make_stories():
    picture = model("media.Picture").objects.create(
        title="Werkstatt am Morgen",
        file=ContentFile(images.jpeg(320, 240), "werkstatt.jpg"),
        description="Zwei Lehrlinge biegen ein Blech.",
        credit="Foto: Jana Feld",
        depicted="nobody",
    )
    film = model("media.Video").objects.create(
        title="Ein Abend im Tal",
        file=ContentFile(films.mp4(), "abend.mp4"),
        captions=ContentFile(films.VTT.encode(), "abend.vtt"),
        poster=picture,
        transcript="0:01 Pfiff, Rufe auf dem Platz.\n0:14 Trainer: Wir haben mit sechs Leuten angefangen.",
        credit="Film: Jana Feld",
        depicted="nobody",
    )
    sheet = get_document_model().objects.create(
        title="Faltblatt", file=ContentFile(b"%PDF-1.4\n%%EOF\n", "faltblatt.pdf")
    )
    contact = model("practice_examples.Contact").objects.create(
        name="Jana Feld", role="Projektleitung", organisation="Musterwerk", email="jana.feld@example.org"
    )
    body = [
        {"type": "heading", "value": "Warum das funktioniert"},
        {
            "type": "text",
            "value": "<p>Donnerstag, kurz nach sechs, <b>Kunstrasenplatz</b> im Tal: zwölf Fußballerinnen.</p>",
        },
        {"type": "picture", "value": {"picture": picture.pk, "caption": "Vor dem Anpfiff"}},
        {
            "type": "voice",
            "value": {"quote": "Nach dem dritten Spiel kannte ich ihre Namen.", "name": "Personalleiter"},
        },
        {"type": "figure", "value": {"value": "19", "label": "Praktika sind daraus geworden"}},
        {"type": "fact_box", "value": {"title": "Was ist eine EQ?", "text": "<p>Ein bezahltes Praktikum.</p>"}},
        {"type": "download", "value": {"document": sheet.pk, "title": "Spielplan"}},
    ]
    story = publish_story(
        title="Anpfiff im Tal",
        slug="spiel-im-tal",
        summary="Ein Betrieb sucht Nachwuchs, und zwei Schwestern suchen einen Anfang.",
        place="wuppertal",
        location="SRID=4326;POINT(7.1500 51.2600)",
        topics=("sport", "ausbildung"),
        contacts=[contact],
        lead_picture=picture,
        lead_video=film,
        body=json.dumps(body),
        outcome="<p>Elf haben eine Lehre begonnen.</p>",
        outcome_figures=json.dumps(
            [{"type": "figure", "value": {"value": "11", "label": "Lehrverträge", "period": "2016 bis 2018"}}]
        ),
        effort="nur-ehrenamt",
        cost="unter-1000",
        first_steps=json.dumps([{"type": "step", "value": "Mit dem Platzwart reden."}]),
    )
    story.slug = "anpfiff-im-tal"
    story.save_revision().publish()
    story.title = "Anpfiff im Tal, zweite Halbzeit"
    story.save_revision()
    publish_story(title="Nähen in der Sparkasse", slug="naehen-in-der-sparkasse", place="hattingen", inspired_by=story)
    publish_story(title="Ein Verzeichnis für alle", slug="ein-verzeichnis", place=None, land_wide=True)
    publish_story(title="Was vorbei ist", slug="was-vorbei-ist", expire_at=datetime(2020, 1, 1, tzinfo=BERLIN))
    private = publish_story(title="Nur für uns", slug="nur-fuer-uns")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    draft = publish_story(title="Noch nicht fertig", slug="noch-nicht-fertig")
    draft.unpublish()
    later = publish_story(title="Kommt später", slug="kommt-spaeter", live=False)
    later.go_live_at = datetime(2099, 1, 1, 9, tzinfo=BERLIN)
    later.save_revision().publish()
    return story


def publish_story(*, place="koeln", topics=("arbeit",), contacts=(), live=True, **fields):
    given = {"summary": "Zwölf Initiativen, zwölf Tische, ein Abend.", "provider": "unternehmen", **fields}
    given.setdefault("lead_picture", model("media.Picture").objects.first())
    given["place"] = place and model("places.Place").objects.get(slug=place)
    page = model("practice_examples.ExamplePage")(live=False, **given)
    model("practice_examples.ExampleIndexPage").objects.get().add_child(instance=page)
    page.topics.set(model("practice_examples.Topic").objects.filter(slug__in=topics))
    rows = model("practice_examples.ExampleContact")
    page.example_contacts.set([rows(contact=contact) for contact in contacts])
    page.save()
    revision = page.save_revision()
    if live:
        revision.publish()
    page.refresh_from_db()
    return page


def make_event(story):
    index = model("events.EventIndexPage").objects.get()
    event = model("events.EventPage")(
        title="Markt der Geschichten",
        slug="markt-der-geschichten",
        summary="Zwölf Initiativen, zwölf Tische, ein Abend.",
        place=model("places.Place").objects.get(slug="herne"),
        venue="Flottmann-Hallen",
        starts_at=datetime(2099, 1, 27, 17, tzinfo=BERLIN),
        ends_at=datetime(2099, 1, 27, 21, tzinfo=BERLIN),
        programme=json.dumps([{"type": "slot", "value": {"time": "17:30", "title": "Markt", "text": "Zwölf Tische."}}]),
        further_projects=json.dumps([{"type": "project", "value": "Nähwerkstatt, Hattingen"}]),
    )
    index.add_child(instance=event)
    model("events.Presentation").objects.create(event=event, example=story, sort_order=0)
    event.save_revision().publish()
    # By hand, so that it can be found again.
    model("events.EventPage").objects.update(calendar_uid="5c3c7f64-6f8e-4d6b-9d0b-6a5f6d0f5f11", calendar_sequence=3)


def make_home():
    home = model("home.HomePage").objects.get()
    call = {"heading": "Machen Sie mit", "text": "<p>Erzählen Sie davon.</p>", "button": "Projekt anmelden"}
    call["page"] = model("submissions.SubmissionPage").objects.get().pk
    home.sections = json.dumps([{"type": "call", "value": call}])
    home.save_revision().publish()
    imprint = model("home.StandardPage")(
        title="Impressum",
        slug="impressum",
        intro="Wer hier spricht.",
        body=json.dumps([{"type": "text", "value": f'<p><a linktype="page" id="{home.pk}">Zur Startseite</a></p>'}]),
    )
    home.add_child(instance=imprint)
    imprint.save_revision().publish()
    model("home.Portal").objects.update(publisher="Ministerium für gute Ideen", contact_name="Nina Berg")
    model("places.Region").objects.filter(slug="bergisches-staedtedreieck").update(
        contact_name="Rolf Region", contact_phone="0202 4710-100"
    )
    model("home.EquivalentWords").objects.create(words="Kicker, Fußballerinnen")


def make_people():
    for name, group in (("lena", "Redaktion"), ("mona", "Moderation"), ("admin", None)):
        user = User.objects.create_user(name, f"{name}@example.org", PASSWORD, is_superuser=not group)
        if group:
            user.groups.add(Group.objects.get(name=group))


def make_submissions():
    """One at every station of the way, each titled after its station."""
    register("Unbestätigt")
    confirm("In Arbeit")
    desk = Client(headers={"host": "127.0.0.1"})
    desk.force_login(User.objects.get(username="mona"), backend="django.contrib.auth.backends.ModelBackend")
    hand_in("In Prüfung")
    asked = hand_in("Rückfrage")
    act(desk, asked, action="ask", words="Wie viele sind Sie?")
    published = hand_in("Veröffentlicht")
    photo = published.photos.get()
    act(desk, published, action=f"photo:{photo.key}")
    act(desk, published, action="approve")
    act(desk, hand_in("Nicht aufgenommen"), action="decline", words="Das ist kein Projekt.")
    withdrawn = hand_in("Zurückgezogen")
    visitor.post(f"{link_of(withdrawn)}zurueckziehen/")
    stations = model("submissions.Submission").objects.order_by("pk").values_list("status", flat=True)
    way = ["unconfirmed", "drafting", "in_review", "question", "published", "declined", "withdrawn"]
    assert list(stations) == way, stations


def act(desk, submission, **data):
    answer = desk.post(f"/admin/einreichungen/{submission.pk}/", data)
    assert answer.status_code == 302, answer.content.decode()


def register(title):
    """The first form, opened long enough ago, each from a connection of its own."""
    page = visitor.get("/mitmachen/").content.decode()
    number = model("submissions.Submission").objects.count() + 1
    form = {
        "key": re.search(r'name="key" value="([^"]*)"', page)[1],
        "started": Signer(salt="submissions.started").sign(str(int(time.time()) - 60)),
        "title": title,
        "summary": f"Jeden Freitag nähen Frauen aus {number} Ländern in der alten Sparkasse.",
        "place": "Hattingen",
        "topics": re.findall(r'name="topics" value="(\d+)"', page)[:1],
        "provider": "verein-und-ehrenamt",
        "organisation": "Nähwerk Hattingen",
        "website": "https://naehwerk.example.org",
        "name": "Jana Feld",
        "email": f"jana{number}@example.org",
        "consents": re.findall(r'name="consents" value="(\w+)"', page),
    }
    answer = visitor.post("/mitmachen/", form, headers={"x-forwarded-for": f"2001:db8:{number}::1"})
    assert answer.status_code == 302, answer.content.decode()
    return model("submissions.Submission").objects.get(title=title)


def link_of(submission):
    return f"/mitmachen/stand/{submission.token}/"


def confirm(title):
    submission = register(title)
    visitor.post(link_of(submission), {"action": "confirm"})
    story = "Am ersten Freitag kam der erste Auftrag."
    visitor.post(f"{link_of(submission)}abschnitt/geschichte/", {"story": story})
    photo = SimpleUploadedFile("foto.jpg", images.jpeg(200, 150, quality=60 + submission.pk))
    assert visitor.post(f"{link_of(submission)}foto/", {"fotos": photo}).status_code == 201
    submission.refresh_from_db()
    return submission


def hand_in(title):
    submission = confirm(title)
    key = submission.photos.get().key.hex
    described = {"description": "Viele Hände an einem Tisch", "credit": "Jana Feld", "depicted": "nobody"}
    form = {**submission.draft, **{f"foto-{key}-{name}": value for name, value in described.items()}}
    answer = visitor.post(link_of(submission), {**form, "action": "hand_in"})
    assert answer.status_code == 302, answer.content.decode()
    submission.refresh_from_db()
    return submission
