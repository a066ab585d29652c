"""Events for calendars, feed readers and other programs; home/open_data says how they are answered."""

from django.db.models import F
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from events.calendar_entry import calendar_entry
from events.calendars import ical
from events.calendars.rows import FIELDS, as_json, read_rows
from events.models import EventPage
from home import filters as filtering
from home.filters import Filters
from home.open_data import rss
from home.open_data.licence import LICENCE
from home.open_data.views import csv_answer, data_address, filtered, json_answer, xlsx_answer
from home.pages.addresses import absolute, address, site_root
from home.pages.models import Portal

SECONDS = 900
NEWEST = 50
FILE_NAME = "veranstaltungen"


events_of = data_address(filtered(filtering.parse), seconds=SECONDS)


@events_of
def calendar(request, filters: Filters):
    """All dated events of the filter, past ones too: a subscription must not lose what it had."""
    events = _all(filters).dated().select_related("place").order_by("starts_at", "pk")
    return _ics(map(calendar_entry, events), name=calendar_name(filters), filename="veranstaltungen.ics")


@data_address(seconds=SECONDS)
def single(request, path):
    """The event at this path for the calendar. Without a date there is nothing to put there."""
    events = EventPage.objects.visible().dated().filter(url_path=f"{site_root(request)}{path}")
    event = events.select_related("place").first()
    if event is None:
        raise Http404
    return _ics([calendar_entry(event)], name=event.title, filename=f"{event.slug}.ics")


@events_of
def events_json(request, filters: Filters):
    found = [as_json(row) for row in _rows(filters)]
    return json_answer({"license": LICENCE.url, "events": found})


@events_of
def events_csv(request, filters: Filters):
    return csv_answer(FILE_NAME, FIELDS, _rows(filters))


@events_of
def events_xlsx(request, filters: Filters):
    return xlsx_answer(FILE_NAME, _("Veranstaltungen"), FIELDS, _rows(filters), calendar_name(filters))


@events_of
def events_rss(request, filters: Filters):
    """What was announced or reviewed last comes first."""
    query = filters.query("seite")
    events = _all(filters).select_related("place").order_by("-last_published_at", "-pk")[:NEWEST]
    items = (
        rss.Item(
            guid=str(event.calendar_uid),
            title=f"{event.title} ({event.state.label})",
            text=escape(f"{event.when.sentence}: {event.summary}"),
            url=absolute(event.url),
            published=event.first_published_at,
        )
        for event in events
    )
    content = rss.feed(
        items,
        title=calendar_name(filters),
        description=_("Regionale Veranstaltungen: angekündigt, in Vorbereitung und im Rückblick."),
        link=absolute(address("events") or "/"),
        feed_url=absolute(reverse("events:rss")) + (f"?{query}" if query else ""),
    )
    return HttpResponse(content, content_type=rss.CONTENT_TYPE)


def calendar_name(filters: Filters) -> str:
    words = {"portal": Portal.current().name, "where": filtering.place_phrase(filters)}
    return (_("%(portal)s: Veranstaltungen %(where)s") % words).strip()


def _all(filters: Filters):
    return EventPage.objects.visible().matching(filters)


def _rows(filters: Filters):
    """The dated ones in their order, then those in preparation."""
    return read_rows(_all(filters).order_by(F("starts_at").asc(nulls_last=True), "pk"))


def _ics(entries, *, name, filename):
    return HttpResponse(
        ical.calendar(entries, name=name, maker=Portal.current().name, licence=str(LICENCE)),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(False, filename)},
    )
