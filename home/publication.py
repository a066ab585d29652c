"""Drafts may be unfinished; what goes live may not. The rules are each page's `publication_problems()`."""

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm


class PublicationRefused(ValidationError):
    """A page was to go live, but something is missing. `message_dict` says what, by field."""

    def __init__(self, page, problems: dict[str, str]):
        super().__init__(problems)
        self.page = page
        self.problems = problems


class PublicationForm(WagtailAdminPageForm):
    """Names what is missing at the field where it is missing, but only when the editor publishes or submits."""

    def _post_clean(self):
        super()._post_clean()
        if self.is_deferred_validation:
            return
        # Many-to-many values reach the instance only on save; the rules must see them now.
        for field in self.instance._meta.many_to_many:
            if field.name in self.cleaned_data:
                setattr(self.instance, field.name, self.cleaned_data[field.name])
        for name, message in self.instance.publication_problems().items():
            self.add_error(name if name in self.fields else None, message)


def sentences(page, problems: dict[str, str]) -> list[str]:
    """The problems as lines that name the field as the editor knows it."""
    return [f"{page._meta.get_field(name).verbose_name}: {message}" for name, message in problems.items()]
