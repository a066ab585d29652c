"""One sitemap for the whole site: all public pages, and the pages of places and topics that have something to read."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.urls import reverse
from wagtail.models import Site, get_page_models

from home.land.located import Precision
from home.land.models import Place
from home.pages.addresses import page_path
from home.pages.base import SitePage
from practice_examples.models import ExamplePage, Topic
from search.place_pages.tallies import count_examples


class PageSitemap(Sitemap):
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


class PlaceSitemap(Sitemap):
    """Towns with examples, and those of their parts that have some of their own."""

    def items(self):
        exact = ExamplePage.objects.visible().filter(precision=Precision.EXACT).exclude(place__municipality=None)
        parts = set(exact.order_by().values_list("place", flat=True))
        return list(
            Place.objects.filter(pk__in=[*count_examples().towns, *parts]).order_by("pk").values_list("slug", flat=True)
        )

    def location(self, item):
        return reverse("search:place", args=[item])


class KreisSitemap(Sitemap):
    """Without the kreisfreie Städte, which are listed as towns."""

    def items(self):
        counted = count_examples().kreise
        towns = Place.objects.towns().filter(kreis__in=counted).order_by().values_list("kreis", flat=True)
        per_kreis = list(towns)
        return sorted(key for key in counted if per_kreis.count(key) > 1)

    def location(self, item):
        return reverse("search:kreis", args=[item])


class RegionSitemap(Sitemap):
    def items(self):
        return sorted(count_examples().regions)

    def location(self, item):
        return reverse("search:region", args=[item])


class TopicSitemap(Sitemap):
    def items(self):
        used = ExamplePage.objects.visible().order_by().values("topics")
        return list(Topic.objects.filter(pk__in=used).values_list("slug", flat=True))

    def location(self, item):
        return reverse("search:topic", args=[item])


PLACES_AND_TOPICS = {"orte": PlaceSitemap, "kreise": KreisSitemap, "regionen": RegionSitemap, "themen": TopicSitemap}


def _below_base_url(kind: type[Sitemap]) -> Sitemap:
    made = kind()
    made.protocol, _, domain = settings.BASE_URL.partition("://")
    made.get_domain = lambda site=None: domain
    return made


# Below BASE_URL, whatever host was asked.
_SITEMAPS = {name: _below_base_url(kind) for name, kind in {"seiten": PageSitemap, **PLACES_AND_TOPICS}.items()}


def site_sitemap(request):
    return sitemap(request, _SITEMAPS)
