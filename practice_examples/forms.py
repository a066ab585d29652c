from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from practice_examples.models import ExamplePage

MAX_CHOSEN = 3


class TopicForm(WagtailAdminModelForm):
    """Offers the public stories of the topic only; a list of all would be a thousand lines long."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stories = (
            ExamplePage.objects.visible().filter(topics=self.instance.pk)
            if self.instance.pk
            else ExamplePage.objects.none()
        )
        self.fields["chosen_examples"].queryset = stories.order_by("sort_title")

    def clean_chosen_examples(self):
        chosen = self.cleaned_data["chosen_examples"]
        if len(chosen) > MAX_CHOSEN:
            raise ValidationError(
                _("Bitte wählen Sie höchstens drei Geschichten, es sind %(count)d.") % {"count": len(chosen)}
            )
        return chosen
