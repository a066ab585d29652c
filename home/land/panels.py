"""The editors' panels for place and pin, and the map on which they set it."""

import json

from django import forms
from django.conf import settings
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtailgeowidget.panels import LeafletPanel
from wagtailgeowidget.widgets import LeafletField

from home.land.drawing import leaflet_ground
from home.land.land import IN_ALL_LAND, land, land_text


class MapWidget(LeafletField):
    """wagtailgeowidget's map field on our own geometry and with our own gazetteer: nothing comes from another host."""

    @property
    def media(self):
        return forms.Media(
            css={"all": ["js_lib_leaflet/leaflet.css", "places/map-widget.css"]},
            js=["js_lib_leaflet/leaflet.js", Script("places/map-widget.js", type="module")],
        )

    def render(self, name, value, attrs=None, renderer=None):
        # Not LeafletField.build_attrs: it would start the package's own controller with its tiles.
        hidden = forms.HiddenInput(self.attrs).render(name, value, attrs, renderer)
        return render_to_string("places/map_widget.html", {"hidden": hidden, "options": json.dumps(_options())})


def _options():
    return {
        **leaflet_ground(),
        "attribution": " · ".join(filter(None, [land().attribution, settings.TILE_ATTRIBUTION])),
        "texts": {
            "map": _("Karte mit der Stecknadel"),
            "pin": _("Stecknadel: ziehen oder mit den Pfeiltasten verschieben, mit Entf löschen"),
            "zoomIn": _("Näher"),
            "zoomOut": _("Weiter weg"),
            "noPin": _("Noch keine Stecknadel: Wählen Sie oben den Ort, oder klicken Sie in die Karte."),
            "notKept": _("Bei „Nur der Ort“ wird keine Stecknadel gespeichert; die Karte zeigt die Mitte der Stadt."),
            "noPlace": _("Die Stecknadel liegt in {around}. Ein Ort ist noch nicht gewählt."),
            "middle": _("Die Stecknadel liegt in der Mitte von {place}."),
            "near": _("Die Stecknadel liegt in {around}, {km} km von der Mitte von {place}."),
            "far": _("Die Stecknadel liegt in {around}, aber {km} km von {place} entfernt."),
            "outside": _("Die Stecknadel liegt außerhalb %(of_land)s.") % {"of_land": land().of_land},
            "atTown": _("Wo genau {place} liegt, wissen wir nicht: Gemessen ist ab der Mitte der Stadt."),
            "atPostcode": _("Das ist die Mitte der Postleitzahl {code}: Ziehen Sie die Stecknadel von dort zum Haus."),
            "pinToPlace": _("Stecknadel nach {place} setzen"),
            "placeToPin": _("{around} als Ort übernehmen"),
        },
    }


class MapPanel(LeafletPanel):
    """The pin on our own map: no tiles, no foreign server, no coordinates to type."""

    def widget_overrides(self):
        return {self.field_name: MapWidget(id_prefix="id_")}


PIN = gettext_lazy("Ziehen Sie die Stecknadel an die richtige Stelle. Ohne Stecknadel nehmen wir die Mitte des Orts.")
GROUND = gettext_lazy(
    "Die Karte zeigt Gemeinden, Grenzen und Flüsse. Tippen Sie bei „Ort“ eine ganze Anschrift ein, setzen wir die "
    "Stecknadel in die Mitte ihrer Postleitzahl."
)


def PlacePanels() -> list:
    """Place, reach, pin and its precision, in the order in which one thinks of them."""
    return [
        FieldPanel(
            "place",
            help_text=land_text(
                gettext_lazy(
                    "Ort, Ortsteil oder Postleitzahl eintippen, zum Beispiel „{land.examples[begun]}“, "
                    "„{land.examples[postcode]}“ oder „{land.examples[district]}“."
                )
            ),
        ),
        MapPanel(
            "location",
            help_text=PIN if settings.TILE_URL else format_lazy("{} {}", PIN, GROUND),
        ),
        FieldRowPanel([FieldPanel("precision"), FieldPanel("land_wide", heading=IN_ALL_LAND)]),
    ]
