"""Step 2: the draft that keeps everything, photos that leak nothing, and handing in."""

import json
import re

import pytest
from django.test import Client
from post_office.models import Email
from wagtail.models import Revision, Workflow

from practice_examples.models import ExamplePage
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import MAX_PHOTOS, Consent, Submission
from practice_examples.submissions.sender import drafting, filing
from tests import images
from tests.factories import make_example, make_topic
from tests.reading import read
from tests.submitting import (
    make_draft,
    make_handed_in,
    make_moderator,
    make_photo,
    send,
    sign_in,
    upload,
    versions,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


# --- The draft ----------------------------------------------------------------------------------------------


def test_what_was_registered_stands_in_the_draft(client):
    page = read(client.get(make_draft(title="Radwerkstatt", place="koeln").get_absolute_url()))
    assert (page.field("Titel").value, page.field("Ort").value) == ("Radwerkstatt", "Köln")


def test_without_javascript_one_button_keeps_all_sections(client):
    submission = make_draft()
    response = send(
        client, submission, action="save:geschichte", story="Ein Freitag im Mai.", pitfalls="Der Schlüssel fehlte."
    )
    assert response["Location"].endswith("?gespeichert=1#geschichte")
    submission.refresh_from_db()
    assert submission.draft["story"] == ["Ein Freitag im Mai."]
    assert submission.draft["pitfalls"] == ["Der Schlüssel fehlte."]
    assert submission.status == Status.DRAFTING


def test_wrong_values_are_kept_as_typed_named_and_still_there_days_later(client):
    submission = make_draft()
    response = send(
        client, submission, action="save:idee", title="x" * 130, contact_email="jana.example.org", since_year="bald"
    )
    page = read(response)
    assert page.errors == {
        "Titel": "Bitte kürzen Sie um 10 Zeichen.",
        "E-Mail (freiwillig)": "Es fehlt das @-Zeichen, zum Beispiel: name@example.org",
        "Läuft seit (Jahr) (freiwillig)": "Bitte geben Sie ein Jahr an, zum Beispiel 2016.",
    }
    later = read(client.get(submission.get_absolute_url()))
    assert later.errors == {}
    for shown in (page, later):
        values = [shown.data[name] for name in ("title", "contact_email", "since_year")]
        assert values == [["x" * 130], ["jana.example.org"], ["bald"]]
    submission.refresh_from_db()
    assert len(submission.title) < 130


def test_a_section_saves_itself_and_says_when(client):
    submission = make_draft()
    answer = client.post(
        f"{submission.get_absolute_url()}abschnitt/geschichte/", {"story": "Anfang", "since_year": "16"}
    )
    assert re.fullmatch(r"Gespeichert um \d\d\.\d\d Uhr", answer.json()["saved"])
    assert list(answer.json()["errors"]) == ["feld-since_year"]
    submission.refresh_from_db()
    assert submission.draft["since_year"] == ["16"]


def test_two_sections_saved_from_two_tabs_both_stay(client):
    submission = make_draft()
    drafting.save_section(submission=submission, key="geschichte", data=_query(story="Text"))
    drafting.save_section(submission=submission, key="ergebnisse", data=_query(outcome="Wirkung"))
    submission.refresh_from_db()
    assert (submission.draft["story"], submission.draft["outcome"]) == (["Text"], ["Wirkung"])


def test_a_box_that_is_unticked_again_is_unticked(client):
    submission = make_draft()
    for box in ({"land_wide": "on"}, {}):
        drafting.save_section(
            submission=submission, key="ort", data=_query(place="Hattingen", **versions(submission), **box)
        )
    submission.refresh_from_db()
    assert "land_wide" not in submission.draft


def test_unknown_sections_and_odd_values_are_no_server_error(client):
    submission = make_draft()
    assert client.post(f"{submission.get_absolute_url()}abschnitt/unsinn/").status_code == 404
    answer = client.post(
        f"{submission.get_absolute_url()}abschnitt/ort/", {"place": "\x00", "location": "POINT(", "precision": "genau"}
    )
    assert answer.status_code == 200


def test_the_page_is_private_in_every_way(client):
    response = client.get(make_draft().get_absolute_url())
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert "noindex" in response["X-Robots-Tag"]
    page = read(response)
    assert (page.related("canonical"), page.meta("og:url"), page.meta("robots")) == ([], None, "noindex, nofollow")
    assert "img-src 'self' data:" in response["Content-Security-Policy"]


def test_saving_needs_the_token_of_the_form():
    submission = make_draft()
    client = Client(enforce_csrf_checks=True)
    for tail in ("", "abschnitt/geschichte/", "foto/", "zurueckziehen/"):
        assert client.post(submission.get_absolute_url() + tail, {"action": "hand_in"}).status_code == 403


def test_the_status_page_costs_the_same_for_one_and_five_photos(client, django_assert_num_queries):
    submission = make_draft()
    make_photo(submission)
    client.get(submission.get_absolute_url())
    for _number in range(2):
        with django_assert_num_queries(7):
            client.get(submission.get_absolute_url())
        while submission.photos.count() < MAX_PHOTOS:
            make_photo(submission)


# --- Handing in ---------------------------------------------------------------------------------------------


def test_handing_in_makes_a_draft_page_with_prefilled_blocks_before_the_moderators(client):
    model = make_example(title="Die Vorlage")
    submission = make_draft(title="Näh-Café", website="https://naehwerk.example.org", topics=[make_topic("sprache")])
    response = send(
        client, submission, action="hand_in", story="Erster Absatz.\n\nZweiter <b>Absatz</b>.", since_year="2016",
        outcome="Drei haben Arbeit.", figure_value="3", figure_label="Arbeitsverträge", figure_period="2017",
        effort="nur-ehrenamt", step_1="Raum suchen", step_3="Einladen", pitfalls="Der Schlüssel.",
        film_link="https://youtu.be/aqz-KE-bpKQ", inspired_by=f"http://testserver/landkarte/{model.slug}/",
        place="Hattingen", precision="exact", location="SRID=4326;POINT(7.18557 51.39894)",
    )  # fmt: skip
    assert response.status_code == 302
    submission.refresh_from_db()
    page = submission.page
    assert (submission.status, page.live, page.slug, page.title) == (Status.IN_REVIEW, False, "naeh-cafe", "Näh-Café")
    assert [block.block_type for block in page.body] == ["text", "external_video", "fact_box"]
    assert page.body[0].value.source == "<p>Erster Absatz.</p><p>Zweiter &lt;b&gt;Absatz&lt;/b&gt;.</p>"
    assert page.outcome_figures[0].value["label"] == "Arbeitsverträge"
    assert [step.value for step in page.first_steps] == ["Raum suchen", "Einladen"]
    assert (page.running_since.year, page.inspired_by.title, page.effort) == (2016, "Die Vorlage", "nur-ehrenamt")
    assert (round(page.lat, 4), round(page.lng, 4)) == (51.3989, 7.1856)
    assert [topic.slug for topic in page.topics.all()] == ["sprache"]
    assert page.current_workflow_state.workflow == Workflow.objects.get(name="Einreichung")
    assert page.get_latest_revision_as_object().body[0].value.source == page.body[0].value.source


def test_a_shelter_keeps_no_pin_unless_somebody_allows_it(client):
    submission = make_draft()
    send(client, submission, action="hand_in", place="Hattingen", location="SRID=4326;POINT(7.2 51.4)")
    page = ExamplePage.objects.get(submission=submission)
    assert (page.location, page.precision) == ("", "town")
    assert "51.4" not in json.dumps(page.get_latest_revision().content["location"])


def test_what_is_missing_is_named_for_every_section_and_photo(client):
    submission = make_draft()
    make_photo(submission, complete=False)
    response = send(client, submission, action="hand_in", title="", figure_value="19", contact_name="Jana")
    labels = [str(link.label) for link in response.context["links"]]
    assert labels[0] == "Titel"
    assert "Was zählt diese Zahl?" in labels
    assert "Foto 1: Wer ist zu sehen?" in labels
    assert any("Ohne diese Zustimmung" in str(link.message) for link in response.context["links"])
    assert ExamplePage.objects.count() == 0
    summary = read(response).one("alert")
    assert "autofocus" in summary.node.attrs
    assert summary.names("link")[0] == "Titel: Bitte geben Sie Ihrem Projekt einen Titel."


def test_handing_in_twice_is_one_page_and_one_set_of_mails():
    submission = make_draft()
    before = Email.objects.count()
    filing.hand_in(submission=submission)
    filing.hand_in(submission=submission)
    assert (ExamplePage.objects.count(), Revision.objects.count()) == (1, 1)
    assert Email.objects.count() == before + 1


def test_when_the_workflow_cannot_start_nothing_is_half_done(monkeypatch):
    submission = make_draft()

    def broken(*args, **kwargs):
        raise RuntimeError("workflow")

    monkeypatch.setattr(Workflow, "start", broken)
    with pytest.raises(RuntimeError):
        filing.hand_in(submission=submission)
    submission.refresh_from_db()
    assert (submission.status, submission.page, ExamplePage.objects.count()) == (Status.CONFIRMED, None, 0)


def test_a_second_page_of_the_same_name_gets_an_address_of_its_own():
    first, second = (make_handed_in(title="Näh-Café") for _number in range(2))
    assert [first.page.slug, second.page.slug] == ["naeh-cafe", f"naeh-cafe-{second.pk}"]


def test_a_title_without_letters_gets_an_address_too():
    assert make_handed_in(title="مرحبا").page.slug == "einreichung"


def test_the_senders_name_and_address_are_in_no_page_and_no_history():
    submission = make_handed_in(sender_name="Erika Geheim", sender_email="erika.geheim@example.org")
    history = json.dumps([revision.content for revision in Revision.objects.all()])
    assert "eheim" not in history
    assert "eheim" not in json.dumps(list(ExamplePage.objects.filter(pk=submission.page_id).values()), default=str)


def test_the_public_contact_needs_its_own_consent(client):
    submission = make_draft()
    contact = {"contact_name": "Jana Feld", "contact_email": "info@example.org"}
    (error,) = read(send(client, submission, action="hand_in", **contact)).errors.values()
    assert error.startswith("Ohne diese Zustimmung")
    submission.refresh_from_db()
    send(client, submission, action="hand_in", contact_consent="on")
    consent = Consent.objects.get(kind="public_contact")
    assert "öffentlich" in consent.wording


def test_after_handing_in_nothing_can_be_written_or_uploaded(client):
    submission = make_handed_in()
    assert client.post(f"{submission.get_absolute_url()}abschnitt/geschichte/", {"story": "spät"}).status_code == 409
    assert upload(client, submission, images.jpeg()).status_code == 409
    send(client, submission, action="save:geschichte", story="spät")
    submission.refresh_from_db()
    assert "story" not in submission.draft


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }}{% include 'x' %}",
        "</textarea><svg onload=alert(1)>",
    ],
)
def test_markup_is_text_wherever_it_comes_out(client, payload):
    submission = make_draft(title=payload, summary=payload, organisation=payload, sender_name=payload)
    send(client, submission, action="hand_in", story=payload, outcome=payload, pitfalls=payload, partners=payload)
    submission.refresh_from_db()
    assert submission.status == Status.IN_REVIEW
    sign_in(client, make_moderator())
    pages = [
        submission.get_absolute_url(),
        "/admin/einreichungen/",
        f"/admin/einreichungen/{submission.pk}/",
        "/admin/",
    ]
    answers = [client.get(address) for address in pages]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200]
    bodies = [answer.content.decode() for answer in answers]
    bodies += [mail.html_message for mail in Email.objects.all()]
    for body in bodies:
        for harmful in ("<script>alert(1)", "<img src=x", "<svg onload", ">49<"):
            assert harmful not in body
    assert (
        any(payload.startswith("{{") and payload in mail.message for mail in Email.objects.all()) or "{{" not in payload
    )


def test_one_submission_of_several_is_shown_to_whoever_has_its_link_only(client):
    mine, other = make_draft(title="Meins"), make_draft(title="Anderes")
    response = client.get(mine.get_absolute_url())
    assert read(response).headings(1) == ["Meins"]
    assert "Anderes" not in response.content.decode()
    assert other.token not in response.content.decode()
    assert Submission.objects.count() == 2


def _query(**fields):
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data[name] = value
    return data
