from django import template
from django.utils import timezone

from events.index_page.calendar import Calendar
from events.models import EventPage

register = template.Library()


@register.simple_tag(takes_context=True)
def calendar(context) -> Calendar:
    """The calendar for the filters of the request; the same one for all parts of a page."""
    request = context["request"]
    if not hasattr(request, "_calendar"):
        request._calendar = Calendar(request.GET, EventPage.objects, timezone.localdate())
    return request._calendar
