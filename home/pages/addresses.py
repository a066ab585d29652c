"""How addresses of this site are written down: with scheme and host, and of a page without its instance."""

from django.conf import settings
from wagtail.models import Site


def absolute(address: str | None) -> str | None:
    """A path with the scheme and host that people use; what has a host already, and nothing, stay as they are."""
    return f"{settings.BASE_URL}{address}" if address and address.startswith("/") else address


def site_root() -> str:
    """What the `url_path` of every page begins with and its address does not."""
    paths = Site.get_site_root_paths()
    return paths[0].root_path if paths else "/"


def page_path(url_path: str, root: str) -> str:
    """The address of a page without its instance: a hundredth of the work of `page.url`."""
    return "/" + url_path.removeprefix(root)
