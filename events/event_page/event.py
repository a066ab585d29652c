"""What the page of an event shows besides its own fields."""

from datetime import datetime
from functools import cached_property

from django.utils import timezone

from events.choices import Change, State
from home.land.geo import parse_location
from home.language.moments import iso
from home.media.blocks import load_body_renditions
from home.media.renditions import picture_url
from home.open_data.licence import LICENCE
from home.pages.addresses import absolute

SCHEMA_STATUS = {Change.CANCELLED: "EventCancelled", Change.POSTPONED: "EventPostponed"}


class Event:
    """One event at one moment: read when first asked for, in a number of queries that never grows."""

    def __init__(self, page, now: datetime):
        load_body_renditions(page.body, page.review)
        self.page, self.now = page, now

    @cached_property
    def state(self) -> State:
        return self.page.state_at(self.now)

    @property
    def is_over(self) -> bool:
        return self.state.is_over

    @property
    def presented(self) -> list[int]:
        """Keys of the stories on its stage, in their order."""
        return [entry.example_id for entry in self.page.presentations.all()]

    @property
    def online_link(self) -> str:
        return self.page.online_link if not self.page.change and self.page.when.shows_online_link(self.now) else ""

    @property
    def online_link_follows(self) -> bool:
        return bool(self.page.online_link) and not self.online_link and self.state == State.ANNOUNCED

    @property
    def share_picture(self) -> str:
        return picture_url(self.page.share_picture, "share") or picture_url(self.page.picture, "share")

    @property
    def registration_open(self) -> bool:
        page = self.page
        if not (page.registration_link or page.registration_email) or page.change:
            return False
        closes = page.registration_closes_on or page.last_day
        return closes is None or timezone.localdate(self.now) <= closes


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
        "url": absolute(event.url),
        "subjectOf": {"@type": "WebPage", "url": absolute(event.url), "license": LICENCE.url},
        "startDate": iso(event.when.start),
        "endDate": iso(event.when.end),
        "eventStatus": f"https://schema.org/{SCHEMA_STATUS.get(event.change, 'EventScheduled')}",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
    }
    if on_site:
        data["location"] = {
            "@type": "Place",
            "name": event.venue or str(event.place),
            "address": event.address or str(event.place or ""),
        }
        if pin := parse_location(event.location):
            data["location"]["geo"] = {"@type": "GeoCoordinates", "latitude": pin.lat, "longitude": pin.lng}
    else:
        # The link itself is for those who come; search engines get the page.
        data["location"] = {"@type": "VirtualLocation", "url": absolute(event.url)}
    if event.organisers:
        data["organizer"] = {"@type": "Organization", "name": event.organisers}
    return data
