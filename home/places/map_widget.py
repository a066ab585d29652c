import json

from django import forms
from django.conf import settings
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from wagtailgeowidget.widgets import LeafletField

LAYERS = ("land", "regionen", "kreise", "fluesse", "gemeinden")


class MapWidget(LeafletField):
    """wagtailgeowidget's map field on our own geometry, with our own gazetteer, in German."""

    template = "places/map_widget.html"

    @property
    def media(self):
        return forms.Media(
            css={"all": ["js_lib_leaflet/leaflet.css", "wagtailgeowidget/css/leaflet-field.css", "places/map-widget.css"]},
            js=["js_lib_leaflet/leaflet.js", "wagtailgeowidget/js/leaflet-field.js", Script("places/map-widget.js", type="module")],
        )

    def build_attrs(self, *args, **kwargs):
        attrs = super().build_attrs(*args, **kwargs)
        for name in ("data-controller", "data-leaflet-field-options-value"):
            attrs.pop(name, None)
        return attrs

    def render(self, name, value, attrs=None, renderer=None):
        hidden = forms.HiddenInput.render(self, name, value, attrs, renderer)
        return render_to_string("places/map_widget.html", {"hidden": hidden, "id": attrs["id"], "options": json.dumps(self._options()), "texts": _texts()})

    def _options(self):
        return {
            "layers": {name: static(f"places/geo/{name}.geojson") for name in LAYERS},
            "tiles": settings.TILE_URL,
            "attribution": str(_("© GeoBasis-DE / BKG 2016 (Daten verändert) · © OpenStreetMap-Mitwirkende (ODbL) · Made with Natural Earth")),
        }


def _texts():
    return {}
