"""Addresses for machines: monitors, crawlers, and people who found a hole."""

import logging
import shutil
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.environment import databases

log = logging.getLogger(__name__)

SECURITY_TXT_DAYS = 180


@require_safe
@never_cache
def live(request):
    """The process answers. Asks nothing else, so that a broken database does not get the process restarted."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request):
    """Whether a balancer may send visitors here; says which check failed, never why (that is in the log)."""
    checks = {"database": "failed", "migrations": "failed", "space": "ok" if has_space() else "failed"}
    try:
        applied = MigrationRecorder(connection).applied_migrations()
        checks["database"] = "ok"
        checks["migrations"] = "ok" if known_migrations() <= applied.keys() else "failed"
    except DatabaseError:
        log.exception("The database does not answer.")
    healthy = set(checks.values()) == {"ok"}
    return JsonResponse(
        {"status": "ok" if healthy else "unavailable", "checks": checks},
        status=200 if healthy else 503,
    )


@require_safe
def robots(request):
    """The demo's invented stories must not turn up in search engines."""
    if settings.DEMO:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {settings.BASE_URL}/sitemap.xml"]
    return _text(lines)


@require_safe
def security_txt(request):
    """RFC 9116. The date moves on by itself; whether the contact still answers is the operator's to check."""
    contact = settings.SECURITY_CONTACT
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=SECURITY_TXT_DAYS)
    return _text(
        [
            f"Contact: {contact}",
            f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages: de, en",
            f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
        ]
    )


@require_safe
def favicon(request):
    """Where programs ask that read no HTML: feed readers, browsers showing a picture or a feed by itself."""
    return redirect(static("site/img/favicon.svg"))


def has_space() -> bool:
    """Whether there is room for uploads and for the database, which on a full disk cannot even be read."""
    folders = {settings.VAR_DIR, Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT)}
    folders.add(databases.folder(settings.DATABASES["default"]) or settings.VAR_DIR)
    return all(shutil.disk_usage(_existing(folder)).free >= settings.MINIMUM_FREE_SPACE for folder in folders)


@cache
def known_migrations() -> set[tuple[str, str]]:
    """The migrations this version of the code brings. Reading them takes as long as many pages, hence once."""
    return set(MigrationLoader(connection=None).disk_migrations)


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
