"""Step 2: the draft that keeps everything, photos that leak nothing, and handing in."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from post_office.models import Email
from wagtail.models import Revision, Workflow

from home.media import cleaning
from practice_examples.models import ExamplePage
from practice_examples.submissions import drafting, filing
from practice_examples.submissions.choices import Status
from practice_examples.submissions.models import MAX_PHOTOS, Consent, Photo, Submission
from tests import images
from tests.factories import make_example, make_topic
from tests.submitting import make_draft, make_handed_in, make_moderator, make_photo, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def whole(submission, **fields):
    """Everything the big form sends without JavaScript."""
    data = dict(submission.draft)
    return {**data, **fields}


def send(client, submission, **fields):
    return client.post(submission.get_absolute_url(), whole(submission, **fields))


def stored() -> list[Path]:
    return [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]


def upload(client, submission, content, name="foto.jpg"):
    return client.post(f"{submission.get_absolute_url()}foto/", {"fotos": SimpleUploadedFile(name, content)})


# --- The draft ----------------------------------------------------------------------------------------------


def test_what_was_registered_stands_in_the_draft(client):
    text = client.get(make_draft(title="Radwerkstatt", place="koeln").get_absolute_url()).content.decode()
    assert 'value="Radwerkstatt"' in text
    assert 'value="Köln"' in text


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
    text = response.content.decode()
    for words in ("Bitte kürzen Sie um 10 Zeichen.", "Es fehlt das @-Zeichen", "Bitte geben Sie ein Jahr an"):
        assert words in text
    later = client.get(submission.get_absolute_url()).content.decode()
    for words in ("x" * 130, "jana.example.org", 'value="bald"'):
        assert words in later
    assert "error-text" not in re.sub(r'id="fotos-e" hidden', "", later).split("fotos-abschnitt")[0]
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
    drafting.save_section(submission=submission, key="ort", data=_query(nrw_wide="on", place="Hattingen"))
    drafting.save_section(submission=submission, key="ort", data=_query(place="Hattingen"))
    submission.refresh_from_db()
    assert "nrw_wide" not in submission.draft


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
    text = response.content.decode()
    assert 'rel="canonical"' not in text
    assert "og:url" not in text
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
        with django_assert_num_queries(10):
            client.get(submission.get_absolute_url())
        while submission.photos.count() < MAX_PHOTOS:
            make_photo(submission)


# --- Photos -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", images.DISARMED)
def test_a_hostile_photo_is_written_anew_or_refused(client, name):
    submission = make_draft()
    response = upload(client, submission, images.DISARMED[name])
    assert response.status_code in (201, 422)
    for path in stored():
        content = path.read_bytes()
        for trace in (
            b"<script",
            b"<?php",
            b"PK\x03\x04",
            b"Exif",
            b"Modell 3000",
            b"Mustermann",
            b"http://ns.adobe.com",
        ):
            assert trace not in content
    assert len(stored()) == Photo.objects.count()


@pytest.mark.parametrize("name", images.REFUSED)
def test_what_is_no_photo_is_refused_in_german_and_leaves_nothing(client, name):
    submission = make_draft()
    response = upload(client, submission, images.REFUSED[name])
    assert response.status_code == 422
    assert len(response.json()["error"]) > 20
    assert (stored(), Photo.objects.count()) == ([], 0)


def test_heic_gets_a_way_out(client):
    answer = upload(client, make_draft(), images.REFUSED["heic"]).json()["error"]
    assert "JPEG" in answer
    assert "Maximale Kompatibilität" in answer


@pytest.mark.parametrize("name", images.NAMES)
def test_names_of_files_reach_neither_disk_nor_page(client, name):
    submission = make_draft()
    file = SimpleUploadedFile("x.jpg", images.jpeg())
    # Past Django's own trimming of names.
    file._name = name
    response = client.post(f"{submission.get_absolute_url()}foto/", {"fotos": file})
    assert response.status_code in (201, 422)
    text = client.get(submission.get_absolute_url()).content.decode()
    for path in stored():
        assert re.fullmatch(r"[0-9a-f]{32}\.(jpg|png)", path.name)
    assert "evil" not in text
    assert "onerror=alert" not in text


def test_when_cleaning_breaks_nothing_is_kept(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("decoder")

    monkeypatch.setattr(cleaning, "_decode", broken)
    assert upload(client, make_draft(), images.jpeg()).status_code == 422
    assert stored() == []


def test_a_row_that_cannot_be_written_takes_its_file_with_it(monkeypatch):
    submission = make_draft()

    def broken(*args, **kwargs):
        raise RuntimeError("disk full")

    monkeypatch.setattr(Photo.objects, "create", broken)
    with pytest.raises(RuntimeError):
        drafting.add_photo(submission=submission, file=images.jpeg())
    assert stored() == []


def test_the_file_is_on_the_disk_before_its_row_is_written(monkeypatch):
    seen = []
    create = Photo.objects.create
    monkeypatch.setattr(Photo.objects, "create", lambda **fields: seen.append(len(stored())) or create(**fields))
    make_photo(make_draft())
    assert seen == [1]


def test_without_javascript_photos_come_with_the_big_form_and_good_ones_stay(client):
    submission = make_draft()
    files = [SimpleUploadedFile("a.jpg", images.jpeg()), SimpleUploadedFile("b.svg", images.REFUSED["svg"])]
    response = send(client, submission, action="photos", fotos=files, story="Bleibt.")
    text = response.content.decode()
    assert "Datei 2: SVG-Zeichnungen nehmen wir nicht an" in text
    assert "Bleibt." in text
    assert Photo.objects.count() == 1


def test_a_sixth_photo_is_refused(client):
    submission = make_draft()
    for _number in range(MAX_PHOTOS):
        make_photo(submission)
    response = upload(client, submission, images.jpeg(80, 60))
    assert (response.status_code, response.json()["error"][:19]) == (422, "Höchstens 5 Fotos s")
    assert len(stored()) == MAX_PHOTOS


def test_the_same_photo_twice_is_one(client):
    submission = make_draft()
    keys = {upload(client, submission, images.jpeg()).json()["key"] for _number in range(2)}
    assert (len(keys), len(stored())) == (1, 1)


def test_nobody_uploads_before_the_address_is_confirmed(client):
    from tests.submitting import make_unconfirmed

    assert upload(client, make_unconfirmed(), images.jpeg()).status_code == 409
    assert stored() == []


def test_a_removed_photo_is_gone_from_disk(client, django_capture_on_commit_callbacks):
    submission = make_draft()
    photo = make_photo(submission)
    with django_capture_on_commit_callbacks(execute=True):
        send(client, submission, action=f"remove:{photo.key.hex}")
    assert (stored(), Photo.objects.count()) == ([], 0)


def test_a_strangers_photo_cannot_be_removed_with_ones_own_link(client):
    photo = make_photo(make_draft())
    send(client, make_draft(), action=f"remove:{photo.key.hex}")
    assert Photo.objects.count() == 1


def test_only_moderators_reach_a_submitted_photo(client, django_user_model):
    photo = make_photo(make_draft())
    address = f"/mitmachen/foto/{photo.key}/"
    assert client.get(address).status_code == 404
    sign_in(client, django_user_model.objects.create_user("leser"))
    assert client.get(address).status_code == 404
    for guess in (photo.file.name, f"original/{photo.pk}/", photo.file.name.split("/")[1]):
        assert client.get(f"/media/{guess}").status_code == 404
    sign_in(client, make_moderator())
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_photos_lie_outside_public_media():
    photo = make_photo(make_draft())
    assert not Path(photo.file.path).is_relative_to(Path(settings.MEDIA_ROOT))
    assert not any(Path(settings.MEDIA_ROOT).rglob("*.jpg"))


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
    assert "autofocus" in response.content.decode()


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
    assert "Ohne diese Zustimmung" in send(client, submission, action="hand_in", **contact).content.decode()
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
    text = client.get(mine.get_absolute_url()).content.decode()
    assert "Anderes" not in text
    assert other.token not in text
    assert Submission.objects.count() == 2


def _query(**fields):
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data[name] = value
    return data
