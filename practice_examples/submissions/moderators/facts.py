"""What was typed, as moderators read it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from practice_examples.submissions.record.models import Submission
from practice_examples.submissions.sender.draft import Draft
from practice_examples.submissions.sender.sections import TYPED


def facts(submission: Submission) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Section by section its heading, and label and words of the fields that were filled in."""
    for section in Draft.of(submission, TYPED, wording=_("Darf öffentlich werden")):
        lines = [(bound.label, _said(section, bound.name)) for bound in section.visible_fields()]
        lines = [(label, words) for label, words in lines if words]
        if lines:
            yield section.heading, lines


def _said(section, name) -> str:
    section.is_valid()
    value = section.cleaned_data.get(name)
    if value in (None, "", False):
        return ", ".join(filter(None, section.data.getlist(name))) if name in section.errors else ""
    if value is True:
        return _("ja")
    if hasattr(value, "model"):
        return ", ".join(map(str, value))
    choices = dict(getattr(section.fields[name], "choices", None) or []) if isinstance(value, str) else {}
    return str(choices.get(value, value))
