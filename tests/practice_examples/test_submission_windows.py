"""Two windows or two people on one draft: nothing is overwritten, and whoever comes second is told."""

import pytest

from practice_examples.submissions.moderators import moderation
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.sender import filing
from tests.factories import make_topic
from tests.reading import read
from tests.submitting import make_draft, make_handed_in, make_moderator, make_photo, send, versions, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

CHANGED = "Das wurde inzwischen in einem anderen Fenster geändert."


def test_the_second_of_two_windows_overwrites_nothing_is_told_and_keeps_what_was_typed(client):
    submission = make_draft(title="Radwerkstatt")
    mine, theirs = whole(submission), whole(submission)
    client.post(submission.get_absolute_url(), {**theirs, "title": "Radwerkstatt am Bahnhof", "action": "save"})
    answer = client.post(
        submission.get_absolute_url(),
        {**mine, "title": "Unsere Radwerkstatt", "story": "Ein Freitag.", "action": "save"},
    )
    page = read(answer)
    assert page.errors == {
        "Titel": f"{CHANGED} Dort steht jetzt: „Radwerkstatt am Bahnhof“. Was Sie eingegeben haben, steht noch hier und "
        "ist nicht gespeichert. Speichern Sie noch einmal, dann gilt Ihre Fassung; öffnen Sie die Seite neu, dann gilt "
        "die andere."
    }
    assert page.field("Titel").value == "Unsere Radwerkstatt"
    submission.refresh_from_db()
    assert (submission.title, submission.draft["story"]) == ("Radwerkstatt am Bahnhof", ["Ein Freitag."])
    # Told and sent once more it is meant.
    client.post(submission.get_absolute_url(), {**page.data, "action": "save"})
    submission.refresh_from_db()
    assert submission.title == "Unsere Radwerkstatt"


def test_what_an_older_window_shows_untouched_takes_nothing_back(client):
    submission = make_draft(place="koeln")
    older = read(client.get(submission.get_absolute_url())).data
    send(client, submission, action="save", place="Hattingen", summary="Neu.", topics=[str(make_topic("arbeit").pk)])
    answer = client.post(submission.get_absolute_url(), {**older, "outcome": "Drei Stellen.", "action": "save"})
    assert answer.status_code == 302
    submission.refresh_from_db()
    assert (submission.place.name, submission.summary) == ("Hattingen", "Neu.")
    assert [topic.slug for topic in submission.topics.all()] == ["arbeit"]
    assert submission.draft["outcome"] == ["Drei Stellen."]


def test_only_fields_that_travel_are_written_and_a_conflict_says_which(client):
    submission = make_draft()
    address = f"{submission.get_absolute_url()}abschnitt/geschichte/"
    shown = versions(submission)["version-geschichte"]
    first = {"version-geschichte": shown, "writer": "eins", "sent": ["story"], "story": "Anfang", "since_year": "1999"}
    assert client.post(address, first).json()["conflicts"] == {}
    second = {"version-geschichte": shown, "writer": "zwei", "sent": ["story", "since_year"], "story": "Beginn"}
    answer = client.post(address, {**second, "since_year": "2016"}).json()
    assert answer["conflicts"] == {"story": "feld-story"}
    assert "Dort steht jetzt: „Anfang“." in answer["errors"]["feld-story"][0]
    assert answer["saved"].startswith("Nicht alles gespeichert")
    submission.refresh_from_db()
    assert (submission.draft["story"], submission.draft["since_year"]) == (["Anfang"], ["2016"])


def test_a_window_stands_in_nobodys_way_but_others(client):
    """Its earlier words may have arrived though it never heard so."""
    submission = make_draft()
    for words in ("Zwölf", "Zwölf Briefe"):
        data = {**versions(make_draft()), "writer": "eins", "outcome": words}
        answer = client.post(f"{submission.get_absolute_url()}abschnitt/ergebnisse/", data).json()
        assert answer["conflicts"] == {}
    submission.refresh_from_db()
    assert submission.draft["outcome"] == ["Zwölf Briefe"]


def test_what_was_said_of_a_photo_is_not_overwritten_either(client):
    submission = make_draft()
    photo = make_photo(submission, complete=False)
    name = f"foto-{photo.key.hex}-description"
    older = whole(submission)
    send(client, submission, action="save", **{name: "Hände an einem Tisch"})
    page = read(client.post(submission.get_absolute_url(), {**older, name: "Ein Tisch", "action": "hand_in"}))
    assert page.field("Was ist zu sehen?").value == "Ein Tisch"
    assert page.errors["Was ist zu sehen?"].startswith(f"{CHANGED} Dort steht jetzt: „Hände an einem Tisch“.")
    photo.refresh_from_db()
    submission.refresh_from_db()
    assert (photo.description, submission.status) == ("Hände an einem Tisch", Status.DRAFTING)


def test_words_that_come_after_the_draft_was_handed_in_elsewhere_are_shown_to_be_copied(client):
    submission = make_draft()
    older = whole(submission)
    filing.hand_in(submission=submission)
    answer = client.post(submission.get_absolute_url(), {**older, "story": "Zu spät geschrieben.", "action": "hand_in"})
    assert "Zu spät geschrieben." in read(answer, 409).one("alert").text


def test_an_answer_that_comes_second_is_shown_to_be_copied(client):
    submission = make_handed_in()
    moderation.ask_back(submission=submission, words="Wie viele kommen?", user=make_moderator())
    filing.answer(submission=submission, text="Zwölf.")
    answer = client.post(submission.get_absolute_url(), {"action": "answer", "answer": "Elf, manchmal mehr."})
    assert submission.messages.count() == 2
    assert "Elf, manchmal mehr." in read(answer, 409).one("alert").text


@pytest.mark.parametrize("version", ["{", "[" * 100_000, "[1]", '{"story": {}}', "9" * 5000])
def test_a_version_that_was_made_up_overwrites_nothing(client, version):
    submission = make_draft()
    send(client, submission, action="save", story="Anfang")
    data = {"version-geschichte": version, "story": "Beginn"}
    answer = client.post(f"{submission.get_absolute_url()}abschnitt/geschichte/", data)
    assert answer.json()["conflicts"] == {"story": "feld-story"}
