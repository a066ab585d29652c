"""`{% picture_tag page.lead_picture "card" %}`: a picture in modern formats, with size and description."""

from django import template
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join

from home.media.renditions import PRESETS, drawn_for, picture_url

register = template.Library()

register.simple_tag(picture_url)

PLACEHOLDER = "media/no-picture.svg"


@register.simple_tag
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
    markup = format_html_join(
        "", "<source{}>", ((flatatt(_source(format, renditions, shape.sizes)),) for format, renditions in sources)
    )
    return format_html("<picture>{}<img{}></picture>", markup, flatatt(image))


def _distinct(drawn, wanted):
    """A small original is not enlarged, so that several sizes may turn out the same."""
    return list({drawn[spec].width: drawn[spec] for spec in wanted}.values())


def _source(format, renditions, sizes):
    attributes = {"type": f"image/{format.removeprefix('format-')}", "srcset": _srcset(renditions)}
    return attributes | {"sizes": sizes} if len(renditions) > 1 else attributes


def _srcset(renditions):
    if len(renditions) == 1:
        return renditions[0].url
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)
