import gzip
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import islice

import brotli
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from home.caching.version import ContentVersion, cached, current
from home.filters import Filters
from home.pages.addresses import absolute
from practice_examples.feeds import csv, geojson, rss
from practice_examples.feeds.rows import read_rows
from practice_examples.map_page import map_data
from practice_examples.map_page.heading import heading
from practice_examples.map_page.listing import parse_filters
from practice_examples.models import ExamplePage

# Long enough to help a cache, short enough that something withdrawn is gone within a minute.
CACHE_CONTROL = "public, max-age=60"
PIECES_AT_ONCE = 200
# Ten thousand examples in about a second, and 5 % more bytes than brotli's slowest setting, which takes twenty.
COMPRESSIONS = {
    "br": lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=9, lgwin=24),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
}


def open_data(view: Callable[..., HttpResponse]):
    """A read-only address for everybody's programs.

    The view gets the parsed filters and the version of the content. What cannot be understood is 400 with {"error": …}; what has
    not changed since the program last asked is 304.
    """

    @require_safe
    @gzip_page
    @wraps(view)
    def answer(request, *args, **kwargs):
        now = current()
        filters = parse_filters(request.GET)
        if filters.problems:
            message = " ".join(problem.message for problem in filters.problems)
            return _open(_json({"error": message}, status=400))
        changed = int(now.changed_at.timestamp())
        response = get_conditional_response(request, etag=now.tag, last_modified=changed)
        if response is None:
            response = view(request, filters, now, *args, **kwargs)
        response["ETag"] = now.tag
        response["Last-Modified"] = http_date(changed)
        response["Cache-Control"] = CACHE_CONTROL
        patch_vary_headers(response, ["Accept-Encoding"])
        return _open(response)

    return answer


@open_data
def examples_geojson(request, filters: Filters, now: ContentVersion):
    if filters.with_().query():
        return _stream(geojson.feature_collection(_rows(filters)), geojson.CONTENT_TYPE)
    encoding = next(iter(accepted_encodings(request.headers.get("Accept-Encoding", ""))), "")

    def write() -> bytes:
        content = "".join(geojson.feature_collection(_rows(filters))).encode()
        return COMPRESSIONS[encoding](content) if encoding else content

    # Asked for often, and long: kept as it travels.
    response = HttpResponse(cached(f"examples.geojson:{encoding}", write), content_type=geojson.CONTENT_TYPE)
    if encoding:
        response["Content-Encoding"] = encoding
    return response


@open_data
def examples_csv(request, filters: Filters, now: ContentVersion):
    response = _stream(csv.table(_rows(filters)), csv.CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="gute-ideen.csv"'
    return response


@open_data
def examples_rss(request, filters: Filters, now: ContentVersion):
    query = filters.with_().query()
    about = heading(_all(filters).count(), filters) if query else _("Gute Beispiele aus Nordrhein-Westfalen")
    content = rss.feed(
        _rows(filters, most=rss.MOST),
        title=_("Landkarte der guten Ideen"),
        description=about,
        link=absolute("/"),
        feed_url=absolute(reverse("practice_examples:rss")) + (f"?{query}" if query else ""),
    )
    return HttpResponse(content, content_type=rss.CONTENT_TYPE)


@open_data
def map_towns(request, filters: Filters, now: ContentVersion):
    return _json({"towns": map_data.towns(filters)})


@open_data
def map_pins(request, filters: Filters, now: ContentVersion):
    return _json(map_data.pins(filters))


def accepted_encodings(header: str) -> list[str]:
    """The compressions a program understands, the better first."""
    accepted = set()
    for part in header.lower().split(","):
        name, _semicolon, quality = part.partition(";")
        if quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            accepted.add(name.strip())
    return [encoding for encoding in COMPRESSIONS if encoding in accepted]


def _all(filters: Filters):
    return ExamplePage.objects.visible().matching(filters)


def _rows(filters: Filters, most: int | None = None):
    return read_rows(_all(filters).in_order(filters)[:most])


def _stream(pieces: Iterator[str], content_type: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(_larger(pieces), content_type=content_type)


def _larger(pieces: Iterator[str]) -> Iterator[str]:
    """Else every story would be one small write, and one small compression."""
    while some := list(islice(pieces, PIECES_AT_ONCE)):
        yield "".join(some)


def _json(content: dict, status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


def _open(response):
    response["Access-Control-Allow-Origin"] = "*"
    return response
