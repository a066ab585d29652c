from csp.middleware import CSPMiddleware
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from home import edition


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy for every public page; the admin's own one below its address only."""

    def process_response(self, request, response):
        if request.path.startswith(reverse("wagtailadmin_home")):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        return super().process_response(request, response)


class LimitRequestSize:
    """Refuses what nobody has to send before a byte of it is read: large bodies come with uploads, and only there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        limit = next(
            (limit for start, limit in settings.LARGEST_REQUESTS.items() if request.path.startswith(start)),
            settings.LARGEST_REQUEST,
        )
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = 0
        if size > limit:
            return render(request, "413.html", {"limit": limit}, status=413)
        return self.get_response(request)


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
