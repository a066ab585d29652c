"""Einreichungen: the moderators' list."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from practice_examples.submissions.moderators.duplicates import find_duplicates
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import Submission


class SubmissionFilters(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(label=gettext_lazy("Stand"), choices=Status.choices)
    quarantined = django_filters.BooleanFilter(label=gettext_lazy("Zurückgehalten"))
    mine = django_filters.BooleanFilter(label=gettext_lazy("Mir zugewiesen"), method="of_this_person")

    class Meta:
        model = Submission
        fields = ["status", "quarantined", "mine"]

    def of_this_person(self, queryset, name, value):
        return queryset.filter(assignee=self.request.user) if value else queryset


class LinesColumn(Column):
    """Several lines in one cell, each a text with an address."""

    cell_template_name = "submissions/admin/lines_cell.html"


def may_moderate(user) -> bool:
    return user.is_active and user.has_perm("submissions.change_submission")


def state(submission) -> str:
    if submission.quarantined:
        return _("Zurückgehalten")
    return submission.get_status_display()


def town(submission) -> str:
    return str(submission.place.municipality or submission.place)


def age(submission) -> str:
    waited = timesince(submission.status_since, depth=1)
    return _("%s, wartet zu lange") % waited if submission.is_overdue else waited


class SubmissionsView(generic.IndexView):
    model = Submission
    page_title = gettext_lazy("Einreichungen")
    header_icon = "form"
    index_url_name = "submissions_list"
    index_results_url_name = "submissions_results"
    default_ordering = "-created_at"
    paginate_by = 50
    filterset_class = SubmissionFilters
    is_searchable = True
    search_fields = ["title", "organisation", "place__name"]
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Einreichung"),
            accessor=lambda submission: f"{submission.number} {submission.title}",
            url_name="submission_detail",
            sort_key="title",
        ),
        StatusTagColumn(
            "status",
            label=gettext_lazy("Stand"),
            accessor=state,
            primary=lambda submission: submission.needs_moderator or submission.quarantined,
            sort_key="status",
        ),
        Column("age", label=gettext_lazy("Seit"), accessor=age, sort_key="status_since"),
        Column("town", label=gettext_lazy("Ort"), accessor=town),
        Column("photos", label=gettext_lazy("Fotos"), accessor="photo_count"),
        Column("assignee", label=gettext_lazy("Zuständig"), accessor=lambda submission: submission.assignee or ""),
        LinesColumn("duplicates", label=gettext_lazy("Vielleicht doppelt"), accessor="duplicates"),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not may_moderate(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return Submission.objects.for_list()

    def get_table(self, object_list, **kwargs):
        submissions = list(object_list)
        duplicates = find_duplicates(submissions)
        for submission in submissions:
            submission.duplicates = duplicates.get(submission.pk, [])
        return super().get_table(submissions, **kwargs)
