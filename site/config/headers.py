from csp.middleware import CSPMiddleware
from django.conf import settings
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse


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
        limit = settings.LARGEST_REQUEST
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = 0
        if size > limit and _takes_uploads(request.path_info):
            limit = settings.LARGEST_UPLOAD
        if size > limit:
            return render(request, "413.html", {"limit": limit}, status=413)
        return self.get_response(request)


def _takes_uploads(path: str) -> bool:
    try:
        view = resolve(path).view_name
    except Resolver404:
        return False
    return view in settings.UPLOAD_VIEWS or path.startswith(reverse("wagtailadmin_home"))
