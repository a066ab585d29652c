from django.urls import path

from home.land import views

app_name = "places"
urlpatterns = [path("daten/orte.json", views.suggestions, name="suggestions")]
