"""Drawing a page's pictures when it goes live, so that its first visitor does not wait."""

import logging

from django.db.models import ForeignKey
from wagtail.fields import StreamField

from home.media.blocks import placed_pictures
from home.media.models import Picture, Video
from home.media.renditions import make_renditions

logger = logging.getLogger(__name__)

OWN_FIELDS = {"poster": ("hero",), "share_picture": ("share",)}
LEADING = ("card", "lead", "share")
PLACES = {"gallery": ("gallery",), "portrait": ("portrait",), "poster": ("poster", "full")}
ELSEWHERE = ("full",)


def draw_pictures_of_page(page) -> None:
    """Draw every rendition the page and the lists that show it will ask for; those that exist are left alone."""
    for picture, presets in _wanted(page):
        try:
            make_renditions(picture, *presets)
        except (OSError, ValueError):
            # The page goes live all the same and shows a placeholder where the file is missing.
            logger.warning("Picture %s of page %s cannot be drawn", picture.pk, page.pk)


def draw_pictures_of_published_page(instance, **kwargs):
    draw_pictures_of_page(instance)


def _wanted(page):
    for field in page._meta.get_fields():
        if isinstance(field, ForeignKey) and field.related_model in (Picture, Video):
            target = getattr(page, field.name)
            if isinstance(target, Video):
                yield target.poster, PLACES["poster"]
            elif target:
                yield target, OWN_FIELDS.get(field.name, LEADING)
        elif isinstance(field, StreamField):
            for path, picture in placed_pictures(getattr(page, field.name)):
                yield picture, next((presets for name, presets in PLACES.items() if name in path), ELSEWHERE)
