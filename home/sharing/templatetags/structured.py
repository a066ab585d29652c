"""Data about a page for search engines."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

# What could end the element or start another; JSON reads the escapes as the same characters.
_ESCAPES = {
    ord(">"): "\\u003E",
    ord("<"): "\\u003C",
    ord("&"): "\\u0026",
    ord("\u2028"): "\\u2028",
    ord("\u2029"): "\\u2029",
}


@register.simple_tag
def structured_data(data: dict) -> str:
    """schema.org data as JSON-LD. A data block, not a script: the policy against inline code lets it stand."""
    if not data:
        return ""
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES)),
    )
