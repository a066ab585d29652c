"""The pages of places and topics for search engines: those with something to read, each under one address."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from home.places.located import Precision
from home.places.models import Place
from practice_examples.models import ExamplePage, Topic
from search.tallies import count_examples


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


SITEMAPS = {"orte": PlaceSitemap, "kreise": KreisSitemap, "regionen": RegionSitemap, "themen": TopicSitemap}
