"""What may already be there: the same town or next door, and a similar title or the same web address."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from urllib.parse import parse_qsl, urlsplit

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from home.land import geo
from home.land.names import fold
from home.language.compounds import pieces
from practice_examples.models import ExamplePage
from practice_examples.submissions.record.models import Submission

NEXT_DOOR_KM = 0.1
# The share of letters two titles have in common.
SIMILAR = 0.72
# A piece is found where this share of it is, in one run: mistyped or with another ending.
FOUND = 0.75
SHORTEST = 3
# They say where somebody comes from, not where the address leads.
TRACKING = ("utm_", "fbclid", "gclid", "mc_")


@dataclass(frozen=True)
class Candidate:
    """A submission or a page, as far as comparing needs it."""

    title: str
    town: str
    lat: float | None
    lng: float | None
    website: str
    url: str
    submission: int | None
    page: int | None


@dataclass(frozen=True)
class Duplicate:
    title: str
    url: str
    reason: str


def find_duplicates(submissions: Iterable[Submission]) -> dict[int, list[Duplicate]]:
    """For each submission (by primary key) what it resembles, with the reason. Two queries for any number."""
    submissions = [submission for submission in submissions if submission.title]
    towns = {_town(submission.place) for submission in submissions}
    around = Q(place__in=towns) | Q(place__municipality__in=towns)
    for submission in submissions:
        if submission.lat is not None:
            box = geo.bounding_box(geo.Point(lat=submission.lat, lng=submission.lng), NEXT_DOOR_KM)
            around |= Q(lat__range=(box.south, box.north), lng__range=(box.west, box.east))
    candidates = [*_submissions(around), *_pages(around)] if submissions else []
    return {submission.pk: list(_alike(submission, candidates)) for submission in submissions}


def _submissions(around):
    found = Submission.objects.still_relevant().filter(around).select_related("place")
    for other in found.only("title", "place__municipality_id", "lat", "lng", "website", "page_id"):
        url = reverse("submission_detail", args=[other.pk])
        yield Candidate(
            other.title, _town(other.place), other.lat, other.lng, other.website, url, other.pk, other.page_id
        )


def _pages(around):
    columns = ("pk", "title", "place_id", "place__municipality_id", "lat", "lng")
    for pk, title, place, town, lat, lng in ExamplePage.objects.filter(around).values_list(*columns):
        yield Candidate(title, town or place, lat, lng, "", reverse("wagtailadmin_pages:edit", args=[pk]), None, pk)


def _alike(submission, candidates):
    for other in candidates:
        itself = other.submission == submission.pk or (other.page and other.page == submission.page_id)
        # A page that came from another submission would only say the same twice.
        twice = other.submission is None and any(c.submission and c.page == other.page for c in candidates)
        where = "" if itself or twice else _where(submission, other)
        what = where and _what(submission, other)
        if what:
            yield Duplicate(other.title, other.url, f"{where}, {what}")


def _where(submission, other) -> str:
    if None not in (submission.lat, other.lat):
        points = geo.Point(lat=submission.lat, lng=submission.lng), geo.Point(lat=other.lat, lng=other.lng)
        metres = round(geo.distance_km(*points) * 1000)
        if 0 < metres <= NEXT_DOOR_KM * 1000:
            return _("%d m entfernt") % metres
    return _("selber Ort") if other.town == _town(submission.place) else ""


def _what(submission, other) -> str:
    if submission.website and _address(submission.website) == _address(other.website):
        return _("dieselbe Internetadresse")
    if fold(submission.title) == fold(other.title):
        return _("gleicher Titel")
    return _("ähnlicher Titel") if resemblance(submission.title, other.title) >= SIMILAR else ""


def resemblance(title: str, other: str) -> float:
    """0 to 1: how many letters of both titles stand in pieces that the other has as well, in whatever order."""
    mine, theirs = pieces(title), pieces(other)
    found = _letters_of(mine, "".join(theirs)) + _letters_of(theirs, "".join(mine))
    return found / max(1, sum(map(len, [*mine, *theirs])))


def _letters_of(own: list[str], others: str) -> int:
    return sum(len(piece) for piece in own if _is_in(piece, others))


def _is_in(piece: str, letters: str) -> bool:
    length = max(SHORTEST, ceil(FOUND * len(piece)))
    return any(piece[at : at + length] in letters for at in range(max(1, len(piece) - length + 1)))


def _address(website: str) -> tuple:
    """What two spellings of an address share: without scheme, "www.", slash at the end and marks of tracking."""
    parts = urlsplit(website)
    query = sorted(pair for pair in parse_qsl(parts.query) if not pair[0].startswith(TRACKING))
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), query


def _town(place) -> str:
    return place.municipality_id or place.pk
