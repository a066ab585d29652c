from django.urls import path

from search import views
from search.place_pages.areas import WholeKreis, WholeRegion, find_place
from search.place_pages.subjects import WholeTopic

app_name = "search"
urlpatterns = [
    path("suche/", views.search, name="search"),
    path("daten/karte/umgebung.json", views.surroundings, name="surroundings"),
]
for folder, kind, find in (
    ("orte", "place", find_place),
    ("kreise", "kreis", WholeKreis.find),
    ("regionen", "region", WholeRegion.find),
    ("themen", "topic", WholeTopic.find),
):
    urlpatterns += [
        path(f"{folder}/<slug:slug>/", views.subject_page, {"find": find}, name=kind),
        path(f"teilen/{folder}/<slug:slug>.png", views.subject_card, {"find": find}, name=f"{kind}_card"),
    ]
