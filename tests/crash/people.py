"""People who register projects and do not give up: whatever breaks, they send the same thing again."""

import contextlib
import itertools
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field

import requests
from django.db import DatabaseError, connection

from practice_examples.submissions.protection import doubts
from practice_examples.submissions.record.models import Submission
from tests import images
from tests.reading import read

_numbers = itertools.count(1)


class Over(Exception):
    """The time is over; what was not acknowledged until then was promised to nobody."""


class TurnedAway(Exception):
    """An answer nobody should get; it is noted, and this person gives up after all."""


@dataclass
class Promises:
    """What the site has acknowledged, by the key of the form, and every answer it gave."""

    registered: set[uuid.UUID] = field(default_factory=set)
    told: dict[uuid.UUID, str] = field(default_factory=dict)
    photos: set[uuid.UUID] = field(default_factory=set)
    handed_in: set[uuid.UUID] = field(default_factory=set)
    answers: Counter = field(default_factory=Counter)
    unexpected: list[str] = field(default_factory=list)


def register_projects(url: str, promises: Promises, over: threading.Event) -> None:
    """One person after the other, until it is over."""
    try:
        while True:
            with contextlib.suppress(TurnedAway):
                Person(url, promises, over).register()
    except Over:
        pass
    finally:
        connection.close()


class Person:
    """Registers one project, from the form to handing in."""

    def __init__(self, url: str, promises: Promises, over: threading.Event):
        self.url, self.promises, self.over = url, promises, over
        self.number = next(_numbers)
        self.session = requests.Session()
        # Nobody here shares a connection with anybody.
        self.session.headers["X-Forwarded-For"] = f"2001:db8:{self.number:x}::1"

    def register(self):
        page = read(self.send("get", "/mitmachen/", expected=200).text)
        key = uuid.uuid4()
        data = {
            "csrfmiddlewaretoken": self.session.cookies["csrftoken"],
            "key": str(key),
            # Opened long enough ago.
            "started": doubts._signer.sign(str(int(time.time()) - 60)),
            "title": f"Näh-Café {self.number}",
            "summary": f"Jeden Freitag nähen Frauen aus {self.number} Ländern in der alten Sparkasse.",
            "place": "Hattingen",
            "topics": page.offered("topics")[0],
            "provider": "verein-und-ehrenamt",
            "organisation": "Nähwerk Hattingen",
            "name": "Jana Feld",
            "email": f"jana{self.number}@example.org",
            "consents": page.offered("consents"),
        }
        self.send("post", "/mitmachen/", data, expected=302)
        self.promises.registered.add(key)
        self.write(key, data)

    def write(self, key, data):
        link = f"/mitmachen/stand/{self.ask(lambda: Submission.objects.get(key=key)).token}/"
        form = {"csrfmiddlewaretoken": data["csrfmiddlewaretoken"]}
        self.send("post", link, form | {"action": "confirm"}, expected=302)
        story = f"Am {self.number}. Freitag kam der erste Auftrag."
        self.send("post", f"{link}abschnitt/geschichte/", form | {"story": story}, expected=200)
        self.promises.told[key] = story
        files = {"fotos": ("foto.jpg", images.jpeg(640, 480, quality=60 + self.number % 40), "image/jpeg")}
        photo = uuid.UUID(self.send("post", f"{link}foto/", form, files, expected=201).json()["key"])
        self.promises.photos.add(photo)
        draft = self.ask(lambda: Submission.objects.get(key=key)).draft
        described = {"description": "Viele Hände", "credit": "Jana Feld", "depicted": "nobody"}
        described = {f"foto-{photo.hex}-{name}": value for name, value in described.items()}
        self.send("post", link, {**form, **draft, **described, "action": "hand_in"}, expected=302)
        self.promises.handed_in.add(key)

    def send(self, method, address, data=None, files=None, *, expected: int) -> requests.Response:
        """The answer, once it is the expected one. Nothing but that, 503 and a broken line may come before it."""
        while not self.over.is_set():
            try:
                answer = self.session.request(
                    method, f"{self.url}{address}", data=data, files=files, allow_redirects=False, timeout=30
                )
            except requests.RequestException:
                self.promises.answers["broken line"] += 1
                time.sleep(0.1)
                continue
            self.promises.answers[answer.status_code] += 1
            if answer.status_code == expected:
                return answer
            if answer.status_code != 503 or not answer.headers.get("Retry-After"):
                self.promises.unexpected.append(f"{answer.status_code} instead of {expected}: {method} {address}")
                raise TurnedAway
            time.sleep(0.1)
        raise Over

    def ask(self, question):
        """An answer of the database itself, which is being killed too."""
        while not self.over.is_set():
            try:
                return question()
            except DatabaseError:
                connection.close()
                time.sleep(0.1)
        raise Over
