from django.urls import path

from events.calendars import feeds

app_name = "events"
urlpatterns = [
    path("daten/veranstaltungen.ics", feeds.calendar, name="calendar"),
    path("daten/veranstaltungen.rss", feeds.EventsFeed(), name="rss"),
    path("veranstaltungen/<slug:slug>/termin.ics", feeds.single, name="event_calendar"),
]
