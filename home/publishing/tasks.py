"""What waits for whom, one row for each kind of task. Every app registers its own; the admin's first page shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.contrib.auth.models import AbstractUser
from django.db.models import CharField, Count, IntegerField, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, TaskState
from wagtail.permissions import page_permission_policy

SINCE = _("seit %(day)s")


@dataclass(frozen=True, slots=True)
class Task:
    # The last part of the address of its list.
    slug: str
    # What waits for others, or harms, stands above what can wait.
    order: int
    name: str | Promise
    rows: Callable[[AbstractUser], QuerySet]
    # The field of the rows by which the oldest or next is told, and how.
    since: str
    # Name of the address where one row is dealt with.
    edit: str = "wagtailadmin_pages:edit"
    when: str | Promise = SINCE
    title: Callable = str
    concerns: Callable[[AbstractUser], bool] = lambda user: True
    # Address of a list that the app has anyway and that shows just these rows.
    listed: Callable[[], str] | None = None

    def told(self, moment: date | datetime | None) -> str:
        if moment is None:
            return ""
        day = timezone.localtime(moment) if isinstance(moment, datetime) else moment
        return self.when % {"day": date_format(day, "j. F Y")}

    @property
    def address(self) -> str:
        return self.listed() if self.listed else reverse("task", args=[self.slug])


@dataclass(frozen=True, slots=True)
class Waiting:
    task: Task
    number: int
    oldest: date | datetime | None


@dataclass(frozen=True, slots=True)
class Beginning:
    """A button for a new page of this kind, for everybody who may add one."""

    order: int
    name: str | Promise
    model: type[Page]

    def address(self, user: AbstractUser) -> str:
        for parent in self.model.allowed_parent_page_models():
            page = parent.objects.first()
            if page and page.permissions_for_user(user).can_add_subpage():
                kind = self.model._meta
                return reverse("wagtailadmin_pages:add", args=[kind.app_label, kind.model_name, page.pk])
        return ""


TASKS: dict[str, Task] = {}
BEGINNINGS: list[Beginning] = []


def register(*tasks: Task) -> None:
    TASKS.update({task.slug: task for task in tasks})


def register_beginning(beginning: Beginning) -> None:
    BEGINNINGS.append(beginning)
    BEGINNINGS.sort(key=attrgetter("order"))


def waiting_for(user: AbstractUser) -> list[Waiting]:
    """What concerns this person, also what has nothing waiting. One query for each."""
    concerning = [task for task in sorted(TASKS.values(), key=attrgetter("order")) if task.concerns(user)]
    return [
        Waiting(task, **task.rows(user).aggregate(number=Count("pk", distinct=True), oldest=Min(task.since)))
        for task in concerning
    ]


def editable(pages: QuerySet, user: AbstractUser) -> QuerySet:
    allowed = page_permission_policy.instances_user_has_permission_for(user, "change")
    return pages.filter(pk__in=allowed.order_by().values("pk"))


def drafts_of(user: AbstractUser) -> QuerySet:
    """Pages whose latest version nobody sees yet, and which is this person's; not those that go live by themselves."""
    mine = Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
    return mine.exclude(pk__in=_scheduled().values("key"))


def to_approve_by(user: AbstractUser) -> QuerySet:
    states = TaskState.objects.reviewable_by(user).filter(
        workflow_state__base_content_type__model="page", status=TaskState.STATUS_IN_PROGRESS
    )
    return Page.objects.filter(pk__in=states.values(key=Cast("workflow_state__object_id", IntegerField())))


def next_to_go_live(user: AbstractUser) -> QuerySet:
    moment = Revision.page_revisions.filter(
        object_id=Cast(OuterRef("pk"), CharField()), approved_go_live_at__isnull=False
    ).order_by("approved_go_live_at")
    pages = Page.objects.filter(pk__in=_scheduled().values("key"))
    return editable(pages, user).annotate(goes_live_at=Subquery(moment.values("approved_go_live_at")[:1]))


def _scheduled() -> QuerySet:
    return Revision.page_revisions.filter(approved_go_live_at__isnull=False).annotate(
        key=Cast("object_id", IntegerField())
    )
