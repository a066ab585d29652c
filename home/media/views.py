"""Files for browsers: public renditions and films for everybody, originals for the people who may edit them."""

import re
from pathlib import Path

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.images.permissions import permission_policy

from home.media.models import Picture

CONTENT_TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt; charset=utf-8",
}
# Every public file was named by this site; whatever looks different is none of them.
PUBLIC = re.compile(r"(?:images/[0-9a-f]{32}\.(?:avif|webp|jpg|png)|videos/[0-9a-f]{32}\.(?:mp4|webm|vtt))")
# No file has more bytes than these digits can say, and Python reads no number of thousands of them.
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
CHUNK = 64 * 1024


@require_safe
def serve(request, path):
    """A public rendition or film from MEDIA_ROOT, with ranges for players; anything else does not exist.

    For demo and small sites; a web server in front may serve the same two folders, and only those.
    """
    if not PUBLIC.fullmatch(path):
        raise Http404
    try:
        file = Path(default_storage.path(path))
        facts = file.stat()
    except (OSError, NotImplementedError) as error:
        raise Http404 from error
    etag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    modified = int(facts.st_mtime)
    response = get_conditional_response(request, etag, modified) or _content(
        request, file, facts.st_size, etag, modified
    )
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Accept-Ranges"] = "bytes"
    return _harden(response, path)


@require_safe
@never_cache
def original(request, pk):
    """The private file of a picture for people who may choose or change it; everybody else gets a 404."""
    picture = get_object_or_404(Picture, pk=pk)
    user = request.user
    allowed = (
        user.is_active
        and user.has_perm("wagtailadmin.access_admin")
        and permission_policy.user_has_any_permission_for_instance(user, ["choose", "change", "delete"], picture)
    )
    if not allowed:
        raise Http404
    try:
        file = picture.file.storage.open(picture.file.name)
    except OSError as error:
        raise Http404 from error
    response = _harden(FileResponse(file), picture.file.name)
    response["Content-Disposition"] = f'inline; filename="bild-{picture.pk}{Path(picture.file.name).suffix}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _harden(response, name):
    """The browser takes the file for what its name says and runs nothing in it."""
    if response.status_code != 416:
        response["Content-Type"] = CONTENT_TYPES[name.rsplit(".", 1)[-1]]
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _content(request, file, size, etag, modified):
    span = _span(request, size, etag, modified)
    if span is None:
        return FileResponse(file.open("rb"))
    start, end = span
    if start >= size or start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = FileResponse(_Part(file, start, end + 1), status=206)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Length"] = end + 1 - start
    return response


def _span(request, size, etag, modified):
    """First and last byte asked for; None for the whole file (no range, several, or an outdated one)."""
    match = RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if not match or not any(match.groups()) or request.headers.get("If-Range", etag) not in (etag, http_date(modified)):
        return None
    first, last = match.groups()
    if not first:
        return max(0, size - int(last)), size - 1 if int(last) else -1
    return int(first), min(int(last) if last else size - 1, size - 1)


class _Part:
    """The bytes from `start` up to `end` of a file, read in pieces."""

    def __init__(self, path, start, end):
        self.file = path.open("rb")
        self.file.seek(start)
        self.left = end - start

    def read(self, size=CHUNK):
        piece = self.file.read(min(size if size >= 0 else self.left, self.left))
        self.left -= len(piece)
        return piece

    def close(self):
        self.file.close()
