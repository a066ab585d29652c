from django.urls import path

from events.calendars import feeds

app_name = "events"
urlpatterns = [
    path("daten/veranstaltungen.ics", feeds.calendar, name="calendar"),
    path("daten/veranstaltungen.rss", feeds.events_rss, name="rss"),
    path("daten/veranstaltungen.json", feeds.events_json, name="json"),
    path("daten/veranstaltungen.csv", feeds.events_csv, name="csv"),
    path("daten/veranstaltungen.xlsx", feeds.events_xlsx, name="xlsx"),
    path("veranstaltungen/<slug:slug>/termin.ics", feeds.single, name="event_calendar"),
]
