from django.urls import path

from practice_examples import sharing, views
from practice_examples.open_data import views as open_data

app_name = "practice_examples"
urlpatterns = [
    path("daten/beispiele.geojson", open_data.examples_geojson, name="geojson"),
    path("daten/beispiele.csv", open_data.examples_csv, name="csv"),
    path("daten/beispiele.rss", open_data.examples_rss, name="rss"),
    path("daten/karte/orte.json", open_data.map_towns, name="map_towns"),
    path("daten/karte/pins.json", open_data.map_pins, name="map_pins"),
    path("teilen/beispiele/<int:pk>.png", sharing.story_card, name="story_card"),
    path("einbetten/", views.embed, name="embed"),
]
