from django.urls import path

from search.place_pages import views as place_pages
from search.search_page import views as search_page

app_name = "search"
urlpatterns = [
    path("suche/", search_page.search, name="search"),
    path("orte/<slug:slug>/", place_pages.place, name="place"),
    path("kreise/<slug:slug>/", place_pages.kreis, name="kreis"),
    path("regionen/<slug:slug>/", place_pages.region, name="region"),
    path("themen/<slug:slug>/", place_pages.topic, name="topic"),
    path("teilen/orte/<slug:slug>.png", place_pages.place_card, name="place_card"),
    path("teilen/kreise/<slug:slug>.png", place_pages.kreis_card, name="kreis_card"),
    path("teilen/regionen/<slug:slug>.png", place_pages.region_card, name="region_card"),
    path("teilen/themen/<slug:slug>.png", place_pages.topic_card, name="topic_card"),
]
