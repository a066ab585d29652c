"""One sitemap for the whole site: all public pages, and the pages of places and topics that have something to read."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from wagtail.models import Site

from events.models import EventIndexPage, EventPage
from home.models import HomePage, StandardPage
from practice_examples.models import ExampleIndexPage, ExamplePage
from practice_examples.submissions.models import SubmissionPage
from search.sitemaps import SITEMAPS

KINDS = [HomePage, StandardPage, ExampleIndexPage, ExamplePage, EventIndexPage, EventPage, SubmissionPage]


def _below_base_url(kind: type[Sitemap]) -> Sitemap:
    made = kind()
    made.protocol, _, domain = settings.BASE_URL.partition("://")
    made.get_domain = lambda site=None: domain
    return made


class PageSitemap(Sitemap):
    """Address and date of every page that anybody may see: one query a kind, however many pages."""

    def items(self):
        root = Site.objects.get(is_default_site=True).root_page
        rows = []
        for kind in KINDS:
            pages = kind.objects.visible().descendant_of(root, inclusive=True)
            rows += pages.order_by("path").values_list("url_path", "last_published_at", "latest_revision_created_at")
        return [(path.removeprefix(root.url_path), published or changed) for path, published, changed in rows]

    def location(self, item):
        return f"/{item[0]}"

    def lastmod(self, item):
        return item[1]


# Below BASE_URL, whatever host was asked.
_SITEMAPS = {name: _below_base_url(kind) for name, kind in {"seiten": PageSitemap, **SITEMAPS}.items()}


def site_sitemap(request):
    return sitemap(request, _SITEMAPS)
