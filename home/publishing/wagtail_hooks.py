import json

from django.forms.widgets import Script
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from home.publishing import typed_dates
from home.publishing.bulk import PublishCompletePages
from home.publishing.views import read_date, session

# Later than Wagtail's own, which it replaces.
hooks.register("register_bulk_action", PublishCompletePages, order=1000)


typed_dates.connect()


@hooks.register("register_admin_urls")
def urls():
    return [path("datum/<slug:kind>/", read_date, name="read_date"), path("sitzung/", session, name="session")]


@hooks.register("insert_global_admin_js")
def read_dates():
    address = reverse("read_date", args=["day"]).removesuffix("day/")
    return Script("publishing/typed_dates.js", type="module", **{"data-read-dates": address}).__html__()


@hooks.register("insert_editor_js")
def keep_saving():
    return Script("publishing/keep_saving.js", type="module").__html__()


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
