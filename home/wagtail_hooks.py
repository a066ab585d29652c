from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from home.bulk_publish import PublishCompletePages

# Later than Wagtail's own, which it replaces.
hooks.register("register_bulk_action", PublishCompletePages, order=1000)


@hooks.register("register_log_actions")
def name_our_log_actions(actions):
    @actions.register_action("home.publication_refused")
    class PublicationRefusedFormatter(LogFormatter):
        label = _("Geplante Veröffentlichung ausgesetzt")

        def format_message(self, log_entry):
            return _("Geplante Veröffentlichung ausgesetzt. Es fehlt: %(problems)s") % {
                "problems": " ".join(log_entry.data["problems"])
            }
