from functools import lru_cache

from django import template
from django.template.loader import render_to_string

register = template.Library()


@register.simple_tag
@lru_cache
def icon(name):
    """A drawing from templates/icons/, beside words that say the same. TemplateDoesNotExist for an unknown one."""
    return render_to_string(f"icons/{name}.svg")
