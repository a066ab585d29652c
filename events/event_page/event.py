"""What the page of an event shows besides its own fields."""

from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from events.choices import Change, State
from home.land.geo import parse_location
from home.language.moments import iso
from home.media.blocks import load_body_renditions
from home.media.renditions import picture_url
from home.open_data.licence import LICENCE
from home.pages.addresses import absolute
from home.sharing.delivery import fingerprint
from home.sharing.drawing import Card

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
    def look(self) -> str:
        """Ground of the poster: yellow for what is coming or going on, that of the Land for what was, else plain."""
        grounds = dict.fromkeys((State.ANNOUNCED, State.RUNNING), "sun") | dict.fromkeys(
            (State.PAST, State.REVIEWED), "land"
        )
        return f"{grounds.get(self.state, 'plain')} {self.state}"

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
        return share_picture(self.page)

    @property
    def registration_open(self) -> bool:
        page = self.page
        if not (page.registration_link or page.registration_email) or page.change:
            return False
        closes = page.registration_closes_on or page.last_day
        return closes is None or timezone.localdate(self.now) <= closes


def card_of(page) -> Card:
    """With its day and town: the poster of an event that has no picture."""
    town = page.place.town.name if page.place else page.where and page.where.name
    region = page.where.pk if page.where else ""
    return Card(page.title, " · ".join(filter(None, [page.when.days, town])), region, page.point)


def share_picture(page) -> str:
    """Chosen by the editors, else the event's own picture, else a drawn card."""
    photograph = picture_url(page.share_picture, "share") or picture_url(page.picture, "share")
    if photograph or page.pk is None:
        return photograph
    # The version makes networks fetch the picture anew when title or day change.
    return f"{reverse('events:event_card', args=[page.pk])}?v={fingerprint(card_of(page))[:8]}"


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
        "image": absolute(share_picture(event)),
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
