"""Two people at the same moment, each with a connection of their own to the database."""

import contextlib
import threading
import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from post_office.models import Email
from wagtail.models import Page

from practice_examples.models import ExamplePage
from practice_examples.submissions.moderators import moderation
from practice_examples.submissions.protection import doubts
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import Sender, Submission
from practice_examples.submissions.sender import filing, registration
from tests.at_once import at_once
from tests.submitting import form_data, make_draft, make_handed_in, make_registration, versions

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]


def test_two_clicks_at_the_same_moment_are_one_record_and_one_mail(monkeypatch):
    monkeypatch.setattr(doubts, "FASTEST", timedelta(seconds=-1))
    data = form_data(Client())
    answers = []
    at_once(*[lambda: answers.append(Client().post("/mitmachen/", data)["Location"])] * 4)
    assert len(set(answers)) == 1
    assert len(answers) == 4
    assert (Submission.objects.count(), Sender.objects.count(), Email.objects.count()) == (1, 1, 1)


def test_a_click_that_is_filed_while_the_other_looks_for_it_is_the_same_record(monkeypatch):
    words, key = make_registration(), uuid.uuid4()
    look = registration._key_of

    def overtaken(*args):
        found = look(*args)
        monkeypatch.undo()
        registration.submit_example(registration=words, key=key)
        return found

    monkeypatch.setattr(registration, "_key_of", overtaken)
    assert registration.submit_example(registration=words, key=key).key == key
    assert (Submission.objects.count(), Email.objects.count()) == (1, 1)


def test_two_drafts_handed_in_at_once_are_two_pages(monkeypatch):
    drafts = [make_draft(title="Näh-Café") for _number in range(2)]
    make_page, both = filing._file_page, threading.Barrier(2)

    def meet(*args):
        # Where one has to wait for the other they never do.
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(1)
        return make_page(*args)

    monkeypatch.setattr(filing, "_file_page", meet)
    at_once(*[lambda submission=submission: filing.hand_in(submission=submission) for submission in drafts])
    slugs = list(ExamplePage.objects.order_by("slug").values_list("slug", flat=True))
    assert slugs in [["naeh-cafe", f"naeh-cafe-{submission.pk}"] for submission in drafts]
    assert Page.find_problems() == ([], [], [], [], [])


def test_ten_who_write_at_once_lose_no_field_and_overwrite_none():
    submission = make_draft()
    shown = versions(submission)
    fields = ["outcome", "figure_value", "figure_label", "figure_period", "effort", "funding", "lead_time", "partners",
              "step_1", "pitfalls"]  # fmt: skip
    answers = []

    def write(number):
        for part, names in (("ergebnisse", fields[:4]), ("nachmachen", fields[4:]), ("geschichte", ["story"])):
            own = {name: f"{number}" for name in names if name in ("story", fields[number])}
            data = {**shown, "writer": str(number), "sent": [*own, ""], **own}
            answers.append(Client().post(f"{submission.get_absolute_url()}abschnitt/{part}/", data).json())

    at_once(*[lambda number=number: write(number) for number in range(10)])
    kept = Submission.objects.get(pk=submission.pk).draft
    assert [kept[name] for name in fields] == [[str(number)] for number in range(10)]
    told = [answer["errors"]["feld-story"] for answer in answers if answer["conflicts"] == {"story": "feld-story"}]
    assert len(told) == 9
    assert all(f"Dort steht jetzt: „{kept['story'][0]}“." in words for (words,) in told)


def test_what_is_taken_back_while_an_editor_publishes_it_is_not_written_anew():
    submission = make_handed_in(title="Näh-Café")
    page, taken_back, noted = submission.page, threading.Event(), threading.Event()

    def take_back():
        with transaction.atomic():
            filing.withdraw(submission=submission)
            taken_back.set()
            # Whoever does not wait for the end of this is through by then.
            noted.wait(1)

    def publish():
        taken_back.wait(10)
        moderation.note_publication(page)
        noted.set()

    at_once(take_back, publish)
    kept = Submission.objects.get(pk=submission.pk)
    assert (kept.status, kept.title, kept.summary, kept.draft) == (Status.WITHDRAWN, "", "", {})
    assert kept.mails.filter(subject__contains="auf der Landkarte").count() == 0
