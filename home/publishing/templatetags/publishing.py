from django import template
from django.contrib.admin.utils import quote
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from home.publishing.uses import Use, uses_of

register = template.Library()
SHOWN = 50
# What the confirmations of Wagtail's bulk actions call the one in turn.
IN_TURN = ("page", "snippet", "image", "document", "user")


@register.inclusion_tag("publishing/uses.html", takes_context=True)
def uses(context, goes=True):
    """Everything that names what is asked about; if that goes, also what public pages would lack, and a way around."""
    instance = _asked_about(context)
    found = uses_of(instance)
    links = AdminURLFinder(context["request"].user)
    return {
        "number": len(found),
        "protected": context.get("is_protected"),
        "rows": [(use, links.get_edit_url(use.owner), _kind(use)) for use in found[:SHOWN]],
        "more": max(0, len(found) - SHOWN),
        "goes": goes,
        "merge": _merge_address(instance) if goes else "",
    }


def _asked_about(context):
    for name in IN_TURN:
        if isinstance(context.get(name), dict):
            return context[name]["item"]
    items = context.get("items")
    return items[0]["item"] if items else context.get("object") or context["page"]


def _kind(use: Use) -> str:
    kind = str(use.owner._meta.verbose_name)
    if use.only_draft:
        return _("%(kind)s, nur im Entwurf") % {"kind": kind}
    if hasattr(use.owner, "live"):
        return (_("%(kind)s, öffentlich") if use.is_public else _("%(kind)s, nicht öffentlich")) % {"kind": kind}
    return kind


def _merge_address(instance) -> str:
    viewset = getattr(instance, "snippet_viewset", None)
    try:
        return reverse(viewset.get_url_name("merge"), args=[quote(instance.pk)]) if viewset else ""
    except NoReverseMatch:
        return ""
