"""What every page of the site is built on: visibility, publication rules, the shared base classes."""

import contextlib
from functools import cache, reduce
from operator import or_
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.models import (
    Page,
    PageManager,
    PagePermissionTester,
    PageQuerySet,
    PageViewRestriction,
    Site,
    get_page_models,
)
from wagtail.search import index

from home.caching.version import cached
from home.land import geo
from home.land.land import IN_ALL_LAND
from home.land.models import Place, PointQuerySet
from home.land.pins import Precision, pin_problems
from home.language.search_words import Findable, FindableQuerySet
from home.media.models import Picture
from home.pages.slugs import SUFFIX, CopyPageForm, PageSlugInput, is_fixed, slug_of
from home.publishing.publication import END_IS_PAST, PublicationForm, PublicationRefused

# The list of pages filters by it, also what was searched for.
Page.search_fields = [*Page.search_fields, index.FilterField("numchild")]


class SitePageQuerySet(FindableQuerySet, PageQuerySet):
    def visible(self):
        """What anybody may see: live, not private, not past its end, even if the scheduler sleeps.

        Every list, map, feed, search, count and sitemap asks this and nothing else.
        """
        return self.live().public().not_ended()

    def private_q(self):
        # What Wagtail reads anew for every list.
        return reduce(or_, (Q(path__startswith=path) for path in tree().private), Q(pk__in=[]))

    def not_ended(self):
        return self.filter(Q(expire_at=None) | Q(expire_at__gt=timezone.now()))


class LocatedPageQuerySet(PointQuerySet, SitePageQuerySet):
    """For pages that have a `place`."""

    def in_region(self, slug: str):
        return self.filter(place__region=slug)

    def in_kreis(self, key: str):
        return self.filter(place__kreis=key)

    def in_area(self, slug: str):
        return self.filter(place__kreis__areas=slug)

    def in_place(self, place):
        """In that town with all its Ortsteile; an Ortsteil stands for its town."""
        return self._in_town(place.municipality_id or place.pk)

    def within(self, found):
        """In the town, Kreis, region or area that `suggestions.resolve()` found."""
        kind = found.Kind
        if found.kind == kind.REGION:
            return self.in_region(found.ref)
        if found.kind == kind.KREIS:
            return self.in_kreis(found.ref)
        if found.kind == kind.AREA:
            return self.in_area(found.ref)
        return self._in_town(found.town_id)

    def _in_town(self, town_id: str):
        return self.filter(Q(place=town_id) | Q(place__municipality=town_id))


class KnownPage(NamedTuple):
    """A public page that stands directly below a home page, or serves a purpose."""

    depth: int
    title: str
    url_path: str
    in_menus: bool
    purpose: str


class Tree(NamedTuple):
    """What nearly every answer asks of the tree: the `url_path` of the home pages, the `path` where something private
    begins, and the pages that are led to."""

    roots: list[str]
    private: tuple[str, ...]
    known: list[KnownPage]


def tree() -> Tree:
    """Read in one query for each version of the content."""
    return cached("tree", _read_tree)


@cache
def _tree_query():
    # Made once: making it costs more than what it asks. So what the clock changes is not in it.
    models = [model for model in get_page_models() if isinstance(getattr(model, "purpose", None), str)]
    top = Site.objects.order_by().values(depth=F("root_page__depth") + 1)
    named = Q(content_type__model__in=[model._meta.model_name for model in models if model.purpose])
    wanted = Q(depth__in=top) | named | Q(standardpage__purpose__gt="")
    purposes = {model._meta.label_lower: model.purpose for model in models}
    rows = (
        Page.objects.filter(wanted | Q(sites_rooted_here__isnull=False) | Q(view_restrictions__isnull=False))
        .order_by("path")
        .values_list(
            "sites_rooted_here",
            "live",
            "expire_at",
            "path",
            "view_restrictions",
            "content_type__app_label",
            "content_type__model",
            "standardpage__purpose",
            "depth",
            "title",
            "url_path",
            "show_in_menus",
        )
    )
    return rows, purposes


