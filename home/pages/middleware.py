"""What every request passes on its way to a page, and every answer on its way back."""

import codecs
import threading
from urllib.parse import urlsplit

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.shortcuts import render
from django.urls import Resolver404, get_callable, resolve, reverse
from django.utils.encoding import iri_to_uri
from django.utils.functional import SimpleLazyObject
from django.views.defaults import bad_request
from django_permissions_policy import PermissionsPolicyMiddleware
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from home.caching.version import cached
from home.pages.addresses import page_path, site_root
from home.pages.base import SitePageQuerySet
from home.pages.former_addresses import find_moved

# For good, but not for ever: a page may come back to where it was, and browsers must then forget the way there.
CACHE_CONTROL = "max-age=300"
READING = ("GET", "HEAD", "OPTIONS")
# What other sites may show among their own: pictures and films of links, scripts and styles of a frame, open data.
FOR_OTHER_SITES = (settings.MEDIA_URL, settings.STATIC_URL, "/daten/")


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy for every public page; the admin's own one below its address only.

    And who may use an answer as a part of a page of theirs.
    """

    def process_response(self, request, response):
        if request.path.startswith(reverse("wagtailadmin_home")):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        shared = request.path.startswith(FOR_OTHER_SITES)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if shared else "same-origin")
        return super().process_response(request, response)


class EveryAnswer:
    """Outermost: what cannot be read is refused before anything reads it, and an error on the way has all headers, too.

    An error ends the way back: what stands further inside than the part that failed never sees its answer.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.parts = [
            part(get_response) for part in (SecurityMiddleware, ContentSecurityPolicy, XFrameOptionsMiddleware)
        ]
        self.permissions = PermissionsPolicyMiddleware(get_response).permissions_policy

    def __call__(self, request):
        response = self.get_response(request) if _is_readable(request) else bad_request(request, BadRequest())
        if not response.has_header("Content-Security-Policy"):
            for part in self.parts:
                response = part.process_response(request, response)
            response.headers.setdefault("Permissions-Policy", self.permissions)
        return response


def _is_readable(request) -> bool:
    """Browsers write UTF-8; other words for it are none, or none that text can be read by."""
    try:
        return codecs.lookup(request.content_params.get("charset", "utf-8")).name == "utf-8"
    except (LookupError, ValueError):
        return False


class BoundedWrites:
    """So many forms of visitors are worked on at once in a process; the next one is asked to come again, with its text.

    Forms are dear, pages that are read are cheap: the dear ones never take every thread. Not waited for: whoever waits
    holds the thread that others could read by. Editors are few and always let in.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.turns = threading.BoundedSemaphore(settings.WRITES_AT_ONCE)
        self.busy = get_callable(settings.BUSY_VIEW)

    def __call__(self, request):
        if request.method in READING or request.path.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        if not self.turns.acquire(blocking=False):
            return self.busy(request)
        try:
            return self.get_response(request)
        finally:
            self.turns.release()


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


class KnownSite:
    """The site of a request with its home page, read once for each version: else both are asked for before any page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        # Where Site.find_for_request looks first. Only from here on the host is known to be one of ours.
        name = f"site:{request.get_host()}:{request.get_port()}"
        request._wagtail_site = SimpleLazyObject(lambda: cached(name, lambda: _read_site(request)))


def _read_site(request) -> Site | None:
    site = Site._find_for_request(request)
    if site:
        site.root_page = site.root_page.specific
    return site


class LeadOn:
    """What is not found may stand elsewhere: where editors say, or where the page is now. The query goes along.

    A form that was open while its page got another address is sent on with all that was typed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        target, kind = (_redirected(request) or _moved(request)) if response.status_code == 404 else ("", None)
        if not target or _without_slash(target) == _without_slash(iri_to_uri(request.path)):
            return response
        response = kind(target, preserve_request=request.method not in ("GET", "HEAD"))
        response["Cache-Control"] = CACHE_CONTROL
        return response


def _redirected(request):
    """By a redirect of the editors; one for an address with its query goes before one for all queries."""
    asked = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    found, query = get_redirect(request, asked), ""
    if found is None:
        found, query = get_redirect(request, asked.partition("?")[0]), request.META.get("QUERY_STRING", "")
    if found is None or not found.link:
        return None
    if found.redirect_page_id and not SitePageQuerySet(Page).visible().filter(pk=found.redirect_page_id).exists():
        return None
    kind = HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect
    return _with_query(found.link.removeprefix(settings.BASE_URL), query), kind


def _moved(request) -> tuple:
    """A page, or the file beside it, that had another address."""
    slugs, root = [slug for slug in request.path_info.split("/") if slug], site_root(request)
    file = slugs.pop() if slugs and "." in slugs[-1] else ""
    url_path = find_moved(root, slugs) if slugs and "\0" not in request.path_info else None
    if url_path is None or not _exists(f"/{url_path.removeprefix(root)}{file}"):
        return "", None
    return _with_query(
        page_path(url_path, root) + iri_to_uri(file), request.META.get("QUERY_STRING", "")
    ), HttpResponsePermanentRedirect


def _exists(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


def _with_query(address: str, query: str) -> str:
    parts = urlsplit(address)
    return parts._replace(query="&".join(filter(None, [parts.query, query]))).geturl()


def _without_slash(address: str) -> str:
    return address.partition("?")[0].rstrip("/")
