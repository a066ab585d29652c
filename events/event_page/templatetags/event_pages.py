from django import template
from django.utils import timezone

from events.event_page.event import Event, structured_data
from events.models import EventPage
from home.pages.addresses import address, address_book

register = template.Library()

register.simple_tag(structured_data, name="event_data")


@register.simple_tag
def event_details(page) -> Event:
    return Event(page, timezone.now())


@register.simple_tag
def event_crumbs(page) -> list[dict]:
    """From the list of all events to that of the region."""
    index, region = address_book().find("events"), page.where
    crumbs = [(index.title, index.url)] if index else []
    if index and region:
        crumbs.append((region.name, address("events", region=region.slug)))
    return [{"title": title, "url": url} for title, url in crumbs]


@register.simple_tag
def events_presenting(page) -> list[EventPage]:
    """Visible events that present the story, the newest first."""
    events = EventPage.objects.visible().filter(presentations__example=page.pk).select_related("place__municipality")
    return list(events.order_by("-starts_at", "-pk").distinct()) if page.pk else []
