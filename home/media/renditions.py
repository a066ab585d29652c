"""The sizes pictures are shown in: how they are drawn and written, and read in a constant number of queries for a list."""

import io
import os
import uuid
from dataclasses import dataclass

from django.core.files.base import File
from django.db.models import Prefetch, prefetch_related_objects
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from PIL import Image

PLACEHOLDER = "media/no-picture.svg"
# Measured on two cores at 1200 × 900: AVIF at speed 9 takes 0.09 s and two thirds of the bytes of WebP (0.15 s);
# slower AVIF saves another third and takes eight times as long.
ENCODERS = {
    "format-avif": ("avif", {"format": "AVIF", "quality": 60, "speed": 9}),
    "format-webp": ("webp", {"format": "WEBP", "quality": 78, "method": 4}),
}


@dataclass(frozen=True)
class Preset:
    """`operations` from small to large, `sizes` what the browser is told about the width on the page.

    `wide` is the same picture in another shape for screens from WIDE on: each shape is cropped here, around what the
    editors framed, and never by a style. `shape` is the nominal width and height, for the placeholder of a picture that is missing.
    """

    operations: tuple[str, ...]
    sizes: str
    shape: tuple[int, int]
    formats: tuple[str, ...] = ("format-avif", "format-webp")
    wide: tuple[str, ...] = ()

    def specs(self, format: str) -> list[str]:
        return [f"{operation}|{format}" for operation in self.operations]

    def wide_specs(self, format: str) -> list[str]:
        return [f"{operation}|{format}" for operation in self.wide]


WIDE = "(min-width: 60rem)"
PRESETS = {
    "hero": Preset(
        ("fill-800x600", "fill-1200x900"),
        f"{WIDE} 50vw, 100vw",
        (1200, 900),
        wide=("fill-800x800", "fill-1200x1200"),
    ),
    "card": Preset(
        ("fill-400x300", "fill-800x600"), "(min-width: 64rem) 24rem, (min-width: 40rem) 50vw, 100vw", (800, 600)
    ),
    "lead": Preset(("fill-800x600", "fill-1200x900"), "(min-width: 60rem) 50vw, 100vw", (1200, 900)),
    "full": Preset(("width-800", "width-1600"), "(min-width: 64rem) 44rem, 100vw", (1600, 1200)),
    "gallery": Preset(("fill-400x300", "fill-800x600", "fill-1200x900"), "(min-width: 48rem) 33vw, 100vw", (1200, 900)),
    "portrait": Preset(("fill-240x240", "fill-560x560"), "(min-width: 48rem) 17rem, 8rem", (560, 560)),
    "thumb": Preset(("fill-200x150", "fill-400x300"), "7rem", (400, 300)),
    # One address only: `poster` of a film, and the picture in feeds and shared links, which not all can read as WebP.
    "poster": Preset(("fill-1280x720",), "", (1280, 720), ("format-webp",)),
    "share": Preset(("fill-1200x630",), "", (1200, 630), ("format-jpeg",)),
}


def specs(*presets: str) -> list[str]:
    """The filter specs of these presets, each once; of none: no filter at all."""
    return list(
        dict.fromkeys(
            spec
            for preset in map(PRESETS.get, presets)
            for format in preset.formats
            for spec in (*preset.specs(format), *preset.wide_specs(format))
        )
    )


def make_renditions(picture, *presets: str) -> None:
    """Draw what these presets need, so that no visitor waits for it. What is there already is left alone."""
    picture.get_renditions(*specs(*presets))


def drawn_for(picture, preset: str) -> dict:
    """Spec → rendition, drawn now if need be; nothing when the file is gone, broken, or may not be shown any more."""
    if picture is None or not picture.is_usable:
        return {}
    try:
        return picture.get_renditions(*specs(preset))
    except (OSError, ValueError):
        return {}


def picture_url(picture, preset: str) -> str:
    """The address of one rendition, such as `poster` or `share`; empty if there is no picture."""
    drawn = drawn_for(picture, preset)
    return next(reversed(drawn.values())).url if drawn else ""


