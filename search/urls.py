from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("suche/", views.search, name="search"),
    path("orte/<slug:slug>/", views.place, name="place"),
    path("kreise/<slug:slug>/", views.kreis, name="kreis"),
    path("regionen/<slug:slug>/", views.region, name="region"),
    path("themen/<slug:slug>/", views.topic, name="topic"),
    path("teilen/orte/<slug:slug>.png", views.place_card, name="place_card"),
    path("teilen/kreise/<slug:slug>.png", views.kreis_card, name="kreis_card"),
    path("teilen/regionen/<slug:slug>.png", views.region_card, name="region_card"),
    path("teilen/themen/<slug:slug>.png", views.topic_card, name="topic_card"),
]
