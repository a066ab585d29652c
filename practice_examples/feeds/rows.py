"""An example as the open data tell it. One query, no page instances."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Aggregate, F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat

from home.pages.addresses import absolute, page_path, site_root
from practice_examples.choices import Provider
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
    lat: float | None
    lng: float | None
    published: datetime | None
    region_name: str | None = None
    topic_titles: tuple[str, ...] = ()
    guid: str = ""
    image_file: str | None = None

    @property
    def cells(self) -> tuple:
        """For COLUMNS: what partners rely on, and behind it what people need who look at the table."""
        label = f"{self.place} ({self.place_id})" if self.place else None
        provider = str(Provider(self.provider).label) if self.provider else None
        return (*self[:13], label, self.region_name, ", ".join(self.topic_titles), provider)


COLUMNS = (*ExampleRow._fields[:13], "place_label", "region_name", "topic_names", "provider_name")


class Lines(Aggregate):
    """The values one below the other, on either database."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, '\n')"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


def read_rows(examples: ExampleQuerySet) -> Iterator[ExampleRow]:
    """Stories for all of NRW have no place, region or point."""
    through = examples.model.topics.through.objects.filter(examplepage=OuterRef("pk"))
    named = Concat("topic__slug", Value("="), "topic__title", output_field=TextField())
    topics = through.order_by().values("examplepage").annotate(lines=Lines(named)).values("lines")
    root = site_root()
    rows = examples.annotate(
        topic_lines=Subquery(topics),
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
        "topic_lines",
        "provider",
        "reviewed_on",
        "first_published_at",
        "lat",
        "lng",
        "place__region__name",
        "feed_guid",
        "translation_key",
    )
    for (
        key,
        title,
        summary,
        url_path,
        picture,
        *place,
        topic_lines,
        provider,
        reviewed,
        published,
        lat,
        lng,
        region_name,
        feed_guid,
        identity,
    ) in rows.iterator(AT_ONCE):
        topics = sorted(line.split("=", 1) for line in (topic_lines or "").split("\n") if line)
        yield ExampleRow(
            key,
            title,
            summary,
            absolute(page_path(url_path, root)),
            absolute(media_address(picture)),
            *place,
            [slug for slug, _title in topics],
            provider,
            reviewed,
            lat,
            lng,
            published,
            region_name,
            tuple(title for _slug, title in topics),
            feed_guid or identity.urn,
            picture,
        )
