"""Keeps drawn cards and answers with them. The file lies in the private store: only a view that has looked whether
the page may be seen hands it out, so a card is gone from the web with its page."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from home.media.storage import private_storage, stale_files
from home.pages.colours import Palette
from home.pages.models import Portal
from home.sharing.drawing import Card, draw

# Changes when cards are drawn in another way.
LOOK = 1
FOLDER = "sharing"
MAX_AGE_SECONDS = 3600


def fingerprint(card: Card) -> str:
    return hashlib.sha256(f"{LOOK}\n{_wearing()}\n{card.text}".encode()).hexdigest()[:32]


def respond(request, card: Card) -> HttpResponse:
    """The card as PNG. It is drawn once for each text it shows."""
    etag = f'"{fingerprint(card)}"'
    response = get_conditional_response(request, etag) or HttpResponse(_read(card), content_type="image/png")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={MAX_AGE_SECONDS}"
    return response


def delete_drawings(before: datetime) -> int:
    """Cards of titles that may be gone by now. Whoever asks for one of the others has it drawn again."""
    storage = private_storage()
    old = stale_files(storage, FOLDER, before)
    for name in old:
        storage.delete(name)
    return len(old)


def _read(card: Card) -> bytes:
    storage, name = private_storage(), f"{FOLDER}/{fingerprint(card)}.png"
    if storage.exists(name):
        with storage.open(name) as file:
            return file.read()
    drawn = draw(card, *_wearing())
    storage.save(name, ContentFile(drawn))
    return drawn


def _wearing() -> tuple[str, Palette]:
    portal = Portal.current()
    return portal.name, portal.palette
