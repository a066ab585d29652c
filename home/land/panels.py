"""The editors' panels for place and pin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtailgeowidget.panels import LeafletPanel

from home.land.map_widget import MapWidget


class MapPanel(LeafletPanel):
    """The pin on our own map: no tiles, no foreign server, no coordinates to type."""

    def widget_overrides(self):
        return {self.field_name: MapWidget(id_prefix="id_")}


def PlacePanels() -> list:
    """Place, reach, pin and its precision, in the order in which one thinks of them."""
    return [
        FieldPanel(
            "place",
            help_text=_(
                "Ort, Ortsteil oder Postleitzahl eintippen, zum Beispiel „Emmerich“, „50667“ oder „Köln-Nippes“."
            ),
        ),
        MapPanel(
            "location",
            help_text=_(
                "Ziehen Sie die Stecknadel an die richtige Stelle. Ohne Stecknadel nehmen wir die Mitte des Orts."
            ),
        ),
        FieldRowPanel([FieldPanel("precision"), FieldPanel("nrw_wide")]),
    ]
