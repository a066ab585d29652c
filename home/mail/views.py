"""Postausgang: what waits, what failed and why. The words only in demo mode, where no mail leaves the house."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from post_office.models import STATUS, Email
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from home.mail import queue

STATES = {
    STATUS.queued: gettext_lazy("wartet"),
    STATUS.requeued: gettext_lazy("wird wieder versucht"),
    STATUS.sent: gettext_lazy("verschickt"),
    STATUS.failed: gettext_lazy("gescheitert"),
}


def may_see(user) -> bool:
    return user.is_active and user.has_perm("post_office.view_email")


def recipient(mail: Email) -> str:
    """Whole in demo mode, else only as much as it takes to recognise it."""
    address = ", ".join(mail.to)
    if settings.DEMO:
        return address
    name, at, host = address.partition("@")
    return f"{name[:1]}…{at}{host}"


def state(mail: Email) -> str:
    if settings.DEMO and mail.status in (STATUS.queued, STATUS.sent):
        return _("nur hier zu sehen")
    return str(STATES.get(mail.status, ""))


class OutboxView(generic.IndexView):
    model = Email
    page_title = gettext_lazy("Postausgang")
    header_icon = "mail"
    index_url_name = "outbox"
    index_results_url_name = "outbox_results"
    template_name = "mail/admin/outbox.html"
    default_ordering = "-pk"
    is_searchable = False
    paginate_by = 50
    columns = [
        TitleColumn("subject", label=gettext_lazy("Betreff"), accessor="subject", url_name="outbox_mail"),
        Column("recipient", label=gettext_lazy("An"), accessor=recipient),
        StatusTagColumn(
            "state", label=gettext_lazy("Stand"), accessor=state, primary=lambda mail: mail.status != STATUS.sent
        ),
        DateColumn("created", label=gettext_lazy("Entstanden"), accessor="created"),
        Column("attempts", label=gettext_lazy("Fehlversuche"), accessor=lambda mail: mail.number_of_retries or 0),
        DateColumn("scheduled_time", label=gettext_lazy("Nächster Versuch"), accessor="scheduled_time"),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return Email.objects.defer("message", "html_message", "headers", "context")

    def get_context_data(self, **kwargs):
        counts = {
            "waiting": queue.waiting().count(),
            "overdue": queue.overdue().count(),
            "failed": queue.failed().count(),
        }
        return super().get_context_data(**kwargs, **counts, demo=settings.DEMO)


class MailView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "mail/admin/mail.html"
    header_icon = "mail"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not may_see(request.user):
            raise PermissionDenied
        self.mail = get_object_or_404(Email, pk=kwargs["pk"])

    def get_page_title(self):
        return self.mail.subject

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("outbox"), "label": _("Postausgang")},
            {"url": "", "label": self.mail.subject},
        ]

    @property
    def header_buttons(self):
        return [HeaderButton(_("Zum Postausgang"), url=reverse("outbox"), icon_name="arrow-left")]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            mail=self.mail,
            recipient=recipient(self.mail),
            state=state(self.mail),
            demo=settings.DEMO,
            may_retry=self.mail.status in (STATUS.failed, STATUS.requeued),
            attempts=self.mail.logs.order_by("-date")[:20],
            **kwargs,
        )


@xframe_options_sameorigin
def mail_html(request, pk):
    """The HTML part for the frame on the page of the mail, in demo mode only: elsewhere its links are secret."""
    if not (settings.DEMO and may_see(request.user)):
        raise Http404
    mail = get_object_or_404(Email, pk=pk)
    response = HttpResponse(mail.html_message)
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
    )
    return response


@require_POST
def retry(request, pk):
    if not request.user.has_perm("post_office.change_email"):
        raise PermissionDenied
    queue.try_again(get_object_or_404(Email, pk=pk))
    messages.success(request, _("Die E-Mail steht wieder in der Warteschlange."))
    return redirect("outbox")