def _read_tree() -> Tree:
    now = timezone.now()
    query, purposes = _tree_query()
    private: tuple[str, ...] = ()
    # A page may be the home page of several sites, and then comes as often.
    roots, known = {}, {}
    for site, live, ends, path, restriction, app, model, purpose, *shown in query.all():
        page = KnownPage(*shown, purpose or purposes.get(f"{app}.{model}", ""))
        if site:
            roots[page.url_path] = None
        if restriction:
            private += (path,)
        elif live and (ends is None or ends > now) and not path.startswith(private):
            known[page] = None
    return Tree(list(roots), private, list(known))


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
    copy_form_class = CopyPageForm
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    widget=PageSlugInput,
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

    def _set_core_field_defaults(self):
        if not self.slug and self.path:
            slug = slug_of(self.title, self._meta.verbose_name)
            suffix = SUFFIX if is_fixed(slug, self, self.get_parent()) else ""
            self.slug = self._get_autogenerated_slug(slug + suffix)
        super()._set_core_field_defaults()

    def publication_problems(self) -> dict[str, str]:
        """What keeps this page from going live: field name → German sentence. Drafts may have any number."""
        return {"expire_at": END_IS_PAST} if self.expire_at and self.expire_at < timezone.now() else {}

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

    def get_view_restrictions(self):
        # Two questions with every page, which are answered where nothing is private at all.
        return super().get_view_restrictions() if tree().private else PageViewRestriction.objects.none()

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


class _NotByHand(PagePermissionTester):
    def can_reorder_children(self):
        return False


class OrderedByContent(SitePage):
    """The pages below stand in the order of their dates or titles, so none is offered to editors."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        return _NotByHand(user, self)


class LocatedPage(SitePage):
    """Something at a place, at an exact pin, or in the whole Land.

    History, too, is written without a pin that must not be kept. A subclass with a Meta of its own inherits
    LocatedPage.Meta, or the index is lost.
    """

    place = models.ForeignKey(
        Place, verbose_name=_("Ort"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    land_wide = models.BooleanField(
        # What editors read is in panels.py: a migration knows no Land.
        _("Im ganzen Land"),
        default=False,
        help_text=_("Die Geschichte gehört zu keinem einzelnen Ort. Ort und Stecknadel entfallen dann."),
    )
    location = models.CharField(_("Stecknadel"), max_length=100, blank=True)
    precision = models.CharField(
        _("Genauigkeit"),
        max_length=5,
        choices=Precision.choices,
        default=Precision.EXACT,
        help_text=_(
            "Bei „Nur der Ort“ wird keine Stecknadel gespeichert; "
            "auf der Karte erscheint die Mitte der Stadt oder Gemeinde."
        ),
    )
    # What queries use. Derived by `locate()`.
    lat = models.FloatField(null=True, editable=False)
    lng = models.FloatField(null=True, editable=False)

    objects = LocatedPageManager()

    # An event may still look for its house; a story has a place or speaks for the whole Land.
    place_required = True

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["lat", "lng"], name="%(class)s_lat_lng")]

    def save(self, *args, **kwargs):
        # A save of some other columns (move, lock) has nothing to derive.
        if kwargs.get("update_fields") is None:
            self.locate()
        return super().save(*args, **kwargs)

    def serializable_data(self):
        self.locate()
        return super().serializable_data()

    def locate(self):
        """Derive the point. Never fails: an unreadable pin counts as none, `location_problems()` names it."""
        if self.land_wide:
            self.place, self.location = None, ""
        if self.precision == Precision.TOWN:
            self.location = ""
        point = geo.parse_location(self.location)
        if point is None and self.place:
            point = (self.place.town if self.precision == Precision.TOWN else self.place).point
        self.lat, self.lng = (point.lat, point.lng) if point else (None, None)

    def location_problems(self, place_required: bool = True) -> dict[str, str]:
        """What keeps this from being published, by field."""
        if self.land_wide:
            return {}
        if self.place is None and not self.location:
            return {"place": gettext("Bitte wählen Sie den Ort oder „%s“.") % IN_ALL_LAND} if place_required else {}
        pin = "" if self.precision == Precision.TOWN else self.location
        problems = pin_problems(self.place, pin)
        return {"place" if self.place is None else "location": problems[0]} if problems else {}

    @property
    def point(self) -> geo.Point | None:
        return None if self.lat is None else geo.Point(lat=self.lat, lng=self.lng)

    def publication_problems(self):
        return {**super().publication_problems(), **self.location_problems(self.place_required)}


def place_names(place) -> list[str]:
    """The names by which something at a place is asked for, from the Ortsteil to the region."""
    if place is None:
        return []
    return list(dict.fromkeys([place.name, place.town.name, place.kreis.name, place.region.name]))
