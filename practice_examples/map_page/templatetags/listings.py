"""What the map page shows, and `{% remembered listing "map page" %}…{% endremembered %}`: drawn once for a state of the filters in an edition."""

from django import template

from home.caching import edition
from practice_examples.map_page.listing import Listing
from practice_examples.models import ExamplePage

register = template.Library()


@register.simple_tag(takes_context=True)
def listing(context) -> Listing:
    """The listing for the filters of the request; the same one for all parts of a page."""
    request = context["request"]
    if not hasattr(request, "_listing"):
        request._listing = Listing(request.GET, ExamplePage.objects, edition.at_start_of(request))
    return request._listing


class Remembered(template.Node):
    def __init__(self, listing, name, nodelist):
        self.listing, self.name, self.nodelist = listing, name, nodelist

    def render(self, context):
        listing = self.listing.resolve(context)
        key = listing.fragment_key(self.name.resolve(context))
        if key is None:
            return self.nodelist.render(context)
        return listing.edition.remember(key, lambda: self.nodelist.render(context))


@register.tag
def remembered(parser, token):
    """What stands inside may depend on the listing and on published content, and on nothing else."""
    _tag, listing, name = token.split_contents()
    nodelist = parser.parse(("endremembered",))
    parser.delete_first_token()
    return Remembered(parser.compile_filter(listing), parser.compile_filter(name), nodelist)