def picture_tag(picture, preset, alt=None, eager=False, **attributes):
    """`<picture>` in the sizes of `preset`; a placeholder with the same description if there is no file any more.

    `alt=""` for a picture that only decorates; `eager` for the one at the top of the page.
    Costs no query after `with_pictures` or `load_body_renditions`.
    """
    shape = PRESETS[preset]
    attributes = {name.replace("_", "-"): value for name, value in attributes.items()}
    attributes["alt"] = (picture.default_alt_text if picture else "") if alt is None else alt
    attributes |= {"fetchpriority": "high"} if eager else {"loading": "lazy"}
    drawn = drawn_for(picture, preset)
    if not drawn:
        width, height = shape.shape
        return format_html(
            "<img{}>", flatatt({"src": static(PLACEHOLDER), "width": width, "height": height, **attributes})
        )
    *sources, fallback = [(format, _distinct(drawn, shape.specs(format))) for format in shape.formats]
    largest = fallback[1][-1]
    image = {"src": largest.url, "width": largest.width, "height": largest.height, **attributes}
    if len(fallback[1]) > 1:
        image |= {"srcset": _srcset(fallback[1]), "sizes": shape.sizes}
    wide = [(format, _distinct(drawn, shape.wide_specs(format)), WIDE) for format in shape.formats if shape.wide]
    markup = format_html_join(
        "",
        "<source{}>",
        (
            (flatatt(_source(format, renditions, shape.sizes, *media)),)
            for format, renditions, *media in [*wide, *sources]
        ),
    )
    return format_html("<picture>{}<img{}></picture>", markup, flatatt(image))


def _distinct(drawn, wanted):
    """A small original is not enlarged, so that several sizes may turn out the same."""
    return list({drawn[spec].width: drawn[spec] for spec in wanted}.values())


def _source(format, renditions, sizes, media=""):
    attributes = {"type": f"image/{format.removeprefix('format-')}", "srcset": _srcset(renditions)}
    if media:
        # Another shape than that of the <img>: told, so that nothing moves when the picture comes.
        attributes |= {"media": media, "width": renditions[-1].width, "height": renditions[-1].height}
    return attributes | {"sizes": sizes} if len(renditions) > 1 else attributes


def _srcset(renditions):
    if len(renditions) == 1:
        return renditions[0].url
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)


def with_pictures(queryset, field: str, *presets: str):
    """`queryset` with the pictures in `field` and their renditions: two more queries, however many rows.

    `field` may lead through relations: "lead_video__poster".
    """
    model = queryset.model
    for name in field.split("__"):
        model = model._meta.get_field(name).related_model
    return queryset.prefetch_related(Prefetch(field, queryset=model._default_manager.with_renditions(*presets)))


def load_renditions(pictures) -> None:
    """All renditions of these pictures in one query, for pictures that are in memory already."""
    pictures = [picture for picture in pictures if picture is not None]
    if pictures:
        model = type(pictures[0]).get_rendition_model()
        prefetch_related_objects(
            pictures, Prefetch("renditions", queryset=model.objects.all(), to_attr="prefetched_renditions")
        )


def draw(picture, filter, source=None) -> File | None:
    """A new rendition as AVIF or WebP; None for other formats, which Wagtail draws itself.

    Raises SourceImageIOError when the picture's file is missing.
    """
    encoder = ENCODERS.get(filter.spec.rsplit("|", 1)[-1])
    if not encoder:
        return None
    extension, options = encoder
    if source is None:
        with picture.open_file() as file:
            source = io.BytesIO(file.read())
    with Image.open(source, formats=["JPEG", "PNG"]) as original:
        transform = filter.get_transform(picture, original.size)
        box = transform.get_rect()
        box = (max(0, box.left), max(0, box.top), min(original.width, box.right), min(original.height, box.bottom))
        drawn = original.resize(transform.size, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)
    output = io.BytesIO()
    drawn.save(output, **options)
    return File(output, name=random_name(f".{extension}"))


def random_name(filename: str) -> str:
    return uuid.uuid4().hex + os.path.splitext(f"x{filename}")[1].lower()
