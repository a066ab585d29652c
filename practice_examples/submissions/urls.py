from django.urls import path

from practice_examples.submissions.moderators.views.detail import photo
from practice_examples.submissions.sender.views import registration, status

app_name = "submissions"

urlpatterns = [
    path("link/", registration.lost_link, name="lost_link"),
    path("danke/<uuid:key>/", registration.receipt, name="receipt"),
    # Not below /admin/: that would lead strangers to a login instead of to nothing.
    path("foto/<uuid:key>/", photo, name="photo"),
    path("stand/<slug:token>/", status.status, name="status"),
    path("stand/<slug:token>/seite/", status.finished, name="finished"),
    path("stand/<slug:token>/abschnitt/<slug:section>/", status.autosave, name="autosave"),
    path("stand/<slug:token>/foto/", status.upload, name="upload"),
    path("stand/<slug:token>/zurueckziehen/", status.withdraw, name="withdraw"),
]
