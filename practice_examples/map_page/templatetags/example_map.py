"""What the map page lists, and what its map in the browser has to be told besides: addresses, words, the area meant."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from home.land.drawing import leaflet_ground
from home.land.land import land_text
from practice_examples.map_page.listing import Listing, topic_colours
from practice_examples.models import ExamplePage

register = template.Library()


@register.simple_tag(takes_context=True)
def listing(context) -> Listing:
    """The listing for the filters of the request; the same one for all parts of a page."""
    request = context["request"]
    if not hasattr(request, "_listing"):
        request._listing = Listing(request.GET, ExamplePage.objects)
    return request._listing


@register.simple_tag
def map_options(target=""):
    """For json_script: the same on every page, whatever the filters."""
    return {
        **leaflet_ground(),
        "leaflet": static("js_lib_leaflet/leaflet.js"),
        "towns": reverse("practice_examples:map_towns"),
        "pins": reverse("practice_examples:map_pins"),
        "near": reverse("search:surroundings"),
        "attribution": settings.TILE_ATTRIBUTION,
        "target": target,
        "texts": _texts(),
    }


@register.filter
def map_area(listing):
    """The area the filters mean, to be framed and coloured by the map: the narrowest of those chosen."""
    filters = listing.filters
    if filters.box:
        box = filters.box
        return {"bounds": [[box.south, box.west], [box.north, box.east]]}
    if place := filters.place:
        return {"kind": place.kind, "id": place.ref, "lat": place.lat, "lng": place.lng, "km": filters.radius}
    if filters.kreis:
        return {"kind": "kreis", "id": filters.kreis.slug}
    if filters.region:
        return {"kind": "region", "id": filters.region.slug}
    return {}


def _texts():
    return {
        "ideas": [_("{count} gute Idee"), _("{count} gute Ideen")],
        "place": _("{place}, {ideas}"),
        "pin": _("{title}, {place}"),
        "film": _("{spoken}, mit Film"),
        "spot": _("{ideas} an dieser Stelle in {place}"),
        "inView": _("Im Ausschnitt: {ideas}"),
        "hiddenTowns": [_("{count} weiterer Ort beim Heranzoomen"), _("{count} weitere Orte beim Heranzoomen")],
        "showAll": [_("Die gute Idee in der Liste zeigen"), _("Alle {count} in der Liste zeigen")],
        "zoomTo": _("Auf der Karte heranholen"),
        "read": _("Geschichte lesen"),
        "loading": _("Wird geladen …"),
        "failed": _("Das ließ sich gerade nicht laden. Bitte versuchen Sie es noch einmal."),
        "onlyHere": _("Nur im Kartenausschnitt"),
        "touch": _("Mit zwei Fingern verschieben Sie die Karte"),
        "wheel": _("Mit Strg und Mausrad zoomen Sie die Karte"),
        "searching": _("Ihr Standort wird gesucht …"),
        "denied": _("Ihr Standort ist nicht freigegeben. Geben Sie stattdessen oben Ihren Ort ein."),
        "unknown": _("Ihr Standort ist nicht zu ermitteln. Geben Sie stattdessen oben Ihren Ort ein."),
        "far": str(land_text(_("Sie sind zu weit {land.of_land} entfernt. Geben Sie oben einen Ort ein."))),
        "km": _("{km} km entfernt"),
        "close": _("weniger als 1 km entfernt"),
        "byDistance": _("Nach Entfernung von Ihnen"),
        "nearestList": _("Im Umkreis von 25 km um {place} suchen"),
        "stays": _("Ihr Standort bleibt in Ihrem Browser."),
        "you": _("Sie sind hier"),
    }


@register.simple_tag
def topic_colour(slug: str) -> str:
    return topic_colours().get(slug, "")
