"""What the page of an event shows besides its own fields."""

from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from events import schedule
from events.choices import Change, State
from home.media.streams import load_body_renditions

SCHEMA_STATUS = {Change.CANCELLED: "EventCancelled", Change.POSTPONED: "EventPostponed"}


def event_context(event, now: datetime) -> dict:
    load_body_renditions(event.body, event.review)
    examples = presented_examples(event)
    return {
        "state": event.state_at(now),
        "State": State,
        "examples": examples,
        "points": [point_of(example) for example in examples if example.point],
        "online_link": event.online_link if schedule.shows_online_link(now=now, **event.times) else "",
        "registration_open": registration_open(event, now),
        "contact": event.contact,
        "json_ld": structured_data(event),
    }


def presented_examples(event) -> list:
    """Those that visitors may see, in the order of the stage, ready for cards."""
    order = {presentation.example_id: position for position, presentation in enumerate(event.presentations.all())}
    examples = apps.get_model("practice_examples", "ExamplePage").objects.visible().filter(pk__in=order).for_cards()
    return sorted(examples, key=lambda example: order[example.pk])


def point_of(example) -> dict:
    return {
        "lat": example.lat,
        "lng": example.lng,
        "name": example.place.town.name if example.place else example.title,
        "href": example.url,
    }


def registration_open(event, now: datetime) -> bool:
    if not (event.registration_link or event.registration_email) or event.change:
        return False
    closes = event.registration_closes_on or event.last_day
    return closes is None or timezone.localdate(now) <= closes


def structured_data(event) -> dict:
    """schema.org/Event for search engines; nothing for an event without a date, which must not be given one."""
    if event.starts_at is None:
        return {}
    on_site, online = bool(event.venue or event.address or event.place), bool(event.online_link)
    mode = "Mixed" if on_site and online else "Online" if online else "Offline"
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "url": address(event),
        "startDate": _moment(event.starts_at, event.all_day),
        "eventStatus": f"https://schema.org/{SCHEMA_STATUS.get(event.change, 'EventScheduled')}",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
    }
    if event.ends_at:
        data["endDate"] = _moment(event.ends_at, event.all_day)
    if on_site:
        data["location"] = {
            "@type": "Place",
            "name": event.venue or str(event.place),
            "address": event.address or str(event.place or ""),
        }
        if event.point:
            data["location"]["geo"] = {"@type": "GeoCoordinates", "latitude": event.lat, "longitude": event.lng}
    else:
        # The link itself is for those who come; search engines get the page.
        data["location"] = {"@type": "VirtualLocation", "url": address(event)}
    if event.organisers:
        data["organizer"] = {"@type": "Organization", "name": event.organisers}
    return data


def address(event) -> str:
    return f"{settings.BASE_URL}{event.url}"


def _moment(moment: datetime, all_day: bool) -> str:
    local = timezone.localtime(moment)
    return local.date().isoformat() if all_day else local.isoformat()
