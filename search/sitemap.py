"""One sitemap for the whole site: all public pages, and the pages of places and topics that have something to read."""

from collections import Counter
from collections.abc import Callable

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.urls import reverse
from wagtail.models import Site, get_page_models

from home.land.models import Place
from home.land.pins import Precision
from home.pages.addresses import page_path
from home.pages.base import SitePage
from practice_examples.models import ExamplePage, Topic
from search.place_pages.subjects import count_examples


class BelowBaseUrl(Sitemap):
    """Below BASE_URL, whatever host was asked."""

    protocol, _separator, domain = settings.BASE_URL.partition("://")

    def get_domain(self, site=None):
        return self.domain


class PageSitemap(BelowBaseUrl):
    """Address and date of every page that anybody may see: one query a kind, however many pages."""

    def items(self):
        root = Site.objects.get(is_default_site=True).root_page
        rows = []
        for kind in (model for model in get_page_models() if issubclass(model, SitePage)):
            pages = kind.objects.visible().descendant_of(root, inclusive=True)
            rows += pages.order_by("path").values_list("url_path", "last_published_at", "latest_revision_created_at")
        return [(page_path(path, root.url_path), published or changed) for path, published, changed in rows]

    def location(self, item):
        return item[0]

    def lastmod(self, item):
        return item[1]


class SubjectSitemap(BelowBaseUrl):
    """The pages of places or topics of one kind that have something to read."""

    def __init__(self, kind: str, slugs: Callable[[], list[str]]):
        self.kind, self.items = kind, slugs

    def location(self, item):
        return reverse(f"search:{self.kind}", args=[item])


def _places() -> list[str]:
    """Towns with examples, and those of their parts that have some of their own."""
    exact = ExamplePage.objects.visible().filter(precision=Precision.EXACT).exclude(place__municipality=None)
    parts = set(exact.order_by().values_list("place", flat=True))
    found = Place.objects.filter(pk__in=[*count_examples().towns, *parts])
    return list(found.order_by("pk").values_list("slug", flat=True))


def _kreise() -> list[str]:
    """Without the kreisfreie Städte, which are listed as towns."""
    counted = count_examples().kreise
    towns = Place.objects.towns().filter(kreis__in=counted).order_by().values_list("kreis", flat=True)
    return sorted(key for key, number in Counter(towns).items() if number > 1)


def _regions() -> list[str]:
    return sorted(count_examples().regions)


def _topics() -> list[str]:
    used = ExamplePage.objects.visible().order_by().values("topics")
    return list(Topic.objects.filter(pk__in=used).values_list("slug", flat=True))


PLACES_AND_TOPICS = {
    "orte": SubjectSitemap("place", _places),
    "kreise": SubjectSitemap("kreis", _kreise),
    "regionen": SubjectSitemap("region", _regions),
    "themen": SubjectSitemap("topic", _topics),
}
_SITEMAPS = {"seiten": PageSitemap(), **PLACES_AND_TOPICS}


def site_sitemap(request):
    return sitemap(request, _SITEMAPS)
