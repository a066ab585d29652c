"""How components/contact.html writes a person down."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from home.language.phones import numbers

register = template.Library()


@register.filter
def initials(name: str) -> str:
    """Of the first and the last name."""
    letters = re.findall(r"\b[^\W\d_]", name)
    return "".join(letters if len(letters) < 2 else (letters[0], letters[-1])).upper()


@register.filter
def tel(phone: str) -> str:
    """The first number as `tel:` wants it, with the country, so that it can be called from abroad; "" without one."""
    return next(iter(numbers(phone)), "")


@register.filter
def mail_text(address: str) -> str:
    """May break after the @, so that long addresses fit into narrow columns."""
    return mark_safe(str(conditional_escape(address)).replace("@", "@<wbr>"))
