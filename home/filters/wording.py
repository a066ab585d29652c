"""The filters in German words: for headings, and for the chips that take one of them away."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from home.filters.state import Filters
from home.land.land import land
from home.land.models import PlaceName


def where(kind: str, slug: str, name: str) -> str:
    """ "in Köln", "im Kreis Soest", "im Münsterland"."""
    kinds = PlaceName.Kind
    if kind in (kinds.REGION, kinds.AREA):
        if slug in land().where:
            return land().where[slug]
        if "region" in name.casefold():
            return _("in der %(name)s") % {"name": name}
        return _("in der Region %(name)s") % {"name": name}
    if kind == kinds.KREIS and "kreis" in name.casefold():
        return _("im %(name)s") % {"name": re.sub("er Kreis$", "en Kreis", name)}
    if kind == kinds.KREIS and "region" in name.casefold():
        return _("in der %(name)s") % {"name": name}
    return _("in %(name)s") % {"name": name}


def place_phrase(filters: Filters) -> str:
    """All place filters in one phrase; empty if there is none."""
    parts = []
    place = filters.place
    if place and filters.radius:
        center = place.name if place.is_place else f"„{place.name}“"
        parts.append(_("im Umkreis von %(km)d\u00a0km um %(place)s") % {"km": filters.radius, "place": center})
    elif place:
        parts.append(where(place.kind, place.ref, filters.town_name or place.name))
    if filters.kreis:
        parts.append(where(PlaceName.Kind.KREIS, filters.kreis.slug, filters.kreis.label))
    if filters.region:
        region = filters.region
        is_all = region.slug == land().id
        parts.append(land().for_all if is_all else where(PlaceName.Kind.REGION, region.slug, region.label))
    if filters.box:
        parts.append(_("im Kartenausschnitt"))
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter; `without` is the state without it."""

    label: str
    name: str
    slug: str
    without: Filters


def chips(filters: Filters) -> list[Chip]:
    found = []

    def add(label, name, slug=None):
        found.append(Chip(label, name, slug or "", filters.without(name, slug)))

    if filters.text:
        add(f"„{filters.text}“", "q")
    if filters.place:
        add(filters.place_text, "ort")
    if filters.radius:
        add(_("Umkreis %(km)d\u00a0km") % {"km": filters.radius}, "umkreis")
    for name, choice in (("kreis", filters.kreis), ("region", filters.region)):
        if choice:
            add(choice.label, name)
    for name, choices in (("thema", filters.topics), ("traeger", filters.providers)):
        for choice in choices:
            add(choice.label, name, choice.slug)
    if filters.effort:
        add(_("Aufwand: %(value)s") % {"value": filters.effort.label}, "aufwand")
    if filters.cost:
        add(_("Kosten: %(value)s") % {"value": filters.cost.label}, "kosten")
    if filters.video:
        add(_("Mit Video"), "video")
    if filters.box:
        add(_("Nur im Kartenausschnitt"), "bbox")
    return found
