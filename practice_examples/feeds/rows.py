"""An example as the open data tell it. One query, no page instances."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Aggregate, F, OuterRef, Subquery, TextField
from django.db.models.functions import Coalesce

from home.pages.addresses import absolute, page_path, site_root
from practice_examples.listed import FEED_PICTURE, media_address, picture_file
from practice_examples.querysets import ExampleQuerySet

AT_ONCE = 500


class ExampleRow(NamedTuple):
    id: int
    title: str
    summary: str
    url: str
    image: str | None
    place: str | None
    place_id: str | None
    region: str | None
    topics: list[str]
    provider: str
    reviewed: date | None
    published: datetime | None
    lat: float | None
    lng: float | None


class Joined(Aggregate):
    """Slugs with commas between them, on either database."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


def read_rows(examples: ExampleQuerySet) -> Iterator[ExampleRow]:
    """Stories for all of NRW have no place, region or point."""
    through = examples.model.topics.through.objects.filter(examplepage=OuterRef("pk"))
    topics = through.order_by().values("examplepage").annotate(slugs=Joined("topic__slug")).values("slugs")
    root = site_root()
    rows = examples.annotate(
        topic_slugs=Subquery(topics),
        picture=picture_file(FEED_PICTURE),
        town=Coalesce("place__municipality__name", "place__name"),
        town_id=Coalesce("place__municipality", "place"),
        region=F("place__region"),
    ).values_list(
        "pk",
        "title",
        "summary",
        "url_path",
        "picture",
        "town",
        "town_id",
        "region",
        "topic_slugs",
        "provider",
        "reviewed_on",
        "first_published_at",
        "lat",
        "lng",
    )
    for (
        key,
        title,
        summary,
        url_path,
        picture,
        *place,
        topic_slugs,
        provider,
        reviewed,
        published,
        lat,
        lng,
    ) in rows.iterator(AT_ONCE):
        yield ExampleRow(
            key,
            title,
            summary,
            absolute(page_path(url_path, root)),
            absolute(media_address(picture)),
            *place,
            sorted(topic_slugs.split(",")) if topic_slugs else [],
            provider,
            reviewed,
            published,
            lat,
            lng,
        )
