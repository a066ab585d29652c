from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from home.models import PortalSettings
from practice_examples import people, sharing

register = template.Library()

register.simple_tag(sharing.share_picture)
register.simple_tag(sharing.story_data)


@register.filter
def km_away(distance: float | None) -> str:
    """ "21 km entfernt"; nothing if the distance is not known."""
    if distance is None or distance == "":
        return ""
    if distance < 1:
        return _("weniger als 1\u00a0km entfernt")
    return _("%(km)d\u00a0km entfernt") % {"km": round(distance)}


@register.filter
def with_pin(title: str) -> str:
    """The pin of the posters as full stop, unless the title ends with a sign of its own."""
    return format_html('{}<span class="dot">.</span>', title) if title[-1:].isalnum() or title[-1:] in "“)" else title


@register.simple_tag(takes_context=True)
def portal_people(context) -> list[people.Person]:
    """Whom to ask where neither the story nor its region has anybody."""
    request = context.get("request")
    return people.of_portal(PortalSettings.for_request(request)) if request else []
