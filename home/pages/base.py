"""What every page of the site is built on: visibility, publication rules, the shared base classes."""

import contextlib

from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.models import Page, PageManager, PageQuerySet

from home.caching.version import cached
from home.land.located import Located
from home.land.querysets import LocatedQuerySet
from home.language.search_words import Findable, FindableQuerySet
from home.media.models import Picture
from home.publishing.publication import PublicationForm, PublicationRefused


class SitePageQuerySet(FindableQuerySet, PageQuerySet):
    def visible(self):
        """What anybody may see: live, not private, not past its end, even if the scheduler sleeps.

        Every list, map, feed, search, count and sitemap asks this and nothing else.
        """
        return self.live().public().not_ended()

    def not_ended(self):
        return self.filter(Q(expire_at=None) | Q(expire_at__gt=timezone.now()))


class LocatedPageQuerySet(LocatedQuerySet, SitePageQuerySet):
    pass


SitePageManager = PageManager.from_queryset(SitePageQuerySet)
LocatedPageManager = PageManager.from_queryset(LocatedPageQuerySet)


def tabs(content_panels, *more, promote=None):
    """The editing tabs every page type has, in one order: content, further ones, search engines."""
    headings = [ObjectList(content_panels, heading=_("Inhalt"))]
    headings += [ObjectList(panels, heading=heading) for heading, panels in more]
    headings += [
        ObjectList([*(promote or SitePage.promote_panels), PublishingPanel()], heading=_("Menü, Suche, Termine"))
    ]
    return TabbedInterface(headings)


class SitePage(Findable, Page):
    """A page that shows up where it should and goes live only when it is complete."""

    share_picture = models.ForeignKey(
        Picture,
        verbose_name=_("Bild beim Teilen"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Erscheint, wenn jemand den Link weitergibt. Leer lassen: Wir nehmen das Titelbild oder zeichnen eine Karte."
        ),
    )

    base_form_class = PublicationForm
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    heading=_("Adresse"),
                    help_text=_(
                        "Der letzte Teil der Adresse, zum Beispiel „anpfiff-im-tal“. Alte Links führen weiter hierher."
                    ),
                ),
                FieldPanel(
                    "seo_title",
                    heading=_("Titel in Suchmaschinen"),
                    help_text=_("Leer lassen: Wir nehmen den Titel der Seite."),
                ),
                FieldPanel(
                    "search_description",
                    heading=_("Beschreibung in Suchmaschinen"),
                    help_text=_("Ein, zwei Sätze. Leer lassen: Wir nehmen, was oben auf der Seite steht."),
                ),
            ],
            heading=_("Für Suchmaschinen"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "show_in_menus",
                    heading=_("Oben im Menü"),
                    help_text=_("Nur Seiten direkt unter der Startseite stehen im Menü."),
                ),
                FieldPanel("share_picture"),
            ],
            heading=_("Im Menü und beim Teilen"),
        ),
    ]

    search_fields = [*Page.search_fields, *Findable.findable_fields]

    objects = SitePageManager()
    # What the address book knows the page by, if the site has one page of this kind: "map".
    purpose = ""

    class Meta:
        abstract = True

    def publication_problems(self) -> dict[str, str]:
        """What keeps this page from going live: field name → German sentence. Drafts may have any number."""
        return {}

    def publish(self, revision, *args, **kwargs):
        """Every way to go live (editor, workflow, bulk action, schedule, code) passes here.

        Raises PublicationRefused and changes nothing if the page is not complete.
        """
        problems = revision.as_object().publication_problems()
        if problems:
            raise PublicationRefused(self, problems)
        return super().publish(revision, *args, **kwargs)

    def route(self, request, path_components):
        # Where Wagtail asks two questions for each step of the path. What is no page's path may still be understood on
        # the way there.
        if path_components:
            path = f"{self.url_path}{'/'.join(path_components)}/"
            with contextlib.suppress(Page.DoesNotExist):
                page = cached(f"page at:{path}", lambda: Page.objects.only("content_type").get(url_path=path))
                return page.specific.route(request, [])
        return super().route(request, path_components)

    def serve(self, request, *args, **kwargs):
        # Wagtail takes pages down when its scheduler runs; an end that was promised holds without it.
        if self.expire_at and self.expire_at <= timezone.now():
            raise Http404
        response = super().serve(request, *args, **kwargs)
        hosts = cached(f"frame hosts:{self.pk}", self.frame_hosts, depends_on=(f"page:{self.pk}",))
        if hosts:
            response._csp_update = {"frame-src": hosts}
        return response

    def frame_hosts(self) -> list[str]:
        """Hosts whose films this page offers behind a click; only they may be framed, and only here."""
        return []


class LocatedPage(Located, SitePage):
    """A page that has a place, a pin or speaks for all of North Rhine-Westphalia."""

    objects = LocatedPageManager()

    class Meta(Located.Meta):
        abstract = True

    # An event may still look for its house; a story has a place or speaks for all of NRW.
    place_required = True

    def publication_problems(self):
        return {**super().publication_problems(), **self.location_problems(self.place_required)}


def place_names(place) -> list[str]:
    """The names by which something at a place is asked for, from the Ortsteil to the region."""
    if place is None:
        return []
    return list(dict.fromkeys([place.name, place.town.name, place.kreis.name, place.region.name]))
