"""The pictures of examples for feeds and the map's data, without loading an example."""

from django.db.models import OuterRef, Subquery

from home.caching.version import cached
from home.media.models import Rendition, rights_hold

# One fixed rendition each, so that a picture keeps its address: JPEG for other people's programs,
# small WebP for the map.
FEED_PICTURE = "fill-1200x630|format-jpeg"
MAP_PICTURE = "fill-400x300|format-webp"
LISTED_PICTURES = (FEED_PICTURE, MAP_PICTURE)


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
