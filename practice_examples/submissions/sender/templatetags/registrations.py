import json

from django import template
from django.utils.html import format_html

from practice_examples.submissions.sender.forms import RegistrationForm
from practice_examples.submissions.sender.versions import name_of

register = template.Library()


@register.simple_tag(takes_context=True)
def registration_form(context):
    """The form the visitor sees, or an empty one where there is no visitor: in the editors' preview."""
    return context.get("form") or RegistrationForm(context["page"])


@register.simple_tag
def version_field(part: str, version: dict[str, str]):
    """What the page shows of a part, so that the answer can say what was changed there."""
    return format_html(
        '<input type="hidden" name="{}" value="{}" data-version>', name_of(part), json.dumps(version, sort_keys=True)
    )
