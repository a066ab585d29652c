from django import template

from practice_examples.map_page.listing import Listing
from practice_examples.models import ExamplePage

register = template.Library()


@register.simple_tag(takes_context=True)
def listing(context) -> Listing:
    """The listing for the filters of the request; the same one for all parts of a page."""
    request = context["request"]
    if not hasattr(request, "_listing"):
        request._listing = Listing(request.GET, ExamplePage.objects)
    return request._listing
