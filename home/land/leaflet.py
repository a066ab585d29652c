"""What every Leaflet map in a browser is told: the layers of its ground and the frame of the Land."""

from django.conf import settings
from django.templatetags.static import static

from home.land.pins import land_box

LAYERS = ("land", "gemeinden", "regionen", "kreise", "fluesse")


def ground() -> dict:
    """For ground.js; `bounds` are south-west and north-east as latitude and longitude in degrees (WGS 84)."""
    box = land_box()
    return {
        "layers": {name: static(f"places/geo/{name}.geojson") for name in LAYERS},
        "bounds": [[box.south, box.west], [box.north, box.east]],
        "tiles": settings.TILE_URL,
    }
