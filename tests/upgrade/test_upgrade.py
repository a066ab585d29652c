"""Sites that former versions made, brought up to this one: everything is there, and old drafts can still be published.

Each is a backup made by that version (freeze.py), restored as operators do it.
"""

import json
import lzma
import re
import subprocess
import textwrap
from pathlib import Path
from subprocess import PIPE

import pytest

from tests import snapshots
from tests.upgrade.content import PASSWORD

pytestmark = pytest.mark.sqlite

FROZEN = sorted(Path(__file__).parent.glob("*.tar.xz"))
# Reads code, line by line a list of statements of which the last is a value, and prints the value.
SHELL = """
import json, sys
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
client = Client(headers={"host": "127.0.0.1"})
def html(address, **post):
    answer = client.post(address, post) if post else client.get(address)
    return [answer.status_code, answer.headers.get("Location") or answer.getvalue().decode("utf-8", "replace")]
def sign_in(name):
    client.force_login(User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
for line in sys.stdin:
    *statements, value = json.loads(line)
    exec(chr(10).join(statements), globals())
    print(json.dumps(eval(value, globals())), flush=True)
"""


@pytest.fixture(scope="module", params=FROZEN, ids=lambda path: path.name.removesuffix(".tar.xz"))
def ask(request, tmp_path_factory):
    """A function that runs code inside an upgraded site and returns what its last line evaluates to."""
    folder = tmp_path_factory.mktemp("upgraded")
    snapshots.copy_places(to=folder)
    backup = folder / "before.tar"
    backup.write_bytes(lzma.decompress(request.param.read_bytes()))
    snapshots.manage(folder, "restore", "--noinput", str(backup))
    snapshots.manage(folder, "load_places")
    # No names of static files, so none have to be collected.
    environment = snapshots.environment(folder, DEBUG="1", DEMO="0")
    command = [*snapshots.MANAGE, "shell", "-v0", "-c", SHELL]
    with subprocess.Popen(command, env=environment, stdin=PIPE, stdout=PIPE, text=True, bufsize=1) as shell:

        def ask(code: str):
            shell.stdin.write(json.dumps(textwrap.dedent(code).strip().splitlines()) + "\n")
            return json.loads(shell.stdout.readline() or pytest.fail("The site has failed; see stderr."))

        yield ask
        shell.stdin.close()


def test_visitors_find_everything_where_it_was(ask):
    expected = {
        "/": "Projekt anmelden",
        "/landkarte/": "Nähen in der Sparkasse",
        "/landkarte/anpfiff-im-tal/": "Vor dem Anpfiff",
        "/landkarte/ein-verzeichnis/": "Ein Verzeichnis für alle",
        "/landkarte/veroeffentlicht/": "Am ersten Freitag kam der erste Auftrag.",
        "/veranstaltungen/": "Markt der Geschichten",
        "/veranstaltungen/markt-der-geschichten/": "Flottmann-Hallen",
        "/impressum/": "Ministerium für gute Ideen",
        "/mitmachen/": "Projekt anmelden",
        "/suche/?q=Kunstrasenplatz": "Anpfiff im Tal",
        "/suche/?q=Kicker": "Anpfiff im Tal",
        "/orte/hattingen/": "Nähen in der Sparkasse",
        "/daten/beispiele.geojson": "Anpfiff im Tal",
        "/daten/beispiele.csv": "Anpfiff im Tal",
        "/daten/beispiele.rss": "Anpfiff im Tal",
        "/daten/veranstaltungen.ics": "5c3c7f64-6f8e-4d6b-9d0b-6a5f6d0f5f11",
        "/sitemap.xml": "/landkarte/anpfiff-im-tal/",
    }
    answers = ask(f"{{address: html(address) for address in {list(expected)}}}")
    assert {address: status for address, (status, _html) in answers.items() if status != 200} == {}
    assert {address: words for address, words in expected.items() if words not in answers[address][1]} == {}


def test_a_story_keeps_all_that_was_told(ask):
    story = ask('html("/landkarte/anpfiff-im-tal/")')[1]
    told = [
        "Warum das funktioniert",
        "Kunstrasenplatz",
        "Nach dem dritten Spiel kannte ich ihre Namen.",
        "Personalleiter",
    ]
    told += ["Praktika sind daraus geworden", "Was ist eine EQ?", "Spielplan", "Elf haben eine Lehre begonnen."]
    told += ["Lehrverträge", "Nur Ehrenamt", "Mit dem Platzwart reden.", "Jana Feld", "Musterwerk", "Wuppertal"]
    told += ["Wir haben mit sechs Leuten angefangen.", "Zwei Lehrlinge biegen ein Blech.", "Nähen in der Sparkasse"]
    told += ["Markt der Geschichten"]
    assert [words for words in told if words not in story] == []
    assert "zweite Halbzeit" not in story


def test_what_was_hidden_stays_hidden(ask):
    places = ["/landkarte/", "/daten/beispiele.geojson", "/sitemap.xml", "/suche/?q=Idee"]
    hidden = ["was-vorbei-ist", "nur-fuer-uns", "noch-nicht-fertig", "kommt-spaeter", "in-prufung", "in-arbeit"]
    answers = ask(
        f"[[html(p)[1] for p in {places}], {{slug: html(f'/landkarte/{{slug}}/')[0] for slug in {hidden[:4]}}}]"
    )
    assert [slug for slug in hidden if any(slug in text for text in answers[0])] == []
    assert answers[1] == {"was-vorbei-ist": 404, "nur-fuer-uns": 302, "noch-nicht-fertig": 404, "kommt-spaeter": 404}


