"""The search as tests ask it, and what they read off its answer."""

from django.core.files.base import ContentFile

from home.media.models import Video
from tests import films
from tests.factories import make_picture
from tests.reading import Page, read


def search(client, text="", **parameters) -> Page:
    return read(client.get("/suche/", {"q": text, **parameters}))


def stories(page: Page) -> list[str]:
    """Slugs of the stories that were found, first hit first."""
    results = page.region("Geschichten").under("Geschichten")
    if "Hier fehlt noch Ihre Idee" in results.headings():
        return []
    return [card.links()[0].href.removeprefix("/landkarte/").strip("/") for card in results.all("article")]


def chips(page: Page) -> list[tuple[str, str]]:
    return [(link.href, link.name) for part in page.all("list", "Aktive Filter") for link in part.links()]


def lead(page: Page) -> str:
    return page.one("status").text


def make_film(**fields):
    files = {"file": ContentFile(films.mp4(), "x.mp4"), "captions": ContentFile(films.VTT.encode(), "x.vtt")}
    told = {"title": "Ein Donnerstag", "transcript": "0:21 Trainer: Am Ende standen dreißig Zelte."}
    return Video.objects.create(**files, **told, poster=make_picture(), credit="Medienwerkstatt", depicted="nobody")
