"""Drafts may be unfinished; what goes live may not. The rules are each page's `publication_problems()`."""

from django.core.exceptions import ValidationError
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel, get_form_for_model

from home.pages.slugs import PageForm

END_IS_PAST = _("Das Ende der Veröffentlichung ist vorbei. Wählen Sie im Zeitplan ein neues oder leeren Sie das Feld.")


class PublicationRefused(ValidationError):
    """A page was to go live, but something is missing. `message_dict` says what, by field."""

    def __init__(self, page, problems: dict[str, str]):
        super().__init__(problems)
        self.page = page
        self.problems = problems


class RowForm(WagtailAdminModelForm):
    """A row of a list within a page; one that was added but not filled in is left out, and stops neither draft nor page."""

    def has_changed(self):
        if self.instance.pk is None:
            return any(name != ORDERING_FIELD_NAME for name in self.changed_data)
        return super().has_changed()

    def full_clean(self):
        # After an autosave such a row counts among those that were there from the start.
        self.empty_permitted = self.empty_permitted or self.instance.pk is None
        super().full_clean()
        if self.is_bound:
            self.cleaned_data.setdefault(ORDERING_FIELD_NAME, None)


class RowsPanel(InlinePanel):
    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            self.db_field.related_model,
            form_class=RowForm,
            defer_required_on_fields=self.child_edit_handler.get_form_options().get("defer_required_on_fields", []),
        )
        return options


class PublicationForm(PageForm):
    """Names what is missing at the field where it is missing, but only when the editor publishes or submits."""

    past_end = None

    def clean(self):
        super().clean()
        ends = self.cleaned_data.get("expire_at")
        self.past_end = ends if ends and ends < timezone.now() else None
        if self.past_end:
            # Wagtail, which looks at it after this, refuses drafts too: none would be saved.
            del self.cleaned_data["expire_at"]
            if not self.is_deferred_validation:
                self.add_error("expire_at", END_IS_PAST)
        return self.cleaned_data

    def _post_clean(self):
        if self.past_end:
            self.cleaned_data["expire_at"] = self.past_end
        super()._post_clean()
        if self.is_deferred_validation:
            return
        # Many-to-many values reach the instance only on save; the rules must see them now.
        for field in self.instance._meta.many_to_many:
            if field.name in self.cleaned_data:
                setattr(self.instance, field.name, self.cleaned_data[field.name])
        for name, message in self.instance.publication_problems().items():
            # What was typed but not understood did not reach the instance; it is not missing as well.
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, message)


def sentences(page, problems: dict[str, str]) -> list[str]:
    """The problems as lines that name the field as the editor knows it."""
    return [f"{page._meta.get_field(name).verbose_name}: {message}" for name, message in problems.items()]