def test_an_old_address_leads_on(ask):
    assert ask('html("/landkarte/spiel-im-tal/?a=b")') == [301, "/landkarte/anpfiff-im-tal/?a=b"]
    assert ask('apps.get_model("wagtailredirects.Redirect").objects.filter(automatically_created=True).count()') == 0


def test_feed_readers_know_the_stories_again(ask):
    feed = ask('html("/daten/beispiele.rss")')[1]
    guids = re.findall(r'<guid isPermaLink="(\w+)">([^<]+)</guid>', feed)
    assert ("false", "http://127.0.0.1:8000/landkarte/anpfiff-im-tal/") in guids
    assert not [guid for _permanent, guid in guids if guid.startswith("urn:")]


def test_topics_know_the_stories_that_were_told_about_them(ask):
    used = ask(
        """
        from home.publishing.uses import uses_of
        [str(use.owner) for use in uses_of(apps.get_model("practice_examples.Topic").objects.get(slug="sport"))]
        """
    )
    assert "Anpfiff im Tal" in used


def test_the_foot_still_leads_to_the_imprint_also_when_that_is_published_again(ask):
    link = '<a href="/impressum/">Impressum</a>'
    assert link in ask('html("/")')[1]
    ask(
        """
        page = apps.get_model("home.StandardPage").objects.get(slug="impressum")
        page.get_latest_revision_as_object().save_revision().publish()
        """
    )
    assert link in ask('html("/")')[1]


def test_pictures_films_and_documents_are_all_there(ask):
    missing = ask(
        """
        files = [(row, name) for model, name in [
            ("media.Picture", "file"), ("media.Rendition", "file"), ("media.Video", "file"), ("media.Video", "captions"),
            ("wagtaildocs.Document", "file"), ("submissions.Photo", "file"),
        ] for row in apps.get_model(model).objects.all()]
        [len(files), [str(row) for row, name in files if not getattr(row, name).storage.exists(getattr(row, name).name)]]
        """,
    )
    assert missing == [29, []]


def test_everybody_logs_in_as_before_and_may_do_what_they_could(ask):
    answers = ask(
        f"""
        portal = "/admin/settings/home/portal/" + str(apps.get_model("wagtailcore.Site").objects.get().pk) + "/"
        def menu(name):
            client.logout()
            signed_in = html("/admin/login/", username=name, password={PASSWORD!r})[0]
            return [signed_in, *(html(address)[0] for address in ("/admin/", "/admin/einreichungen/", "/admin/users/", "/admin/snippets/media/video/", portal))]
        {{name: menu(name) for name in ("lena", "mona", "admin")}}
        """,
    )
    assert answers == {
        "lena": [302, 200, 302, 302, 200, 200],
        "mona": [302, 200, 200, 302, 302, 302],
        "admin": [302, 200, 200, 200, 200, 200],
    }


def test_every_page_can_be_edited_and_an_old_draft_be_published(ask):
    answers = ask(
        """
        sign_in("admin")
        pages = apps.get_model("wagtailcore.Page").objects.filter(depth__gt=1)
        broken = [str(page) for page in pages if html(f"/admin/pages/{page.pk}/edit/")[0] != 200]
        def publish(slug):
            page = pages.get(slug=slug)
            before = page.specific_deferred.get_latest_revision()
            before.publish(user=None)
            return html(page.get_url())
        slugs = ["anpfiff-im-tal", "noch-nicht-fertig", "ein-verzeichnis", "markt-der-geschichten", "impressum"]
        [broken, *map(publish, slugs)]
        """,
    )
    assert answers[0] == []
    assert [status for status, _html in answers[1:]] == [200] * 5
    assert "Anpfiff im Tal, zweite Halbzeit" in answers[1][1]
    assert "Nach dem dritten Spiel kannte ich ihre Namen." in answers[1][1]
    assert "In ganz NRW" in answers[3][1]


def test_senders_and_moderators_go_on_where_they_were(ask):
    stations = ask(
        """
        submissions = apps.get_model("submissions.Submission").objects.order_by("pk")
        sign_in("mona")
        desk = [html(f"/admin/einreichungen/{one.pk}/")[0] for one in submissions]
        review = submissions.get(status="in_review")
        asked = html(f"/admin/einreichungen/{review.pk}/", action="ask", words="Seit wann?")[0]
        question = submissions.exclude(pk=review.pk).get(status="question")
        link = f"/mitmachen/stand/{question.token}/"
        seen = html(link)[1]
        answered = html(link, action="answer", answer="Wir sind zwölf.")[0]
        desk, asked, "Wie viele sind Sie?" in seen, answered, list(submissions.values_list("status", flat=True))
        """,
    )
    desk, asked, seen, answered, states = stations
    assert desk == [200] * 7
    assert (asked, seen, answered) == (302, True, 302)
    assert states == ["unconfirmed", "drafting", "question", "in_review", "published", "declined", "withdrawn"]


def test_the_site_says_that_it_is_ready(ask):
    assert ask('html("/health/ready")')[0] == 200
