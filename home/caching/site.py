from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from home.caching import edition


class RememberSite:
    """Finds the Wagtail site of a request once per edition: to ask for it takes as long as to find the page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        # Where Site.find_for_request looks first. Only from here on the host is known to be one of ours.
        request._wagtail_site = SimpleLazyObject(lambda: site_of(request))


def site_of(request) -> Site | None:
    address = f"site:{request.get_host()}:{request.get_port()}"
    return edition.at_start_of(request).remember(address, lambda: Site._find_for_request(request))
