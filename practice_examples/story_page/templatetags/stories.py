from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from home.pages.models import Portal
from practice_examples.models import ExamplePage
from practice_examples.story_page.story import Person, Story, of_portal, share_picture, story_data

register = template.Library()

register.simple_tag(share_picture)
register.simple_tag(story_data)


@register.simple_tag(takes_context=True)
def story(context, page) -> Story:
    """What the page shows besides its own fields; the same one for all its parts."""
    if not hasattr(page, "_story"):
        request = context["request"]
        page._story = Story(page, is_preview=getattr(request, "is_preview", False))
    return page._story


@register.inclusion_tag("practice_examples/card.html")
def card(example, *, variant="", summary="", target=""):
    """A story in a list, read by `for_cards()`: no query. With `distance` (km) it says how far away the story is.

    variant  "big" | "short" (no summary) | "line" (picture at the left)
    summary  instead of the story's own, such as the sentence that was found
    target   name of the frame the story opens in
    """
    words = (example.get_provider_display(), km_away(getattr(example, "distance", None)))
    return {
        "example": example,
        "url": getattr(example, "address", "") or example.url,
        "topic": getattr(example, "chosen_topic", None) or next(iter(example.topics.all()), None),
        "summary": "" if variant == "short" else summary or example.summary,
        "note": " · ".join(filter(None, words)),
        "variant": variant,
        "target": target,
    }


@register.simple_tag
def visible_stories(keys) -> list[ExamplePage]:
    """The stories with these keys that visitors may see, in this order, ready for cards. Two of a kind are one."""
    order = {key: position for position, key in reversed(list(enumerate(keys)))}
    return sorted(ExamplePage.objects.visible().filter(pk__in=order).for_cards(), key=lambda found: order[found.pk])


@register.simple_tag
def story_points(stories) -> list[dict]:
    """For the map beside a list of stories; those for the whole Land have no point."""
    return [
        {
            "lat": story.lat,
            "lng": story.lng,
            "name": story.place.town.name if story.place else story.title,
            "href": story.url,
        }
        for story in stories
        if story.point
    ]


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


@register.simple_tag
def portal_people() -> list[Person]:
    """Whom to ask where neither the story nor its region has anybody."""
    return of_portal(Portal.current())
