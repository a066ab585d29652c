"""How long what is kept: what `purge` works by is what the privacy page and the handbooks say."""

import os
import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from post_office.models import STATUS, Email

from home.retention import periods
from practice_examples.submissions.moderators import acceptance, moderation
from practice_examples.submissions.record import retention
from practice_examples.submissions.record.models import PHOTO_FOLDER, Submission
from practice_examples.submissions.record.purge import Purged, purge
from practice_examples.submissions.sender import filing
from tests.snapshots import ROOT
from tests.submitting import make_draft, make_handed_in, make_moderator, make_unconfirmed

PERIODS = [
    "Angaben der anmeldenden Person, Nachrichten und Vermerke zum Einverständnis: 12 Monate nach der Veröffentlichung",
    "Anmeldungen, die nicht per E-Mail bestätigt wurden: 14 Tage",
    "Anmeldungen, zu denen unsere Rückfrage ohne Antwort blieb: 180 Tage nach der Rückfrage oder dem letzten ergänzten Foto",
    "E-Mails der Website: 30 Tage nach dem Versand oder dem letzten Versuch",
    "Prüfsumme des Anschlusses, von dem ein Formular kommt: 1 Stunde",
    "abgelehnte Anmeldungen; von zurückgezogenen nur die Nummer und unsere letzte E-Mail: 30 Tage",
    "begonnene, nicht eingereichte Anmeldungen: 30 Tage nach der letzten Änderung",
    "hochgeladene Dateien, deren Formular niemand abgeschickt hat: 24 Stunden",
]
# What the operator promises beyond what the site does by itself.
PROMISES = [
    "Anmeldungen in Prüfung: bis zur Entscheidung, an die das System die Redaktion jede Woche erinnert",
    "Nachweise über Einwilligungen: bis 3 Jahre nach dem Widerruf",
    "Protokolle des Servers, mit gekürzter IP-Adresse: 7 Tage",
    "Sicherungskopien: 30 Tage",
    "zurückgezogene Anmeldungen: sofort gelöscht, bis auf Nummer und letzte E-Mail",
]


def test_the_site_keeps_these_things_for_these_times_and_says_why():
    assert sorted(map(str, periods())) == PERIODS
    assert all(str(period.why).endswith(".") for period in periods())


def test_the_privacy_page_lists_every_period_and_no_other():
    page = tomllib.loads((ROOT / "site/demo/content/pages/datenschutz.toml").read_text())
    headings = [block["text"] for block in page["body"]]
    listed = headings[headings.index("Wie lange wir Daten aufbewahren") + 1]
    assert sorted(line.removeprefix("- ") for line in listed.strip().replace("\u00a0", " ").splitlines()) == sorted(
        [*PERIODS, *PROMISES]
    )


@pytest.mark.parametrize(
    ("handbook", "begins"), [("docs/betrieb.md", "| `purge` |"), ("docs/redaktion.md", "Was länger als sieben Tage")]
)
def test_the_handbooks_name_the_days_that_purge_works_by(handbook, begins):
    told = next(line for line in (ROOT / handbook).read_text().splitlines() if line.startswith(begins))
    days = {period.how_long.days for period in periods()} - {0, 1, 365}
    assert {int(number) for number in re.findall(r"\d+", told)} == days
    assert "ein jahr nach" in told.lower()


def test_forms_and_mails_name_the_days_that_purge_works_by():
    unconfirmed, draft, ended = (
        period.how_long.days for period in (retention.UNCONFIRMED, retention.DRAFT, retention.ENDED)
    )
    folder = ROOT / "practice_examples" / "submissions"
    texts = {path.name: path.read_text() for path in folder.rglob("templates/**/*") if path.is_file()}
    found = {name: [int(days) for days in re.findall(r"(\d+)\s+Tage", text)] for name, text in texts.items()}
    assert {name: days for name, days in found.items() if days} == {
        "receipt.html": [unconfirmed],
        "status.html": [unconfirmed, ended, draft],
        "confirm.html": [unconfirmed],
        "confirm.txt": [unconfirmed],
        "declined.html": [ended],
        "declined.txt": [ended],
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_purge_works_by_the_list_and_knows_no_other_period(settings, monkeypatch, django_capture_on_commit_callbacks):
    moderator, now = make_moderator(), timezone.now()
    make_unconfirmed()
    make_draft()
    moderation.ask_back(submission=make_handed_in(), words="Wie viele?", user=moderator)
    moderation.decline(submission=make_handed_in(), words="Leider nein.", user=moderator)
    filing.withdraw(submission=make_draft())
    published = make_handed_in(photos=1)
    acceptance.accept_photo(photo=published.photos.get(), user=moderator)
    with django_capture_on_commit_callbacks(execute=True):
        moderation.approve(submission=published, user=moderator, reason="Am Telefon zugesagt.")
    Email.objects.update(status=STATUS.sent)
    orphan = Path(settings.PRIVATE_ROOT) / PHOTO_FOLDER / "0123456789abcdef0123456789abcdef.jpg"
    orphan.write_bytes(b"left by a crash")
    os.utime(orphan, (now.timestamp(), now.timestamp()))
    later = now + timedelta(days=366)
    for period in periods():
        monkeypatch.setitem(vars(period), "how_long", timedelta(days=367))
    assert purge(now=later) == Purged(unconfirmed=0, drafts=0, unanswered=0, ended=0, senders=0, mails=0, files=0)
    monkeypatch.undo()
    purged = purge(now=later)
    assert purged == Purged(unconfirmed=1, drafts=1, unanswered=1, ended=2, senders=1, mails=purged.mails, files=1)
    assert (list(Submission.objects.all()), Email.objects.count()) == ([published], 0)
