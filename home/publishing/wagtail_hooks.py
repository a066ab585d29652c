import json

from django.forms.widgets import Script
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as wagtails
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogFormatter

from home.publishing import tasks, typed_dates
from home.publishing.bulk import PublishCompletePages, TakeDownPages
from home.publishing.views import TaskView, read_date, session

# Later than Wagtail's own, which it replaces.
hooks.register("register_bulk_action", PublishCompletePages, order=1000)
hooks.register("register_bulk_action", TakeDownPages, order=1000)


typed_dates.connect()


@hooks.register("register_admin_urls")
def urls():
    return [
        path("datum/<slug:kind>/", read_date, name="read_date"),
        path("sitzung/", session, name="session"),
        path("heute/<slug:slug>/", TaskView.as_view(), name="task"),
    ]


tasks.register(
    tasks.Task("entwuerfe", 110, _("Meine Entwürfe"), tasks.drafts_of, since="latest_revision_created_at"),
    tasks.Task(
        "freigaben", 100, _("Wartet auf meine Freigabe"), tasks.to_approve_by, since="latest_revision_created_at"
    ),
    tasks.Task(
        "geplant", 120, _("Geht demnächst live"), tasks.next_to_go_live, since="goes_live_at", when=_("am %(day)s")
    ),
)


class Today(Component):
    """The first panel of the admin: a row for each kind of task, and the buttons for what is begun most."""

    name = "today"
    template_name = "publishing/today.html"
    order = 10

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        begun = [(button.name, button.address(user)) for button in tasks.BEGINNINGS]
        return {
            "beginnings": [(name, address) for name, address in begun if address],
            "waiting": [(row, row.task.told(row.oldest)) for row in tasks.waiting_for(user)],
        }


@hooks.register("construct_homepage_panels")
def show_today(request, panels):
    panels.append(Today())


@hooks.register("insert_global_admin_js")
def read_dates():
    address = reverse("read_date", args=["day"]).removesuffix("day/")
    return Script("publishing/typed_dates.js", type="module", **{"data-read-dates": address}).__html__()


@hooks.register("insert_editor_js")
def keep_saving():
    return Script("publishing/keep_saving.js", type="module").__html__()


@hooks.register("insert_editor_js")
def follow_the_schedule():
    words = {"data-publish": wagtails("Publish"), "data-plan": wagtails("Schedule to publish")}
    return Script("publishing/schedule.js", type="module", **words).__html__()


@hooks.register("insert_editor_js")
def outlive_the_session():
    words = {
        "ended": _(
            "Ihre Sitzung ist abgelaufen. Alles, was Sie geschrieben haben, steht noch im Formular. Melden Sie sich in "
            "einem neuen Fenster an und lassen Sie dieses offen: Danach speichern wir hier weiter."
        ),
        "login": _("Neues Fenster: anmelden"),
        "back": _("Sie sind wieder angemeldet. Wir speichern weiter."),
    }
    address = reverse("session")
    data = {
        "data-session": address,
        "data-login": f"{reverse('wagtailadmin_login')}?next={address}",
        "data-words": json.dumps({name: str(text) for name, text in words.items()}),
    }
    return Script("publishing/session.js", type="module", **data).__html__()


@hooks.register("insert_global_admin_css")
def dress_the_notice():
    return format_html('<link rel="stylesheet" href="{}">', static("publishing/session.css"))


@hooks.register("construct_help_menu")
def leave_out_the_english_guide(request, items):
    items[:] = [item for item in items if item.name != "editor-guide"]


@hooks.register("register_log_actions")
def name_our_log_actions(actions):
    @actions.register_action("home.publication_refused")
    class PublicationRefusedFormatter(LogFormatter):
        label = _("Geplante Veröffentlichung ausgesetzt")

        def format_message(self, log_entry):
            return _("Geplante Veröffentlichung ausgesetzt. Es fehlt: %(problems)s") % {
                "problems": " ".join(log_entry.data["problems"])
            }

    @actions.register_action("home.merge")
    class MergeFormatter(LogFormatter):
        label = _("Zusammengelegt")

        def format_message(self, log_entry):
            return _("„%(merged)s“ ist hierin aufgegangen") % log_entry.data
