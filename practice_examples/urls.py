from django.urls import path

from practice_examples.feeds import views as feeds
from practice_examples.map_page import views as map_page
from practice_examples.story_page import views as story_page

app_name = "practice_examples"
urlpatterns = [
    path("daten/beispiele.geojson", feeds.examples_geojson, name="geojson"),
    path("daten/beispiele.csv", feeds.examples_csv, name="csv"),
    path("daten/beispiele.xlsx", feeds.examples_xlsx, name="xlsx"),
    path("daten/beispiele.rss", feeds.examples_rss, name="rss"),
    path("daten/karte/orte.json", feeds.map_towns, name="map_towns"),
    path("daten/karte/pins.json", feeds.map_pins, name="map_pins"),
    path("teilen/beispiele/<int:pk>.png", story_page.story_card, name="story_card"),
    path("einbetten/", map_page.embed, name="embed"),
]
