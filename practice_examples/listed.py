"""What feeds, the map's data and the lists know of examples without loading them: addresses and pictures."""

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from wagtail.models import Site

from home.media.models import Rendition

# One fixed rendition each, so that a picture keeps its address: JPEG for other people's programs,
# small WebP for the map.
FEED_PICTURE = "fill-1200x630|format-jpeg"
MAP_PICTURE = "fill-400x300|format-webp"
LISTED_PICTURES = (FEED_PICTURE, MAP_PICTURE)


def picture_file(spec: str) -> Subquery:
    """The file of an example's lead picture in this size; null without one, or when the rights to it have ended."""
    drawn = Rendition.objects.filter(image=OuterRef("lead_picture"), filter_spec=spec)
    today = timezone.localdate()
    may_be_shown = Q(image__rights_until=None) | Q(image__rights_until__gte=today)
    return Subquery(drawn.filter(may_be_shown).order_by("-pk").values("file")[:1])


def media_address(file: str | None) -> str | None:
    """Path, or with object storage the whole address."""
    return Rendition._meta.get_field("file").storage.url(file) if file else None


def absolute(address: str | None) -> str | None:
    return f"{settings.BASE_URL}{address}" if address and address.startswith("/") else address


def site_root() -> str:
    """What the `url_path` of every page begins with and its address does not."""
    paths = Site.get_site_root_paths()
    return paths[0].root_path if paths else "/"


def page_path(url_path: str, root: str) -> str:
    """The address of a page without its instance: a hundredth of the work of `page.url`."""
    return "/" + url_path.removeprefix(root)
