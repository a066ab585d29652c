from django import forms
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.publishing.merging import merge
from home.publishing.tasks import TASKS
from home.publishing.typed_dates import READERS, UNREADABLE, as_shown
from home.publishing.uses import uses_of

TASKS_ON_A_PAGE = 50


class TaskView(WagtailAdminTemplateMixin, TemplateView):
    """All that the row of a task on the admin's first page counts, the oldest first."""

    template_name = "publishing/task.html"
    header_icon = "list-ul"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.task = TASKS.get(kwargs["slug"])
        if self.task is None:
            raise Http404
        if not self.task.concerns(request.user):
            raise PermissionDenied

    def get_page_title(self):
        return self.task.name

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.task.name}]

    def get_context_data(self, **kwargs):
        task = self.task
        found = task.rows(self.request.user).order_by(task.since, "pk")
        page = Paginator(found, TASKS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        rows = [
            (task.title(row), reverse(task.edit, args=[row.pk]), task.told(getattr(row, task.since))) for row in page
        ]
        return super().get_context_data(
            **kwargs, page=page, rows=rows, elided_page_range=page.paginator.get_elided_page_range(page.number)
        )


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Zusammenlegen mit"),
        error_messages={"required": gettext_lazy("Bitte wählen.")},
    )

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = type(instance).objects.exclude(pk=instance.pk)


class MergeView(WagtailAdminTemplateMixin, FormView):
    model = permission_policy = None
    index_url_name = edit_url_name = ""
    form_class = MergeForm
    template_name = "publishing/merge.html"
    page_title = gettext_lazy("Zusammenlegen")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(self.model, pk=unquote(kwargs["pk"]))
        for action in ("change", "delete"):
            if not self.permission_policy.user_has_permission_for_instance(request.user, action, self.object):
                raise PermissionDenied

    def get_page_subtitle(self):
        return str(self.object)

    def get_context_data(self, **kwargs):
        return super().get_context_data(object=self.object, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.object}

    def form_valid(self, form):
        into = form.cleaned_data["into"]
        number, name = len(uses_of(self.object)), str(self.object)
        merge(instance=self.object, into=into, user=self.request.user)
        messages.success(
            self.request,
            _("„%(name)s“ ist in „%(into)s“ aufgegangen. Umgestellt: %(number)d.")
            % {"name": name, "into": into, "number": number},
        )
        return redirect(self.edit_url_name, quote(into.pk))


class Mergeable:
    """For the view set of a directory: an entry can be merged with another."""

    @property
    def merge_view(self):
        return self.construct_view(MergeView, permission_policy=self.permission_policy)

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("merge/<str:pk>/", self.merge_view, name="merge")]


def read_date(request, kind):
    """How the fields show what was typed, or why they cannot."""
    if kind not in READERS:
        raise Http404
    shown = as_shown(kind, request.GET.get("text", ""))
    return JsonResponse({"shown": shown} if shown else {"error": str(UNREADABLE[kind])})


@never_cache
def session(request):
    """That there is a session, and the token for its forms. Without one Wagtail leads to the login before this."""
    if request.accepts("text/html"):
        return render(request, "publishing/signed_in.html")
    return JsonResponse({"csrf": get_token(request)})
