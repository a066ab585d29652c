from urllib.parse import urlencode

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.publishing import tasks
from practice_examples.submissions.moderators.views.detail import SubmissionView
from practice_examples.submissions.moderators.views.listing import SubmissionsView, may_moderate
from practice_examples.submissions.record.choices import OPEN_TASKS, Status
from practice_examples.submissions.record.models import ReplyTemplate, Submission

tasks.register(
    tasks.Task(
        "einreichungen",
        10,
        _("Einreichungen, die auf uns warten"),
        lambda user: Submission.objects.to_act_on(),
        since="status_since",
        concerns=may_moderate,
        listed=lambda: f"{reverse('submissions_list')}?{urlencode({'status': OPEN_TASKS}, doseq=True)}",
    ),
    tasks.Task(
        "zurueckgehalten",
        20,
        _("Zurückgehaltene Einreichungen"),
        lambda user: Submission.objects.held_back(),
        since="status_since",
        concerns=may_moderate,
        listed=lambda: (
            f"{reverse('submissions_list')}?{urlencode({'status': Status.UNCONFIRMED, 'quarantined': True})}"
        ),
    ),
    tasks.Task(
        "einverstaendnis",
        25,
        _("Fertige Seiten ohne Antwort der Einreichenden seit zwei Wochen"),
        lambda user: Submission.objects.not_agreed_for_long(),
        since="status_since",
        edit="submission_detail",
        concerns=may_moderate,
    ),
)


class SubmissionsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_moderate(request.user)


@hooks.register("register_admin_menu_item")
def submissions_menu_item():
    return SubmissionsMenuItem(
        _("Einreichungen"), reverse("submissions_list"), name="einreichungen", icon_name="form", order=250
    )


@hooks.register("register_admin_urls")
def submission_urls():
    return [
        path("einreichungen/", SubmissionsView.as_view(), name="submissions_list"),
        path("einreichungen/liste/", SubmissionsView.as_view(results_only=True), name="submissions_results"),
        path("einreichungen/<int:pk>/", SubmissionView.as_view(), name="submission_detail"),
    ]


@hooks.register("construct_homepage_panels")
def open_submissions_panel(request, panels):
    if may_moderate(request.user):
        panels.append(OpenSubmissions(request))


class OpenSubmissions(Component):
    """On the admin's first page: what waits, oldest first, and whether something waits too long."""

    name = "open_submissions"
    template_name = "submissions/admin/open_submissions.html"
    order = 90

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context):
        waiting = Submission.objects.open().order_by("status_since")
        return {
            "submissions": waiting.select_related("assignee")[:5],
            "count": waiting.count(),
            "overdue": Submission.objects.waiting_too_long().count(),
        }


class ReplyTemplateViewSet(SnippetViewSet):
    model = ReplyTemplate
    icon = "mail"
    menu_label = _("Textvorlagen")
    menu_order = 930
    add_to_admin_menu = False
    list_display = ["title", "kind"]
    list_filter = ["kind"]


register_snippet(ReplyTemplateViewSet)
