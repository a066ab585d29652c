from django import template
from django.utils import timezone
from django.utils.http import urlencode

from events.index_page.calendar import Calendar, Subscription
from events.models import EventPage

register = template.Library()


@register.simple_tag(takes_context=True)
def calendar(context) -> Calendar:
    """The calendar for the filters of the request; the same one for all parts of a page."""
    request = context["request"]
    if not hasattr(request, "_calendar"):
        request._calendar = Calendar(request.GET, EventPage.objects, timezone.localdate())
    return request._calendar


@register.simple_tag
def region_subscription(region, events) -> Subscription:
    """The calendar of a region; of its events the next ones come first, if there are any."""
    today = timezone.localdate()
    coming = any(event.last_day and event.last_day >= today for event in events)
    return Subscription(urlencode({"region": region.slug}), region.where, coming)
