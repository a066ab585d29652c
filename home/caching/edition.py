"""Which state of the published content is out: a key that changes whenever anything visible does.

Whatever is derived from published pages (counts, prepared files, ETags) is right as long as the key is the same,
in every process and on every server.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from django.core.cache import cache
from django.db import connection, models, transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home.land.models import Place, Region
from home.media.models import Picture, Video

KEPT_SECONDS = 6 * 3600


class Edition(models.Model):
    """One row. The key is random, not a count: a number would come twice when a transaction is undone."""

    key = models.CharField(max_length=16)
    changed_at = models.DateTimeField()
    # Something disappears then by itself, whether or not any scheduler notices.
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

    def remember(self, name: str, compute: Callable[[], object], seconds: int = KEPT_SECONDS):
        """What `compute()` gave in this edition, from the cache if possible. For values that contain no visitor."""
        digest = hashlib.sha256(name.encode()).hexdigest()
        return cache.get_or_set(f"edition:{self.key}:{digest}", compute, seconds)


def current() -> Edition:
    """One query, except when something has ended by itself since the last call."""
    edition = _read()
    if edition is None or (edition.valid_until and edition.valid_until <= timezone.now()):
        advance()
        edition = _read()
    return edition


def at_start_of(request) -> Edition:
    """The edition a request began with: what draws a part of a page asks for this one, and all parts fit together."""
    if not hasattr(request, "_edition"):
        request._edition = current()
    return request._edition


def _read() -> Edition | None:
    # By hand: every answer begins with it, and to build this query takes the ORM fifteen times as long as to ask it.
    with connection.cursor() as cursor:
        cursor.execute('SELECT "key", changed_at, valid_until FROM home_edition')
        row = cursor.fetchone()
    if row is None:
        return None
    key, changed_at, valid_until = row
    return Edition(key=key, changed_at=_aware(changed_at), valid_until=_aware(valid_until))


def _aware(moment: datetime | None) -> datetime | None:
    """SQLite keeps moments in UTC and gives them back without saying so."""
    return moment.replace(tzinfo=UTC) if moment and timezone.is_naive(moment) else moment


def advance() -> None:
    """Say that visible content has changed. Signals do it; code that writes pages in bulk must."""
    changed = {"key": secrets.token_hex(8), "changed_at": timezone.now()}
    with transaction.atomic():
        # The row is locked before the dates are read, or two publications at once could overlook each other's.
        if not Edition.objects.update(**changed):
            Edition.objects.bulk_create([Edition(pk=1, **changed)], ignore_conflicts=True)
        Edition.objects.update(valid_until=_next_expiry(changed["changed_at"]))


def advance_when_saved(
    model, only_if: Callable[[models.Model], bool] = lambda instance: True, when_created: bool = True
) -> None:
    """Every saved or deleted row of `model` makes a new edition.

    `when_created=False` for a row that the first visitor's request makes, empty: nothing is seen of it yet.
    """

    def changed(instance, raw=False, created=False, **kwargs):
        if not raw and only_if(instance) and (when_created or not created):
            advance()

    for name, signal in (("saved", post_save), ("deleted", post_delete)):
        signal.connect(changed, sender=model, weak=False, dispatch_uid=f"edition_{model._meta.label}_{name}")


def connect() -> None:
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_page_changed, dispatch_uid="edition")
    post_save.connect(_page_saved, dispatch_uid="edition_page_saved")
    post_delete.connect(_page_deleted, dispatch_uid="edition_page_deleted")
    for model in (PageViewRestriction, Picture, Video, Region, Place, Site):
        advance_when_saved(model)


def _page_changed(**kwargs):
    advance()


def _page_saved(instance, raw=False, update_fields=None, **kwargs):
    # A draft that is autosaved writes some columns of a live page, none of them visible.
    if isinstance(instance, Page) and instance.live and update_fields is None and not raw:
        advance()


def _page_deleted(instance, **kwargs):
    if isinstance(instance, Page):
        advance()


def _next_expiry(now: datetime) -> datetime | None:
    """When the next page disappears, or the rights to a picture or film end, by themselves."""
    page_expires = Page.objects.live().filter(expire_at__gt=now).aggregate(end=models.Min("expire_at"))["end"]
    last_days = [
        model.objects.filter(rights_until__gte=timezone.localdate(now)).aggregate(last=models.Min("rights_until"))[
            "last"
        ]
        for model in (Picture, Video)
    ]
    midnights = [
        datetime.combine(day + timedelta(days=1), time.min, timezone.get_default_timezone()) for day in last_days if day
    ]
    return min(filter(None, [page_expires, *midnights]), default=None)
