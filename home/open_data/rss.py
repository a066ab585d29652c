"""What is new as RSS 2.0."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from mimetypes import guess_type

from django.utils.feedgenerator import Enclosure, Rss201rev2Feed

from home.open_data.licence import LICENCE

CONTENT_TYPE = Rss201rev2Feed.content_type
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """`guid` is what readers know it by for ever; `text` is HTML."""

    guid: str
    title: str
    text: str
    url: str
    published: datetime | None
    categories: tuple[str, ...] = ()
    image: str | None = None
    image_bytes: int | None = None


def feed(items: Iterable[Item], *, title: str, description: str, link: str, feed_url: str) -> str:
    rss = Rss201rev2Feed(
        title=title,
        link=link,
        description=description,
        language="de",
        feed_url=feed_url,
        feed_copyright=str(LICENCE),
    )
    for item in items:
        rss.add_item(
            title=without_controls(item.title),
            link=item.url,
            description=without_controls(item.text),
            unique_id=item.guid,
            unique_id_is_permalink=False,
            pubdate=item.published,
            categories=item.categories,
            enclosures=[_enclosure(item)] if item.image and item.image_bytes else [],
        )
    return rss.writeString("utf-8")


def without_controls(text: str) -> str:
    """Without what XML cannot hold."""
    return _CONTROLS.sub("", text)


def _enclosure(item: Item) -> Enclosure:
    return Enclosure(item.image, str(item.image_bytes), guess_type(item.image)[0] or "image/jpeg")
