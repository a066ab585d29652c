from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.mail import queue, views
from home.publishing import tasks

tasks.register(
    tasks.Task(
        "post",
        210,
        _("E-Mails, die nicht ankamen"),
        lambda user: queue.failed(),
        since="created",
        edit="outbox_mail",
        title=lambda mail: mail.subject,
        concerns=views.may_see,
    )
)


class OutboxMenuItem(MenuItem):
    def is_shown(self, request):
        return views.may_see(request.user)


@hooks.register("register_admin_urls")
def outbox_urls():
    return [
        path("postausgang/", views.OutboxView.as_view(), name="outbox"),
        path("postausgang/liste/", views.OutboxView.as_view(results_only=True), name="outbox_results"),
        path("postausgang/<int:pk>/", views.MailView.as_view(), name="outbox_mail"),
        path("postausgang/<int:pk>/html/", views.mail_html, name="outbox_html"),
        path("postausgang/<int:pk>/noch-einmal/", views.retry, name="outbox_retry"),
    ]


@hooks.register("register_admin_menu_item")
def outbox_menu_item():
    return OutboxMenuItem(_("Postausgang"), reverse("outbox"), name="postausgang", icon_name="mail", order=920)
