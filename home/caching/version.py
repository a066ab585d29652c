"""The version of the published content, and `cached()`: the one way to keep what was computed from it.

The version changes whenever anything a visitor can see does. What was computed from published content is right as long
as the version is the same, in every process and on every server. docs/architecture.md lists what is kept and what makes
a new version.
"""

import hashlib
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime, time, timedelta

from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connection, models, transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home.caching import purge

KEPT_SECONDS = 6 * 3600
# What a kept part may depend on: everything published, or the frame around all pages (menu, foot, portal's record).
# Other names, such as "page:12", may be used likewise. Only `stamp()` knows that all of them still change together.
ALL, FRAME = "all", "frame"

# What makes a new version: "wagtailcore.Site" or "page_published" → why.
reasons: dict[str, str] = {}
# Each gives the moment after the given one when something a visitor can see next changes by itself, or None.
_clocks: list[Callable[[datetime], datetime | None]] = []
# The version a request began with, None until it is asked for. Not asgiref's Local: the looks into that together took a
# kept page longer than asking the database.
_OUTSIDE = object()
_request: ContextVar = ContextVar("version of the request", default=_OUTSIDE)


class ContentVersion(models.Model):
    """One row. The key is random, not a count: a number would come twice when a transaction is undone."""

    key = models.CharField(max_length=16)
    changed_at = models.DateTimeField()
    # Midnight, or when something visible changes by itself before, whether or not any scheduler notices. Null in
    # databases of earlier versions: over.
    valid_until = models.DateTimeField(null=True)

    class Meta:
        app_label = "home"
        default_permissions = ()

    def __str__(self):
        return self.key

    @property
    def tag(self) -> str:
        """For `ETag`: weak, as the same content may travel in several encodings."""
        return f'W/"{self.key}"'


def cached(
    name: str, compute: Callable[[], object], *, depends_on: tuple[str, ...] = (ALL,), seconds: int = KEPT_SECONDS
):
    """What `compute()` returned for this version, from the cache if it is there.

    The value must be picklable and the same for every visitor; `name` says all it depends on besides published content.
    With `depends_on=()` only time ends it. A newer value takes the place of the older one.
    """
    # Read before computing: what is published meanwhile must not be kept under the newer version.
    current_stamp = stamp(*depends_on)
    key = _key(name)
    kept = cache.get(key)
    if kept is None or kept[0] != current_stamp:
        kept = current_stamp, compute()
        cache.set(key, kept, seconds)
    return kept[1]


def forget(name: str) -> None:
    """For what only time ends, when it has to be computed anew at once."""
    cache.delete(_key(name))


def _key(name: str) -> str:
    return f"cached:{hashlib.sha256(name.encode()).hexdigest()}"


def stamp(*subjects: str) -> str:
    """Changes with each of the subjects. Today any change is a change of all of them."""
    return current().key if subjects else ""


def current() -> ContentVersion:
    """The version a request began with, so that all parts of a page fit together: one query for each request.

    Outside of requests it is asked for every time. With every day, and when something has changed by itself, a new
    version begins.
    """
    begun = _request.get()
    if isinstance(begun, ContentVersion):
        return begun
    found = _read()
    if found is None or not found.valid_until or found.valid_until <= timezone.now():
        advance(since=found)
        found = _read()
    if begun is None:
        _request.set(found)
    return found


def advance(since: ContentVersion | None = None) -> None:
    """Begin a new version. Signals do it for what is registered here; code that writes in bulk must call it.

    With `since` only if no other process has begun one since that.
    """
    now = timezone.now()
    changed = {"key": secrets.token_hex(8), "changed_at": now}
    with transaction.atomic():
        # The row is locked before the dates are read, or two publications at once could overlook each other's.
        if not ContentVersion.objects.filter(**{"key": since.key} if since else {}).update(**changed):
            if since:
                return
            ContentVersion.objects.bulk_create([ContentVersion(pk=1, **changed)], ignore_conflicts=True)
        midnight = timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(days=1), time.min))
        ContentVersion.objects.update(valid_until=min(filter(None, (midnight, *(clock(now) for clock in _clocks)))))
    if _request.get() is not _OUTSIDE:
        _request.set(None)
    purge.everything_after_commit()


def changes_with(
    model: type[models.Model],
    why: str,
    *,
    only_if: Callable[[models.Model], bool] = lambda instance: True,
) -> None:
    """Every saved or deleted row of `model` begins a new version.

    `only_if` is asked before a saved row counts; a deleted one always does.
    """

    def saved(instance, raw=False, **kwargs):
        if not raw and only_if(instance):
            advance()

    reasons[model._meta.label] = why
    post_save.connect(saved, sender=model, weak=False, dispatch_uid=f"content_version_{model._meta.label}")
    post_delete.connect(_changed, sender=model, dispatch_uid=f"content_version_{model._meta.label}")


def changes_by_itself(clock: Callable[[datetime], datetime | None]) -> None:
    """Ask `clock(now)` with every version when something visible changes next without anybody doing anything.

    What changes at midnight need not be told.
    """
    _clocks.append(clock)


# Wagtail's own part of what makes a new version. Each app registers its models in the same way in its `ready()`.
_PAGE_SIGNALS = {
    "page_published": (page_published, "a page goes live or changes, by whatever way"),
    "page_unpublished": (page_unpublished, "a page is taken down, by hand or by the scheduler"),
    "page_slug_changed": (page_slug_changed, "the addresses of all pages below change"),
    "post_page_move": (post_page_move, "a page stands elsewhere, or elsewhere in the order of the menu"),
}


def connect() -> None:
    for name, (signal, why) in _PAGE_SIGNALS.items():
        signal.connect(_changed, dispatch_uid="content_version")
        reasons[name] = why
    # Kinds of pages are many, and a signal knows only the model itself.
    post_save.connect(_page_saved, dispatch_uid="content_version_page_saved")
    post_delete.connect(_page_deleted, dispatch_uid="content_version_page_deleted")
    reasons[Page._meta.label] = "a live page is written by code, or deleted"
    changes_with(PageViewRestriction, "a page and all below it become private or public")
    changes_with(Site, "the address of the portal or its home page change")
    changes_by_itself(_page_expires)
    request_started.connect(_request_started, dispatch_uid="content_version")
    request_finished.connect(_request_finished, dispatch_uid="content_version")


def _changed(**kwargs):
    advance()


def _page_saved(instance, raw=False, update_fields=None, **kwargs):
    # A draft that is autosaved writes some columns of a live page, none of them visible.
    if isinstance(instance, Page) and instance.live and update_fields is None and not raw:
        advance()


def _page_deleted(instance, **kwargs):
    if isinstance(instance, Page):
        advance()


def _page_expires(now: datetime) -> datetime | None:
    return Page.objects.live().filter(expire_at__gt=now).aggregate(end=models.Min("expire_at"))["end"]


def _request_started(**kwargs):
    _request.set(None)


def _request_finished(**kwargs):
    _request.set(_OUTSIDE)


def _read() -> ContentVersion | None:
    # By hand: every answer begins with it, and to build this query takes the ORM fifteen times as long as to ask it.
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "key", changed_at, valid_until FROM {ContentVersion._meta.db_table}')
        row = cursor.fetchone()
    if row is None:
        return None
    key, changed_at, valid_until = row
    return ContentVersion(key=key, changed_at=_aware(changed_at), valid_until=_aware(valid_until))


def _aware(moment: datetime | None) -> datetime | None:
    """SQLite keeps moments in UTC and gives them back without saying so."""
    return moment.replace(tzinfo=UTC) if moment and timezone.is_naive(moment) else moment
