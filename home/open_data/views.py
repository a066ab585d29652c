"""The one contract of every address from which other people's programs read."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import islice

import brotli
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
    QueryDict,
    StreamingHttpResponse,
)
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.http import http_date
from django.utils.translation import gettext as _

from home.caching.version import cached, current
from home.filters import Filters
from home.open_data import csv, xlsx
from home.open_data.licence import LICENCE
from home.pages.addresses import absolute

METHODS = ("GET", "HEAD", "OPTIONS")
PIECES_AT_ONCE = 200
# Brotli's 9 saves 0.4 % of the bytes of ten thousand examples, and takes ten times as long for a hundred.
COMPRESSIONS = {
    "br": lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=6, lgwin=24),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
}
_gzip = GZipMiddleware(lambda request: None)


class NotUnderstood(Exception):
    """A parameter makes no sense; str() of it is the German sentence that says so."""


def data_address(read: Callable[[HttpRequest], object] | None = None, *, seconds: int = 60, versioned: bool = True):
    """Decorates a view whose answer is the same for everybody.

    The view gets what `read` makes of the request; NotUnderstood becomes 400 with {"error": …}. Any origin may ask,
    caches keep the answer for `seconds` (what is withdrawn is gone then), and every answer names the licence. What has
    not changed since a program last asked is 304, with one query: known by the version of the published content or,
    when not `versioned`, by the answer itself.
    """

    def decorate(view: Callable[..., HttpResponse]):
        @wraps(view)
        def answer(request, *args, **kwargs):
            if request.method == "OPTIONS":
                response = HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
            elif request.method not in METHODS:
                response = HttpResponseNotAllowed(METHODS)
            else:
                try:
                    given = [read(request)] if read else []
                except NotUnderstood as problem:
                    response = json_answer({"error": str(problem)}, status=400)
                else:
                    make = _versioned if versioned else _own_tag
                    response = make(request, lambda: view(request, *given, *args, **kwargs))
                    response["Cache-Control"] = f"public, max-age={seconds}"
                    response = _compressed(request, response)
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            response["Access-Control-Expose-Headers"] = "ETag, Link, Content-Disposition"
            response["Link"] = f'<{LICENCE.url}>; rel="license"'
            return response

        return answer

    return decorate


def filtered(parse: Callable[[QueryDict], Filters]) -> Callable[[HttpRequest], Filters]:
    """For `data_address`: filters of which every value must be understood."""

    def read(request: HttpRequest) -> Filters:
        filters = parse(request.GET)
        if filters.problems:
            raise NotUnderstood(" ".join(problem.message for problem in filters.problems))
        return filters

    return read


def _versioned(request, make: Callable[[], HttpResponse]) -> HttpResponse:
    version = current()
    changed = int(version.changed_at.timestamp())
    response = get_conditional_response(request, etag=version.tag, last_modified=changed) or make()
    response["ETag"], response["Last-Modified"] = version.tag, http_date(changed)
    return response


def _own_tag(request, make: Callable[[], HttpResponse]) -> HttpResponse:
    response = set_response_etag(make())
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _compressed(request, response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["Accept-Encoding"])
    # A workbook is an archive already.
    packed = response.get("Content-Type") == xlsx.CONTENT_TYPE
    return response if packed else _gzip.process_response(request, response)


def json_answer(content, status: int = 200) -> JsonResponse:
    compact = {"ensure_ascii": False, "separators": (",", ":")}
    return JsonResponse(content, safe=False, status=status, json_dumps_params=compact)


def text_answer(pieces: Iterator[str], content_type: str) -> StreamingHttpResponse:
    """Piece by piece, in chunks: else every row would be one small write, and one small compression."""
    chunks = iter(lambda: "".join(islice(pieces, PIECES_AT_ONCE)), "")
    return StreamingHttpResponse(chunks, content_type=content_type)


def kept_answer(request, name: str, make: Callable[[], Iterable[str]], content_type: str) -> HttpResponse:
    """What is asked for often, and long: kept under `name` as it travels, compressed."""
    encoding = next(iter(accepted_encodings(request.headers.get("Accept-Encoding", ""))), "")

    def write() -> bytes:
        content = "".join(make()).encode()
        return COMPRESSIONS[encoding](content) if encoding else content

    response = HttpResponse(cached(f"{name}:{encoding}", write), content_type=content_type)
    if encoding:
        response["Content-Encoding"] = encoding
    return response


def accepted_encodings(header: str) -> list[str]:
    """The compressions a program understands, the better first."""
    accepted = set()
    for part in header.lower().split(","):
        name, _semicolon, quality = part.partition(";")
        if quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            accepted.add(name.strip())
    return [encoding for encoding in COMPRESSIONS if encoding in accepted]


def csv_answer(name: str, columns: Iterable[str], rows: Iterable) -> StreamingHttpResponse:
    response = text_answer(csv.table(columns, rows), csv.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_answer(name: str, title: str, columns: Iterable[str], rows: Iterable, chosen: str) -> FileResponse:
    """`title` is that of the sheet, `chosen` says in words what has been selected."""
    facts = (
        (_("Auswahl"), chosen),
        (_("Quelle"), absolute("/")),
        (_("Stand"), timezone.localdate()),
        (_("Lizenz"), LICENCE.name),
        (_("Text der Lizenz"), LICENCE.url),
    )
    file = xlsx.workbook(title, columns, rows, facts)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=xlsx.CONTENT_TYPE)
