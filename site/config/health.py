"""What monitors and load balancers ask: does the process live, and may visitors be sent here?"""

import logging
import shutil
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.environment import databases
from operations import schema

log = logging.getLogger(__name__)


@require_safe
@never_cache
def live(request):
    """The process answers. Asks nothing else, so that a broken database does not get the process restarted."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request):
    """Whether a balancer may send visitors here; says which check failed, never why (that is in the log)."""
    checks = {"database": "failed", "migrations": "failed", "schema": "failed"}
    checks["space"] = "ok" if has_space() else "failed"
    try:
        applied = MigrationRecorder(connection).applied_migrations()
        checks["database"] = "ok"
        checks["migrations"] = "ok" if known_migrations() <= applied.keys() else "failed"
        checks["schema"] = "ok" if schema_fits() else "failed"
    except DatabaseError:
        log.exception("The database does not answer.")
    healthy = set(checks.values()) == {"ok"}
    return JsonResponse(
        {"status": "ok" if healthy else "unavailable", "version": settings.VERSION, "checks": checks},
        status=200 if healthy else 503,
    )


def has_space() -> bool:
    """Whether there is room for uploads and for the database, which on a full disk cannot even be read."""
    folders = {settings.VAR_DIR, Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT)}
    folders.add(databases.folder(settings.DATABASES["default"]) or settings.VAR_DIR)
    return all(shutil.disk_usage(_existing(folder)).free >= settings.MINIMUM_FREE_SPACE for folder in folders)


@cache
def known_migrations() -> set[tuple[str, str]]:
    """The migrations this version of the code brings. Reading them takes as long as many pages, hence once."""
    return set(MigrationLoader(connection=None).disk_migrations)


_schema_fitted = False


def schema_fits() -> bool:
    """Whether the database has every column this version writes. Looked at until it has, as nobody takes one away."""
    global _schema_fitted
    if not _schema_fitted and (missing := schema.lacking()):
        log.error("The database lacks %s.", ", ".join(missing))
        return False
    _schema_fitted = True
    return True


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())
