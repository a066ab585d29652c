from django.urls import path

from home.media import views

app_name = "media_files"

urlpatterns = [
    path("original/<int:pk>/", views.original, name="original"),
    path("<path:path>", views.serve, name="serve"),
]
