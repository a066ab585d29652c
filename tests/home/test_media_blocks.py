"""Pictures and films in the body of a page, and films in the admin."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.blocks import StreamBlock

from home.media.blocks import (
    ExternalVideoBlock,
    GalleryBlock,
    PictureBlock,
    VideoBlock,
    frame_hosts,
    load_body_renditions,
    pictures_in,
)
from home.media.external_videos import frame_address, page_address, read_video_id
from home.media.models import Video
from tests import films
from tests.factories import make_picture
from tests.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


class Body(StreamBlock):
    picture = PictureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    external_video = ExternalVideoBlock()


def body(*blocks):
    return Body().to_python([{"type": name, "value": value} for name, value in blocks])


def make_video(**fields) -> Video:
    defaults = {
        "title": "Ein Donnerstag im Tal",
        "file": ContentFile(films.mp4(), "x.mp4"),
        "captions": ContentFile(films.VTT.encode(), "x.vtt"),
        "transcript": "0:14 Trainer: Wir waren sechs.",
        "credit": "Medienwerkstatt",
        "depicted": "nobody",
    }
    return Video.objects.create(poster=fields.pop("poster", None) or make_picture(), **{**defaults, **fields})


def external(**fields):
    return {"provider": "youtube", "video_id": "aqz-KE-bpKQ", "title": "Die Musikschule", "poster": None, **fields}


def test_a_picture_has_its_caption_and_says_who_made_it():
    figure = read(
        PictureBlock().render(body(("picture", {"picture": make_picture().pk, "caption": "Am <b>Blech</b>"}))[0].value)
    ).one("figure")
    assert figure.name == "Am <b>Blech</b> Foto: Jana Feld"
    assert figure.names("image") == ["Zwei Lehrlinge biegen ein Blech."]


def test_a_picture_that_was_deleted_leaves_no_trace():
    picture = make_picture()
    value = body(("picture", {"picture": picture.pk, "caption": "Am Blech"}))
    picture.delete()
    assert PictureBlock().render(value[0].value).strip() == ""


@pytest.mark.parametrize("count", [2, 4])
def test_a_body_costs_the_same_for_any_number_of_pictures(count, django_assert_num_queries):
    entries = [{"picture": make_picture().pk, "caption": ""} for _number in range(count)]
    value = body(("gallery", {"pictures": entries}), ("picture", entries[0]))
    value.render_as_block()
    value = body(("gallery", {"pictures": entries}), ("picture", entries[0]))
    # The pictures of each kind of block, and the renditions of all together.
    with django_assert_num_queries(3):
        load_body_renditions(value)
        value.render_as_block()
    assert len(pictures_in(value)) == count + 1


def test_a_film_has_captions_a_still_and_its_words_beside_it():
    video = make_video()
    markup = VideoBlock().render(
        body(("video", {"video": video.pk, "heading": "", "text": "Kamera: Werkstatt"}))[0].value
    )
    poster = video.poster.get_rendition("fill-1280x720|format-webp").url
    page = read(markup)
    player = page.one("video").node.attrs
    assert {"controls", "playsinline"} < set(player)
    assert (player["preload"], player["width"], player["height"], player["poster"]) == ("none", "640", "360", poster)
    (source,), (track,) = page.all("source"), page.all("track")
    assert source.node.attrs == {"src": video.file.url, "type": "video/mp4"}
    assert track.node.attrs == {
        "kind": "captions",
        "src": video.captions.url,
        "srclang": "de",
        "label": "Deutsch",
        "default": "",
    }
    assert page.facts == {"0:14": "Trainer: Wir waren sechs."}
    # Links of the search lead to the film and to moments in it.
    assert [part["id"] for part in page.all("div") if part["id"]] == [f"film-{video.pk}", f"film-{video.pk}-t14"]
    assert "Film, 0:42 Minuten" in page.text
    assert "style=" not in markup


def test_a_film_knows_its_length_size_and_shape_and_is_renamed():
    video = make_video()
    assert (video.duration_seconds, video.width, video.height) == (42, 640, 360)
    assert video.file_size == len(films.mp4())
    assert [name.split("/")[0] for name in (video.file.name, video.captions.name)] == ["videos", "videos"]
    assert make_video(duration_seconds=40).duration_seconds == 40


def test_new_files_of_a_film_take_the_place_of_the_old_ones(media, django_capture_on_commit_callbacks):
    video = make_video()
    with django_capture_on_commit_callbacks(execute=True):
        video.captions = ContentFile(films.VTT.encode(), "neu.vtt")
        video.save()
    with django_capture_on_commit_callbacks(execute=True):
        Video.objects.get().save()
    assert len(list((media / "videos").iterdir())) == 2
    with django_capture_on_commit_callbacks(execute=True):
        video.delete()
    assert list((media / "videos").iterdir()) == []


@pytest.mark.parametrize(
    ("provider", "text", "video_id"),
    [
        ("youtube", "aqz-KE-bpKQ", "aqz-KE-bpKQ"),
        ("youtube", " https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=42s ", "aqz-KE-bpKQ"),
        ("youtube", "https://www.youtube.com/watch?app=desktop&v=aqz-KE-bpKQ", "aqz-KE-bpKQ"),
        ("youtube", "youtu.be/aqz-KE-bpKQ?si=abc", "aqz-KE-bpKQ"),
        ("youtube", "https://m.youtube.com/shorts/aqz-KE-bpKQ", "aqz-KE-bpKQ"),
        ("youtube", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ", "aqz-KE-bpKQ"),
        ("vimeo", "76979871", "76979871"),
        ("vimeo", "https://vimeo.com/76979871", "76979871"),
        ("vimeo", "https://vimeo.com/76979871/ab12cd34ef", "76979871/ab12cd34ef"),
        ("vimeo", "https://player.vimeo.com/video/76979871?h=ab12cd34ef&dnt=1", "76979871/ab12cd34ef"),
        ("youtube", "https://evil.example/watch?v=aqz-KE-bpKQ", None),
        ("youtube", "https://www.youtube.com.evil.example/watch?v=aqz-KE-bpKQ", None),
        ("youtube", 'aqz-KE-bpKQ"><script>', None),
        ("youtube", "javascript:alert(1)//youtu.be/aqz-KE-bpKQ", None),
        ("youtube", "../../../../x", None),
        ("youtube", "https://vimeo.com/76979871", None),
        ("vimeo", "aqz-KE-bpKQ", None),
        ("vimeo", "76979871/../../x", None),
        ("vimeo", "", None),
    ],
)
def test_only_the_id_of_a_film_is_taken_from_what_is_pasted(provider, text, video_id):
    assert read_video_id(provider, text) == video_id


def test_addresses_of_films_track_as_little_as_they_can():
    assert frame_address("youtube", "aqz-KE-bpKQ").startswith("https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?")
    assert frame_address("vimeo", "76979871/ab12cd34ef") == (
        "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1&h=ab12cd34ef"
    )
    assert page_address("vimeo", "76979871/ab12cd34ef") == "https://vimeo.com/76979871/ab12cd34ef"


def test_an_external_film_is_stored_as_its_id_and_refused_with_an_example():
    block = ExternalVideoBlock()
    value = block.clean(block.to_python(external(video_id="https://youtu.be/aqz-KE-bpKQ")))
    assert value["video_id"] == "aqz-KE-bpKQ"
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python(external(provider="vimeo", video_id="https://youtu.be/aqz-KE-bpKQ")))
    (problem,) = caught.value.block_errors["video_id"].messages
    assert problem == (
        "Das ist keine Adresse eines Films bei Vimeo. Richtig ist zum Beispiel „https://vimeo.com/76979871“."
    )


def test_nothing_of_an_external_film_is_loaded_before_a_click():
    value = body(("external_video", external(title='"><script>alert(1)</script>')))
    markup = value.render_as_block()
    assert "<iframe" not in markup
    assert "<script>" not in markup
    assert "src=" not in markup.replace('src="/static/', "")
    page = read(markup)
    assert page.all("button") == []
    (button,) = page.node.find_all("button", hidden=True)
    assert button.text.strip() == "Video von YouTube laden"
    assert [(link.href, link["rel"]) for link in page.links()] == [
        ("https://www.youtube.com/watch?v=aqz-KE-bpKQ", "noreferrer")
    ]


def test_only_hosts_of_films_on_the_page_may_be_framed():
    youtube, vimeo = ("external_video", external()), ("external_video", external(provider="vimeo", video_id="76979871"))
    assert frame_hosts(body()) == []
    assert frame_hosts(None) == []
    assert frame_hosts(body(youtube, youtube)) == ["https://www.youtube-nocookie.com"]
    assert frame_hosts(body(vimeo), body(youtube)) == ["https://player.vimeo.com", "https://www.youtube-nocookie.com"]


@pytest.mark.parametrize("block", [PictureBlock(), GalleryBlock(), VideoBlock(), ExternalVideoBlock()])
@pytest.mark.parametrize("filled", [False, True])
def test_the_block_picker_shows_an_example_of_every_block(block, filled):
    if filled:
        make_video()
    block.render(block.get_preview_value())
    assert block.is_previewable
    assert block.get_description()


@pytest.fixture
def admin(client, admin_user):
    client.force_login(admin_user, MODEL_BACKEND)
    return client


def video_form(**fields):
    return {
        "title": "Ein Donnerstag im Tal",
        "file": SimpleUploadedFile("../Erika.mp4", films.mp4(inside=[films.box(b"udta", films.POSITION)])),
        "captions": SimpleUploadedFile("a.vtt", films.VTT.encode()),
        "poster": make_picture().pk,
        "transcript": "0:14 Trainer: Wir waren sechs.",
        "duration_seconds": "",
        "credit": "Medienwerkstatt",
        "depicted": "nobody",
        **fields,
    }


def errors_of(response) -> dict:
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def test_an_editor_adds_a_film_and_changes_it(admin):
    add = reverse(Video.snippet_viewset.get_url_name("add"))
    assert read(admin.get(add)).field("Film*")["accept"] == "video/mp4,video/webm"
    assert admin.post(add, video_form()).status_code == 302
    video = Video.objects.get()
    assert video.duration_seconds == 42
    assert b"51.2368" not in video.file.read()

    edit = reverse(Video.snippet_viewset.get_url_name("edit"), args=[video.pk])
    changed = {**video_form(title="Neuer Titel", duration_seconds="42"), "file": "", "captions": ""}
    assert admin.post(edit, changed).status_code == 302
    kept = Video.objects.get()
    assert (kept.title, kept.file.name, kept.captions.name) == ("Neuer Titel", video.file.name, video.captions.name)

    longer = SimpleUploadedFile("b.mp4", films.mp4(duration=60_000))
    assert admin.post(edit, video_form(file=longer, duration_seconds="42")).status_code == 302
    assert Video.objects.get().duration_seconds == 60
    table = read(admin.get(reverse(Video.snippet_viewset.get_url_name("list"))))
    heads, row = table.texts("row")
    assert heads == "Titel Dauer Urheberin oder Urheber Hinzugefügt"
    assert "1:00 Medienwerkstatt" in row


def test_what_is_wrong_with_a_film_is_said_beside_its_field(admin):
    add = reverse(Video.snippet_viewset.get_url_name("add"))
    wrong = video_form(
        file=SimpleUploadedFile("a.mp4", b"<script>"),
        captions=SimpleUploadedFile("a.vtt", b"WEBVTT\n\n00:03.000 --> 00:02.000\nA"),
        depicted="consent",
    )
    assert errors_of(admin.post(add, wrong)) == {
        "file": ["Das ist kein MP4- oder WebM-Film. Bitte speichern Sie ihn als MP4 (H.264)."],
        "captions": ["Untertitel, Zeile 3: Das Ende liegt nicht nach dem Anfang."],
        "consent_note": ["Bitte notieren Sie, wer wann wozu eingewilligt hat und wo das Blatt liegt."],
    }
    silent = video_form(file=SimpleUploadedFile("a.mp4", films.mp4(duration=2**32 - 1)))
    assert errors_of(admin.post(add, silent)) == {
        "duration_seconds": ["Der Film sagt nicht, wie lang er ist. Bitte tragen Sie die Dauer in Sekunden ein."]
    }
    empty = video_form(file=SimpleUploadedFile("a.mp4", b""), captions=SimpleUploadedFile("a.vtt", b""))
    assert set(errors_of(admin.post(add, empty))) == {"file", "captions"}
    assert Video.objects.count() == 0
