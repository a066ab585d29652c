"""The newest examples as RSS 2.0."""

import re
from collections.abc import Iterable
from mimetypes import guess_type

from django.utils.feedgenerator import Enclosure, Rss201rev2Feed

CONTENT_TYPE = Rss201rev2Feed.content_type
# A feed tells what is new; whoever wants everything takes the GeoJSON or the table.
MOST = 100
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def feed(rows: Iterable, *, title: str, description: str, link: str, feed_url: str) -> str:
    rss = Rss201rev2Feed(title=title, link=link, description=description, language="de", feed_url=feed_url)
    for row in rows:
        rss.add_item(
            title=_NOT_IN_XML.sub("", row.title),
            link=row.url,
            description=_NOT_IN_XML.sub("", row.summary),
            unique_id=row.url,
            unique_id_is_permalink=True,
            pubdate=row.published,
            categories=row.topics,
            enclosures=[_enclosure(row.image)] if row.image else [],
        )
    return rss.writeString("utf-8")


def _enclosure(address: str) -> Enclosure:
    # The length is required but unknown here; zero is what validators accept for that.
    return Enclosure(address, "0", guess_type(address)[0] or "image/jpeg")
