"""HTML that is kept: whole pages for visitors, and parts of pages with `{% cached "name" … %}`."""

import hashlib
import re
import time
from datetime import UTC, datetime

from django import template
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpResponse
from django.template import loader
from django.template.base import token_kwargs
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from home.caching import version
from home.language.moments import local

register = template.Library()

# So long pages go on when the database does not answer.
WITHOUT_DATABASE_SECONDS = 600
MAIN = re.compile(rb"<main[^>]*>")


class PageCache:
    """Whole pages for visitors, drawn once per version of the content and at least once a minute.

    The minute is for what the clock changes and nobody has told the version of.
    Outside of all but one on purpose: a page from here costs neither session nor login, routing nor template. So it must
    be the same for everybody, and is kept only if nothing in its making asked who is there.
    """

    def __init__(self, get_response):
        if not settings.PAGE_CACHE_SECONDS:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.cache = caches["pages"]
        # The version this process has seen last; without a database what is kept may be no older.
        self.newest = None

    def __call__(self, request):
        if not may_be_shared(request):
            return self.get_response(request)
        key = fingerprint(address_of(request))
        try:
            # Read before the page is drawn: what is published meanwhile must not be kept under the newer version.
            self.newest = stamp = version.stamp(version.ALL)
        except DatabaseError:
            return self._without_database(key) or self.get_response(request)
        kept = self.cache.get(key)
        if kept and kept[0] == stamp and time.time() < kept[1] + settings.PAGE_CACHE_SECONDS:
            _stamp, _drawn, content, headers = kept
            response = HttpResponse(content, headers=headers)
        else:
            response = self.get_response(request)
            if not is_for_everybody(response):
                return response
            response["ETag"] = f'W/"{fingerprint(response.content)}"'
            kept = stamp, time.time(), response.content, dict(response.headers)
            self.cache.set(key, kept, settings.PAGE_CACHE_SECONDS + WITHOUT_DATABASE_SECONDS)
        return get_conditional_response(request, etag=response["ETag"], response=response)

    def _without_database(self, key) -> HttpResponse | None:
        """The page as it was kept last, for a while, saying so to readers and to every cache on the way."""
        kept = self.cache.get(key)
        if not kept or kept[0] != self.newest or time.time() > kept[1] + WITHOUT_DATABASE_SECONDS:
            return None
        _stamp, drawn, content, headers = kept
        words = _("Gerade antwortet unsere Datenbank nicht. Sie sehen diese Seite, wie sie um %s Uhr war.")
        text = words % local(datetime.fromtimestamp(drawn, UTC)).strftime("%H.%M")
        mark = loader.render_to_string("components/note.html", {"kind": "warn", "text": text}).encode()
        response = HttpResponse(MAIN.sub(lambda main: main[0] + mark, content, count=1), headers=headers)
        del response["ETag"]
        response["Cache-Control"] = "no-store"
        return response


def may_be_shared(request) -> bool:
    """Pages end in a slash; files and data, which are prepared in ways of their own, do not."""
    return (
        request.method == "GET" and request.path.endswith("/") and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def is_for_everybody(response) -> bool:
    """A form with its token sets a cookie, a private page says so in Cache-Control, a login asks for the cookie."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Vary")
        and not response.has_header("Cache-Control")
        and response["Content-Type"].startswith("text/html")
    )


def address_of(request) -> bytes:
    """The query as it came: two that are decoded differently must never share a page."""
    address = f"{request.scheme}://{request.get_host()}{request.path}?{request.META.get('QUERY_STRING', '')}"
    return address.encode(errors="surrogatepass")


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


class Cached(template.Node):
    def __init__(self, name, varying, depends_on, nodelist):
        self.name, self.varying, self.depends_on, self.nodelist = name, varying, depends_on, nodelist

    def render(self, context):
        varying = [part.resolve(context) for part in self.varying]
        # An error page may stand without a request, and then knows less than others.
        if None in varying or "request" not in context:
            return self.nodelist.render(context)
        return version.cached(
            f"html:{self.name}:{varying}",
            lambda: self.nodelist.render(context),
            depends_on=self.depends_on.resolve(context) if self.depends_on else (version.ALL,),
        )


@register.tag
def cached(parser, token):
    """`{% cached "name" part … depends_on=subjects %}…{% endcached %}`: drawn once for these parts in a version.

    What stands inside may depend on the parts and on published content (without `depends_on` on any of it), and on
    nothing else. If a part is None, nothing is kept. A builtin, so no template has to load it.
    """
    _tag, name, *arguments = token.split_contents()
    options = token_kwargs([part for part in arguments if part.startswith("depends_on=")], parser)
    varying = [parser.compile_filter(part) for part in arguments if not part.startswith("depends_on=")]
    nodelist = parser.parse(("endcached",))
    parser.delete_first_token()
    return Cached(name.strip("\"'"), varying, options.get("depends_on"), nodelist)
