"""A GeoJSON FeatureCollection (RFC 7946). Knows no Django; positions are lng, lat."""

import json
from collections.abc import Iterable, Iterator

from home.language.moments import iso
from home.open_data.licence import LICENCE

CONTENT_TYPE = "application/geo+json"
# About a metre.
DECIMALS = 5


def feature_collection(rows: Iterable) -> Iterator[str]:
    """The text of the collection, piece by piece."""
    yield f'{{"type":"FeatureCollection","license":"{LICENCE.url}","features":['
    separator = ""
    for row in rows:
        yield separator + json.dumps(feature(row), ensure_ascii=False, separators=(",", ":"))
        separator = ",\n"
    yield "]}"


def feature(row) -> dict:
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": None
        if row.lat is None
        else {"type": "Point", "coordinates": [round(row.lng, DECIMALS), round(row.lat, DECIMALS)]},
        "properties": {
            "id": row.id,
            "title": row.title,
            "summary": row.summary,
            "url": row.url,
            "image": row.image,
            "place": row.place,
            "place_id": row.place_id,
            "region": row.region,
            "topics": row.topics,
            "provider": row.provider,
            "reviewed": iso(row.reviewed),
        },
    }
