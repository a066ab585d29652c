"""Step 1: the form at /mitmachen/, what it accepts, what it doubts, and what it never loses."""

import re
import uuid
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from post_office.models import Email
from wagtail.models import PageViewRestriction

from practice_examples.submissions.protection import doubts
from practice_examples.submissions.record.models import Consent, Sender, Submission, SubmissionPage
from practice_examples.submissions.sender import registration
from practice_examples.submissions.sender.forms import RegistrationForm
from tests.factories import make_example
from tests.reading import read
from tests.submitting import form_data, mail_to, make_unconfirmed, sign_in

split = import_module("practice_examples.submissions.record.migrations.0006_split_former_consent")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Tests type faster than people; who tests that sets it back."""
    monkeypatch.setattr(doubts, "FASTEST", doubts.timedelta(seconds=-1))


def send(client, **fields):
    return client.post("/mitmachen/", form_data(client, **fields))


def errors(response) -> dict[str, list[str]]:
    return response.context["form"].errors


def test_a_new_site_has_the_page_with_its_form(client):
    response = client.get("/mitmachen/")
    assert isinstance(response.context["page"], SubmissionPage)
    assert read(response).names("group") == [
        "Ihre Idee",
        "Themen",
        "Wer macht das?",
        "So erreichen wir Sie",
        "Einverständnis",
    ]


def test_the_form_asks_at_most_ten_things():
    form = RegistrationForm(SubmissionPage.current())
    assert [field.name for field in form.visible_fields()] == [
        "title", "summary", "place", "topics", "provider", "organisation", "website", "name", "email", "consents",
    ]  # fmt: skip


def test_the_form_page_is_never_stored_and_only_it_sets_a_cookie(client):
    response = client.get("/mitmachen/")
    assert "no-store" in response["Cache-Control"]
    assert set(response.cookies) == {"csrftoken"}
    assert dict(client.get("/landkarte/").cookies).keys() <= {"csrftoken"}
    assert dict(Client().get("/landkarte/").cookies) == {}


def test_a_form_without_token_is_refused():
    client = Client(enforce_csrf_checks=True)
    assert client.post("/mitmachen/", {"title": "x"}).status_code == 403


def test_a_registration_is_kept_with_sender_consents_and_mail(client):
    response = send(client, title="Näh-Café mit Auftragsbuch", email="jana@example.org")
    submission = Submission.objects.get()
    assert response["Location"] == f"/mitmachen/danke/{submission.key}/"
    assert (submission.title, submission.place.name, submission.status) == (
        "Näh-Café mit Auftragsbuch",
        "Hattingen",
        "unconfirmed",
    )
    assert submission.website == "https://www.naehwerk.example.org"
    assert (submission.sender.name, submission.sender.email) == ("Jana Feld", "jana@example.org")
    page = SubmissionPage.objects.get()
    assert dict(Consent.objects.values_list("kind", "wording")) == {
        "privacy": page.consent_privacy, "contact": page.consent_contact, "rights": page.consent_rights,
    }  # fmt: skip
    assert set(Consent.objects.values_list("version", flat=True)) == {page.consent_version}
    mail = mail_to("jana@example.org")
    assert f"http://testserver/mitmachen/stand/{submission.token}/" in mail.message
    assert f"http://testserver/mitmachen/stand/{submission.token}/" in mail.html_message


def test_the_receipt_shows_the_number_and_neither_link_nor_whole_address(client):
    send(client, email="jana.feld@example.org")
    submission = Submission.objects.get()
    response = client.get(f"/mitmachen/danke/{submission.key}/")
    text = read(response).one("main").text
    assert f"Ihre Einreichung hat die Nummer {submission.number}." in text
    assert "Wir haben eine E-Mail an ja…@example.org geschickt." in text
    assert submission.token not in response.content.decode()
    assert "jana.feld" not in response.content.decode()


def test_a_token_has_at_least_122_random_bits():
    tokens = {make_unconfirmed().token for _number in range(3)}
    assert len(tokens) == 3
    assert all(len(token) >= 43 and re.fullmatch(r"[A-Za-z0-9_-]+", token) for token in tokens)


def test_everything_typed_is_still_there_after_an_error(client):
    typed = {
        "title": "Näh-Café",
        "summary": "x" * 324,
        "place": "Hatingen",
        "email": "jana.example.org",
        "consents": ["rights"],
    }
    response = send(client, **typed)
    page = read(response)
    assert page.errors == {
        "Was machen Sie?": "Bitte kürzen Sie um 24 Zeichen.",
        "Ort": "Diesen Ort kennen wir nicht. Meinten Sie Hattingen, Ennepe-Ruhr-Kreis oder Ratingen, Kreis Mettmann?",
        "E-Mail-Adresse": "Es fehlt das @-Zeichen, zum Beispiel: name@example.org",
        "Einverständnis": "Bitte stimmen Sie allen drei Punkten zu. Ohne Ihr Einverständnis dürfen wir die Einreichung nicht annehmen.",
    }
    assert {name: page.data[name] for name in ("title", "summary", "place", "email", "consents")} == {
        name: value if isinstance(value, list) else [value] for name, value in typed.items()
    }
    link = page.one("alert").link("E-Mail-Adresse: Es fehlt das @-Zeichen, zum Beispiel: name@example.org")
    assert link.href == f"#{page.field('E-Mail-Adresse')['id']}"
    assert Submission.objects.count() == 0


def test_reading_the_privacy_notes_and_agreeing_to_letters_are_two_ticks(client):
    page = read(client.get("/mitmachen/"))
    assert page.one("group", "Einverständnis").names("field") == [
        "Ich habe die Hinweise zum Datenschutz gelesen.",
        "Ich bin einverstanden, dass Sie mir zu dieser Einreichung schreiben.",
        "Ich darf die Texte und Fotos weitergeben. Sie dürfen sie für dieses Portal bearbeiten und veröffentlichen. Das kann ich jederzeit widerrufen.",
    ]
    for missing in ("privacy", "contact", "rights"):
        given = [name for name in ("privacy", "contact", "rights") if name != missing]
        assert "consents" in errors(send(client, consents=given))
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    ("before", "after", "version"),
    [
        (split.ONE, "Ich habe die Hinweise zum Datenschutz gelesen.", "2026-2"),
        ("Eigene Worte der Redaktion.", "Eigene Worte der Redaktion.", "2026-1"),
    ],
)
def test_an_older_site_gets_the_two_ticks_where_nobody_had_changed_the_words(before, after, version):
    page = SubmissionPage.objects.get()
    page.consent_privacy, page.consent_version = before, "2026-1"
    page.save_revision()
    page.save()
    split.split(apps, None)
    for found in (SubmissionPage.objects.get(), SubmissionPage.objects.get().get_latest_revision_as_object()):
        assert (found.consent_privacy, found.consent_version) == (after, version)


def test_an_empty_form_names_every_missing_field_in_german(client):
    response = client.post("/mitmachen/", {})
    assert sorted(errors(response)) == [
        "consents",
        "email",
        "name",
        "organisation",
        "place",
        "provider",
        "summary",
        "title",
        "topics",
    ]
    assert all("zwingend" not in message for messages in errors(response).values() for message in messages)


def test_more_than_three_topics_are_refused(client):
    from tests.factories import make_topic

    topics = [str(make_topic(slug).pk) for slug in ("sprache", "ausbildung", "arbeit", "sport")]
    assert errors(send(client, topics=topics)) == {"topics": ["Bitte wählen Sie höchstens drei Themen."]}


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_for_any_number_of_submissions(client, count, django_assert_num_queries):
    for _number in range(count):
        make_unconfirmed()
    client.get("/mitmachen/")
    with django_assert_num_queries(3):
        client.get("/mitmachen/")


# --- Once is once -------------------------------------------------------------------------------------------


def test_the_same_form_sent_twice_is_one_record_one_mail_one_receipt(client):
    data = form_data(client)
    first, second = client.post("/mitmachen/", data), client.post("/mitmachen/", data)
    assert first["Location"] == second["Location"]
    assert (Submission.objects.count(), Sender.objects.count(), Email.objects.count()) == (1, 1, 1)


def test_back_and_a_corrected_address_stay_one_record_and_send_the_mail_there(client):
    data = form_data(client, email="falsch@example.org")
    client.post("/mitmachen/", data)
    client.post("/mitmachen/", data | {"email": "richtig@example.org", "organisation": "Nähwerk e. V."})
    submission = Submission.objects.get()
    assert (submission.sender.email, submission.organisation) == ("richtig@example.org", "Nähwerk e. V.")
    assert submission.token in mail_to("richtig@example.org").message
    # What had not gone out yet never will.
    assert not Email.objects.filter(to="falsch@example.org").exists()


def test_whoever_got_the_link_by_mistake_has_nothing_once_the_address_is_corrected(client, deliver):
    data = form_data(client, email="fremd@example.org")
    receipt = client.post("/mitmachen/", data)["Location"]
    link_of_stranger = Submission.objects.get().get_absolute_url()
    (mail,) = deliver()
    assert link_of_stranger in mail.body
    assert client.get(link_of_stranger).status_code == 200
    assert client.post("/mitmachen/", data | {"email": "richtig@example.org"})["Location"] == receipt
    for page in ("", "zurueckziehen/"):
        assert client.get(f"{link_of_stranger}{page}").status_code == 404
        assert client.post(f"{link_of_stranger}{page}", {"action": "confirm"}).status_code == 404
    (mail,) = deliver()
    assert mail.to == ["richtig@example.org"]
    link = Submission.objects.get().get_absolute_url()
    assert link in mail.body
    assert link != link_of_stranger
    assert client.get(link).status_code == 200
    assert "Wir haben eine E-Mail an ri…@example.org geschickt." in read(client.get(receipt)).text


def test_other_words_without_another_address_keep_the_link_and_send_no_second_mail(client):
    data = form_data(client)
    client.post("/mitmachen/", data)
    token = Submission.objects.get().token
    client.post("/mitmachen/", data)
    client.post("/mitmachen/", data | {"organisation": "Nähwerk e. V."})
    submission = Submission.objects.get()
    assert (submission.token, submission.organisation, Email.objects.count()) == (token, "Nähwerk e. V.", 1)


def test_a_confirmed_record_is_not_changed_by_the_old_form(client):
    data = form_data(client, title="Das Erste")
    client.post("/mitmachen/", data)
    registration.confirm(submission=Submission.objects.get())
    client.post("/mitmachen/", data | {"title": "Das Zweite"})
    assert Submission.objects.get().title == "Das Erste"


def test_another_project_typed_over_the_first_is_another_record(client):
    data = form_data(client)
    client.post("/mitmachen/", data)
    other = data | {"title": "Radwerkstatt", "summary": "Wir reparieren Räder und lernen dabei Deutsch."}
    client.post("/mitmachen/", other)
    client.post("/mitmachen/", other)
    assert sorted(Submission.objects.values_list("title", flat=True)) == sorted([data["title"], "Radwerkstatt"])


def test_the_same_words_from_the_same_address_with_a_new_key_are_the_same_record(client):
    data = form_data(client)
    receipts = {client.post("/mitmachen/", data | {"key": str(uuid.uuid4())})["Location"] for _number in range(3)}
    assert (len(receipts), Submission.objects.count(), Email.objects.count()) == (1, 1, 1)
    assert not Submission.objects.get().quarantined


def test_editors_change_the_words_around_the_form(client, admin_user):
    page = SubmissionPage.objects.get()
    sign_in(client, admin_user)
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200
    page.consent_rights, page.consent_version = "Neue Worte.", "2026-2"
    page.save_revision().publish()
    assert "Neue Worte." in read(client.get("/mitmachen/")).group("Einverständnis").names("field")


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        (PageViewRestriction.PASSWORD, (200, 200)),
        (PageViewRestriction.LOGIN, (302, 302)),
        (PageViewRestriction.GROUPS, (302, 302)),
    ],
)
def test_a_private_form_asks_who_is_there_and_takes_nothing_from_strangers(client, kind, answers):
    data = form_data(client)
    PageViewRestriction.objects.create(page=SubmissionPage.objects.get(), restriction_type=kind, password="nur-für-uns")
    shown, sent = client.get("/mitmachen/"), client.post("/mitmachen/", data)
    assert (shown.status_code, sent.status_code) == answers
    for response in (shown, sent):
        assert "title" not in read(response, status=response.status_code).data
        assert "Sparkasse" not in response.content.decode()
    assert (Submission.objects.count(), Email.objects.count()) == (0, 0)


def test_behind_its_password_the_form_is_as_ever(client):
    restriction = PageViewRestriction.objects.create(
        page=SubmissionPage.objects.get(), restriction_type=PageViewRestriction.PASSWORD, password="nur-für-uns"
    )
    address = f"/_util/authenticate_with_password/{restriction.pk}/{restriction.page.pk}/"
    client.post(address, {"password": "nur-für-uns", "return_url": "/mitmachen/"})
    assert read(client.get("/mitmachen/")).field("Titel")["name"] == "title"
    client.post("/mitmachen/", form_data(client))
    assert Submission.objects.count() == 1


def test_a_form_without_a_key_is_kept_all_the_same(client):
    data = form_data(client)
    del data["key"]
    assert client.post("/mitmachen/", data).status_code == 302
    assert Submission.objects.count() == 1


def test_the_mail_is_sent_again_on_demand_at_most_three_times(client):
    submission = make_unconfirmed()
    address = f"/mitmachen/danke/{submission.key}/"
    answers = [client.post(address).context["sent_again"] for _number in range(3)]
    assert answers == [True, True, False]
    assert submission.mails.count() == 3


# --- The confirmation ---------------------------------------------------------------------------------------


def test_opening_the_link_confirms_nothing_only_the_button_does(client):
    submission = make_unconfirmed()
    assert read(client.get(submission.get_absolute_url())).button("Ja, das ist meine Adresse")["value"] == "confirm"
    submission.refresh_from_db()
    assert submission.status == "unconfirmed"
    client.post(submission.get_absolute_url(), {"action": "confirm"})
    client.post(submission.get_absolute_url(), {"action": "confirm"})
    submission.refresh_from_db()
    assert submission.status == "confirmed"


def test_a_guessed_link_leads_nowhere(client):
    make_unconfirmed()
    assert client.get(f"/mitmachen/stand/{'a' * 43}/").status_code == 404
    assert client.get(f"/mitmachen/danke/{uuid.uuid4()}/").status_code == 404
    assert client.get("/mitmachen/stand/%00/").status_code == 404


def test_the_example_somebody_copies_is_remembered(client):
    example = make_example(title="Die Vorlage")
    assert "Die Vorlage" in read(client.get(f"/mitmachen/?vorbild={example.slug}")).one("main").text
    send(client, inspired_by=example.slug)
    assert Submission.objects.get().draft["inspired_by"] == [example.slug]


@pytest.mark.parametrize("value", ["gibt-es-nicht", "<script>", "x" * 5000, "\x00"])
def test_an_unknown_model_is_ignored(client, value):
    assert client.get("/mitmachen/", {"vorbild": value}).status_code == 200
