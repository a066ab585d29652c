from django import template

from practice_examples.submissions.sender.forms import RegistrationForm

register = template.Library()


@register.simple_tag(takes_context=True)
def registration_form(context):
    """The form the visitor sees, or an empty one where there is no visitor: in the editors' preview."""
    return context.get("form") or RegistrationForm(context["page"])
