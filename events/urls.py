from django.urls import path, re_path

from events.calendars import feeds
from events.event_page import views as event_page

app_name = "events"
urlpatterns = [
    path("daten/veranstaltungen.ics", feeds.calendar, name="calendar"),
    path("daten/veranstaltungen.rss", feeds.events_rss, name="rss"),
    path("daten/veranstaltungen.json", feeds.events_json, name="json"),
    path("daten/veranstaltungen.csv", feeds.events_csv, name="csv"),
    path("daten/veranstaltungen.xlsx", feeds.events_xlsx, name="xlsx"),
    path("teilen/veranstaltungen/<int:pk>.png", event_page.event_card, name="event_card"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)termin\.ics$", feeds.single, name="event_calendar"),
]
