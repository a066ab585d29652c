"""Pictures in the sizes pages show them, without a query or a visitor too many."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.utils import timezone
from PIL import Image

from home.media.models import Picture, Rendition, Video
from home.media.publishing import draw_pictures_of_page
from home.media.renditions import PRESETS, load_renditions, make_renditions, specs, with_pictures
from practice_examples.models import ExamplePage
from tests import films, images
from tests.factories import make_example, make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def show(markup, **context) -> str:
    return Template("{% load pictures %}" + markup).render(Context(context))


def test_a_picture_comes_in_two_formats_and_the_sizes_of_its_place():
    picture = make_picture(size=(1000, 750))
    small, large = (picture.get_rendition(f"fill-{size}|format-avif").url for size in ("400x300", "800x600"))
    small_webp, large_webp = (picture.get_rendition(f"fill-{size}|format-webp").url for size in ("400x300", "800x600"))
    sizes = "(min-width: 64rem) 24rem, (min-width: 40rem) 50vw, 100vw"
    assert show('{% picture_tag picture "card" class="face" %}', picture=picture) == (
        f'<picture><source sizes="{sizes}" srcset="{small} 400w, {large} 800w" type="image/avif">'
        f'<img alt="Zwei Lehrlinge biegen ein Blech." class="face" height="600" loading="lazy" sizes="{sizes}"'
        f' src="{large_webp}" srcset="{small_webp} 400w, {large_webp} 800w" width="800"></picture>'
    )


def test_the_picture_at_the_top_is_loaded_first():
    markup = show('{% picture_tag picture "lead" alt="" eager=True %}', picture=make_picture())
    assert 'fetchpriority="high"' in markup
    assert "lazy" not in markup
    assert 'alt=""' in markup


def test_a_small_picture_is_not_enlarged():
    markup = show('{% picture_tag picture "full" %}', picture=make_picture(size=(300, 200)))
    assert "srcset=" in markup
    assert "300w" not in markup
    assert 'width="300"' in markup


def test_descriptions_are_text():
    picture = make_picture(description='"><script>alert(1)</script>')
    assert "<script" not in show('{% picture_tag picture "card" %}', picture=picture)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_draws_files_of_its_format_under_names_of_their_own(preset):
    picture = make_picture(size=(1700, 1700))
    make_renditions(picture, preset)
    names = [Path(rendition.file.name) for rendition in Rendition.objects.all()]
    assert len({name.stem for name in names}) == len(names) == len(specs(preset))
    assert {len(name.stem) for name in names} == {32}
    assert Path(picture.file.name).stem not in {name.stem for name in names}
    for rendition in Rendition.objects.all():
        with Image.open(rendition.file.path) as drawn:
            assert drawn.size == (rendition.width, rendition.height)
            assert f"format-{drawn.format.lower()}" in rendition.filter_spec
            assert not drawn.getexif()
            assert "icc_profile" not in drawn.info


def test_drawing_again_draws_nothing():
    picture = make_picture()
    make_renditions(picture, "card", "lead")
    before = set(Rendition.objects.values_list("pk", "file"))
    make_renditions(Picture.objects.get(), "card", "lead")
    assert set(Rendition.objects.values_list("pk", "file")) == before


def test_pictures_are_cropped_to_what_matters():
    left, right = (
        Picture.objects.create(
            title="Zwei Hälften",
            file=ContentFile(images.jpeg(1600, 400, quality=95), "x.jpg"),
            depicted="nobody",
            focal_point_x=place,
            focal_point_y=200,
            focal_point_width=50,
            focal_point_height=50,
        )
        for place in (100, 1500)
    )
    colours = []
    for picture in (left, right):
        with Image.open(picture.get_rendition("fill-240x240|format-webp").file.path) as drawn:
            colours.append(drawn.convert("RGB").getpixel((120, 120)))
    assert colours[0][0] > 150 > colours[0][2]
    assert colours[1][2] > 150 > colours[1][0]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_pictures_costs_three_queries(count, django_assert_num_queries):
    for _number in range(count):
        make_renditions(make_picture(), "card", "lead")

    for picture in Picture.objects.all():
        make_video(picture)
    with django_assert_num_queries(3):
        videos = list(with_pictures(Video.objects.all(), "poster", "card"))
        for video in videos:
            show('{% picture_tag picture "card" %}', picture=video.poster)


@pytest.mark.parametrize("count", [1, 3])
def test_pictures_in_memory_get_their_renditions_in_one_query(count, django_assert_num_queries):
    for _number in range(count):
        make_renditions(make_picture(), "card")
    pictures = [None, *Picture.objects.all()]
    with django_assert_num_queries(1):
        load_renditions(pictures)
        for picture in pictures:
            show('{% picture_tag picture "card" %}', picture=picture)
    load_renditions([])


def make_video(poster):

    return Video.objects.create(
        title="Ein Donnerstag im Tal",
        file=ContentFile(films.mp4(), "x.mp4"),
        poster=poster,
        captions=ContentFile(films.VTT.encode(), "x.vtt"),
        transcript="0:14 Trainer: Wir waren sechs.",
        credit="Medienwerkstatt",
        depicted="nobody",
    )


def test_a_picture_whose_file_is_gone_leaves_its_place_and_its_description():
    picture = make_picture()
    Path(picture.file.path).unlink()
    markup = show('{% picture_tag picture "card" %}{% picture_url picture "poster" %}', picture=picture)
    assert markup == (
        '<img alt="Zwei Lehrlinge biegen ein Blech." height="600" loading="lazy"'
        ' src="/static/media/no-picture.svg" width="800">'
    )
    Path(picture.file.path).write_bytes(b"broken")
    assert "no-picture.svg" in show('{% picture_tag picture "card" %}', picture=Picture.objects.get())
    assert "no-picture.svg" in show('{% picture_tag picture "card" %}', picture=None)


def test_a_picture_is_shown_on_the_last_day_of_its_rights_and_not_on_the_next():
    today = timezone.localdate()
    shown = make_picture(rights_until=today)
    ended = make_picture(rights_until=today - timedelta(days=1))
    assert "no-picture.svg" not in show('{% picture_tag picture "card" %}', picture=shown)
    assert "no-picture.svg" in show('{% picture_tag picture "card" %}', picture=ended)
    assert list(Picture.objects.usable()) == [shown]
    assert list(Picture.objects.rights_ended()) == [ended]


def test_a_page_that_goes_live_has_its_pictures_drawn():
    lead, inside, first, second, face = (make_picture(title=title) for title in "abcde")
    page = make_example(
        lead_picture=lead,
        body=[
            {"type": "picture", "value": {"picture": inside.pk, "caption": ""}},
            {"type": "gallery", "value": {"pictures": [{"picture": first.pk}, {"picture": second.pk}]}},
            {"type": "voice", "value": {"portrait": face.pk, "quote": "Ja.", "name": "Gesellin", "role": ""}},
        ],
    )
    ExamplePage.objects.get(pk=page.pk).save_revision().publish()
    drawn = {
        picture.title: set(picture.renditions.values_list("filter_spec", flat=True))
        for picture in Picture.objects.all()
    }
    assert drawn == {
        "a": set(specs("card", "lead", "share")),
        "b": set(specs("full")),
        "c": set(specs("gallery")),
        "d": set(specs("gallery")),
        "e": set(specs("portrait")),
    }


def test_a_page_goes_live_even_if_a_picture_cannot_be_drawn():
    picture = make_picture()
    page = make_example(lead_picture=picture)
    Path(picture.file.path).unlink()
    draw_pictures_of_page(page)
    assert Rendition.objects.count() == 0


def test_a_deleted_picture_takes_its_files_with_it(media, django_capture_on_commit_callbacks):
    picture = make_picture()
    make_renditions(picture, "card")
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert [path for path in media.rglob("*") if path.is_file()] == []
    assert not Path(picture.file.storage.path(picture.file.name)).exists()


@pytest.mark.parametrize("framed", [(100, 150), (1500, 150), (100, 1050), (800, 600), (1500, 1050)])
def test_what_the_editors_framed_stays_whole_in_every_shape(framed):
    """Tall, square and wide: 160 × 160 pixels of red at an edge of a green picture."""
    x, y = framed
    drawing = Image.new("RGB", (1600, 1200), (11, 107, 58))
    drawing.paste((196, 18, 47), (x - 80, y - 80, x + 80, y + 80))
    file = io.BytesIO()
    drawing.save(file, "PNG")
    picture = Picture.objects.create(
        title="Rahmen",
        file=ContentFile(file.getvalue(), "x.png"),
        depicted="nobody",
        focal_point_x=x,
        focal_point_y=y,
        focal_point_width=160,
        focal_point_height=160,
    )
    shapes = ["fill-400x300", "fill-800x500", "fill-800x800", "fill-240x240", "fill-1200x630", "fill-300x400"]
    for shape in shapes:
        with Image.open(picture.get_rendition(f"{shape}|format-webp").file.path) as drawn:
            red = [pixel for pixel in drawn.convert("RGB").resize((160, 120)).getdata() if pixel[0] > 120 > pixel[1]]
            width, height = map(int, shape.removeprefix("fill-").split("x"))
            scale = max(width / 1600, height / 1200)
            whole = (160 * scale) ** 2 / (width * height) * 160 * 120
            assert len(red) >= 0.9 * whole, (shape, len(red), whole)


def test_a_picture_may_have_another_shape_on_wide_screens():
    picture = make_picture(size=(1700, 1300))
    markup = show('{% picture_tag picture "hero" eager=True %}', picture=picture)
    sources = [dict(re.findall(r'(\w+)="([^"]*)"', source)) for source in re.findall("<source[^>]*>", markup)]
    assert [(source["type"], source.get("media"), source.get("width"), source.get("height")) for source in sources] == [
        ("image/avif", "(min-width: 60rem)", "1200", "1200"),
        ("image/webp", "(min-width: 60rem)", "1200", "1200"),
        ("image/avif", None, None, None),
    ]
    image = dict(re.findall(r'(\w+)="([^"]*)"', re.search("<img[^>]*>", markup)[0]))
    assert (image["width"], image["height"]) == ("1200", "900")
