from django.urls import path

from practice_examples import views

app_name = "practice_examples"
urlpatterns = [
    path("daten/beispiele.geojson", views.examples_geojson, name="geojson"),
    path("daten/beispiele.csv", views.examples_csv, name="csv"),
    path("daten/beispiele.xlsx", views.examples_xlsx, name="xlsx"),
    path("daten/beispiele.rss", views.examples_rss, name="rss"),
    path("daten/karte/orte.json", views.map_towns, name="map_towns"),
    path("daten/karte/pins.json", views.map_pins, name="map_pins"),
    path("teilen/beispiele/<int:pk>.png", views.story_card, name="story_card"),
    path("einbetten/", views.embed, name="embed"),
]
