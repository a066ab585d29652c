"""An example as the open data tell it: a row of a table, a GeoJSON feature. One query, no page instances."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Aggregate, F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat

from home.caching.version import cached
from home.language.moments import iso
from home.media.models import Rendition, rights_hold
from home.open_data.licence import LICENCE
from home.pages.addresses import absolute, page_path, site_root
from practice_examples.choices import Provider
from practice_examples.querysets import ExampleQuerySet

AT_ONCE = 500
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
GEOJSON = "application/geo+json"
# One fixed rendition each, so that a picture keeps its address: JPEG for other people's programs,
# small WebP for the map.
FEED_PICTURE = "fill-1200x630|format-jpeg"
MAP_PICTURE = "fill-400x300|format-webp"
LISTED_PICTURES = (FEED_PICTURE, MAP_PICTURE)


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
    guid: str = ""
    topic_titles: tuple[str, ...] = ()
    image_file: str | None = None

    @property
    def cells(self) -> tuple:
        """For COLUMNS: what partners rely on, and behind it what people need who look at the table."""
        label = f"{self.place} ({self.place_id})" if self.place else None
        provider = str(Provider(self.provider).label) if self.provider else None
        return (*self[:13], label, self.region_name, ", ".join(self.topic_titles), provider)

    @property
    def feature(self) -> dict:
        """RFC 7946: positions are lng, lat."""
        point = None if self.lat is None else [rounded(self.lng), rounded(self.lat)]
        return {
            "type": "Feature",
            "id": self.id,
            "geometry": {"type": "Point", "coordinates": point} if point else None,
            "properties": dict(zip(PROPERTIES, self, strict=False)) | {"reviewed": iso(self.reviewed)},
        }


def rounded(degrees: float) -> float:
    """To about a metre."""
    return round(degrees, 5)


# Where the fields come from, up to the guid.
READ = (
    *("pk", "title", "summary", "url_path", "picture", "town", "town_id", "region", "topic_lines", "provider"),
    *("reviewed_on", "lat", "lng", "first_published_at", "place__region__name", "feed_guid"),
)
PROPERTIES = ExampleRow._fields[:10]
COLUMNS = (*ExampleRow._fields[:13], "place_label", "region_name", "topic_names", "provider_name")


class Lines(Aggregate):
    """The values one below the other, on either database."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, '\n')"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


def read_rows(examples: ExampleQuerySet) -> Iterator[ExampleRow]:
    """Stories for the whole Land have no place, region or point."""
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
    ).values_list(*READ, "translation_key")
    # What page_path() has spelled needs no second look.
    host = absolute("/").removesuffix("/")
    for key, title, summary, path, file, town, town_id, region, lines, *told, guid, identity in rows.iterator(AT_ONCE):
        topics = sorted(line.split("=", 1) for line in (lines or "").split("\n") if line)
        slugs, titles = [slug for slug, _title in topics], tuple(title for _slug, title in topics)
        url, image = host + page_path(path, root), absolute(media_address(file))
        shown = (key, title, summary, url, image, town, town_id, region)
        yield ExampleRow(*shown, slugs, *told, guid or identity.urn, titles, file)


def feature_collection(rows: Iterable[ExampleRow]) -> Iterator[str]:
    """The text of a GeoJSON FeatureCollection, piece by piece."""
    yield f'{{"type":"FeatureCollection","license":"{LICENCE.url}","features":['
    separator = ""
    for row in rows:
        yield separator + _json(row.feature)
        separator = ",\n"
    yield "]}"


def picture_file(spec: str) -> Subquery:
    """The file of an example's lead picture in this size; null without one, or when the rights to it have ended."""
    drawn = Rendition.objects.filter(image=OuterRef("lead_picture"), filter_spec=spec)
    return Subquery(drawn.filter(rights_hold("image")).order_by("-pk").values("file")[:1])


def file_bytes(file: str) -> int | None:
    """How large it is; None if it is not there. Files have random names and never change, so it is asked for rarely."""
    storage = Rendition._meta.get_field("file").storage

    def measure():
        return storage.size(file) if storage.exists(file) else None

    return cached(f"bytes:{file}", measure, depends_on=())


def media_address(file: str | None) -> str | None:
    """Path, or with object storage the whole address."""
    return Rendition._meta.get_field("file").storage.url(file) if file else None
