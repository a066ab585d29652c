"""Events for calendars and feed readers."""

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from events.calendars import ical
from events.choices import Change, State
from events.models import EventPage
from home import filters as filtering
from home.caching import version
from home.filters import Filters
from home.pages.addresses import absolute

STATUS = {Change.CANCELLED: "CANCELLED", Change.POSTPONED: "TENTATIVE"}
CACHE_SECONDS = 900


def entry(event: EventPage) -> ical.CalendarEntry:
    """A dated event as calendars know it."""
    days = event.all_day
    return ical.CalendarEntry(
        uid=str(event.calendar_uid),
        sequence=event.calendar_sequence,
        title=f"{State(event.change).label}: {event.title}" if event.change else event.title,
        start=timezone.localdate(event.starts_at) if days else event.starts_at,
        end=(timezone.localdate(event.ends_at or event.starts_at)) if days else event.ends_at,
        status=STATUS.get(event.change, "CONFIRMED"),
        url=absolute(event.url),
        changed_at=event.last_published_at or event.latest_revision_created_at or timezone.now(),
        description="\n\n".join(
            text for text in (event.change_reason, event.summary, event.access, absolute(event.url)) if text
        ),
        location=", ".join(
            text for text in (event.venue, event.address or (str(event.place) if event.place else "")) if text
        ),
        lat=event.lat,
        lng=event.lng,
    )


def _tag(request, **kwargs):
    return version.current().tag


@require_safe
@condition(etag_func=_tag)
def calendar(request):
    """All dated events of the filter, past ones too: a subscription must not lose what it had."""
    filters = filtering.parse(request.GET)
    if filters.problems:
        return JsonResponse(
            {"error": " ".join(problem.message for problem in filters.problems)}, status=400, headers=OPEN
        )
    events = EventPage.objects.visible().matching(filters).dated().select_related("place").order_by("starts_at", "pk")
    return _ics(map(entry, events), name=calendar_name(filters), filename="veranstaltungen.ics")


@require_safe
def single(request, slug):
    """One event for the calendar. Without a date there is nothing to put there."""
    event = EventPage.objects.visible().dated().filter(slug=slug).select_related("place").first()
    if event is None:
        raise Http404
    return _ics([entry(event)], name=event.title, filename=f"{event.slug}.ics")


OPEN = {"Access-Control-Allow-Origin": "*"}


def _ics(entries, *, name, filename):
    response = HttpResponse(
        ical.calendar(entries, name=name),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{filename}"', **OPEN},
    )
    patch_cache_control(response, public=True, max_age=CACHE_SECONDS)
    return response


def calendar_name(filters: Filters) -> str:
    where = filtering.place_phrase(filters)
    return (
        _("Landkarte der guten Ideen: Veranstaltungen %(where)s") % {"where": where}
        if where
        else _("Landkarte der guten Ideen: Veranstaltungen")
    )


class EventsFeed(Feed):
    """RSS: what was announced or reviewed last comes first."""

    feed_type = Rss201rev2Feed
    language = "de"

    def __call__(self, request, *args, **kwargs):
        self.filters = filtering.parse(request.GET)
        if self.filters.problems:
            return JsonResponse(
                {"error": " ".join(problem.message for problem in self.filters.problems)}, status=400, headers=OPEN
            )
        response = super().__call__(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        patch_cache_control(response, public=True, max_age=CACHE_SECONDS)
        return response

    def title(self):
        return calendar_name(self.filters)

    def link(self):
        return absolute("/veranstaltungen/")

    def description(self):
        return _("Regionale Veranstaltungen: angekündigt, in Vorbereitung und im Rückblick.")

    def items(self):
        events = EventPage.objects.visible().matching(self.filters)
        return events.select_related("place").order_by("-last_published_at", "-pk")[:50]

    def item_title(self, item):
        return f"{item.title} ({item.state.label})"

    def item_description(self, item):
        return escape(item.summary)

    def item_link(self, item):
        return absolute(item.url)

    def item_guid(self, item):
        return str(item.calendar_uid)

    item_guid_is_permalink = False

    def item_pubdate(self, item):
        return item.first_published_at
