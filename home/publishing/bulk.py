from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction

from home.publishing.publication import PublicationRefused, sentences

# Wagtail names it in English.
DefaultPageForm.base_fields["include_descendants"].label = gettext_lazy("Auch die Seiten darunter")


class TakeDownForm(DefaultPageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["include_descendants"].help_text = _("Ohne das Häkchen bleiben sie öffentlich.")


class TakeDownPages(UnpublishBulkAction):
    form_class = TakeDownForm


class PublishCompletePages(PublishBulkAction):
    """Publishes the finished ones of the chosen pages and names what the others lack."""

    def get_execution_context(self):
        self.refused = []
        return {**super().get_execution_context(), "refused": self.refused}

    @classmethod
    def execute_action(cls, objects, include_descendants=False, user=None, refused=None, **kwargs):
        parents = sum(cls._publish(page, user, refused) for page in objects)
        children = 0
        if include_descendants:
            for parent in objects:
                for page in parent.get_descendants().not_live().specific():
                    if user is None or page.permissions_for_user(user).can_publish():
                        children += cls._publish(page, user, refused)
        return parents, children

    @staticmethod
    def _publish(page, user, refused) -> bool:
        revision = page.get_latest_revision() or page.specific.save_revision(user=user)
        try:
            revision.publish(user=user)
        except PublicationRefused as refusal:
            refused.append(refusal)
            return False
        return True

    def get_success_message(self, num_parent_objects, num_child_objects):
        for refusal in self.refused:
            messages.error(
                self.request,
                _("„%(title)s“ ist noch nicht fertig. %(problems)s")
                % {
                    "title": refusal.page.get_admin_display_title(),
                    "problems": " ".join(sentences(refusal.page, refusal.problems)),
                },
            )
        if num_parent_objects or num_child_objects:
            return super().get_success_message(num_parent_objects, num_child_objects)
        return None
