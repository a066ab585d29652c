"""Which files of the house a page passes through, and how often the way climbs: python -m tests.bench.trace

Draws a page of the demo for the first visitor after a publication, in a process that has drawn it before. A hop is a
call from a product file straight into another (a resumed generator counts; what passes through a template, the ORM or
any other library does not, nor do callbacks the cache calls). A climb is a hop into a file whose floor, or on the same
floor whose room, stands above the caller's; `tests.floors.height` has the table. A hop back enters a file that the
draw had entered before it first entered the caller: it needs no table, but changes with the order of the draw.
"""

import argparse
import os
import sys
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path, PurePath

import django

from tests.floors import height

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("home", "practice_examples", "events", "search", "site")
STORY = "jobpaten-auf-dem-land"
NAMED = {"map": "/landkarte/", "story": f"/landkarte/{STORY}/"}
SHOWN = 40
# Who calls what it was given, and knows nothing of it.
CALLBACKS = {PurePath("home/caching/version.py"): ("cached", "advance")}

Hop = tuple[PurePath, PurePath]


class Trace:
    """The product files of one draw in the order they were entered, and the hops between them."""

    def __init__(self):
        self.files: dict[PurePath, int] = {}
        self.hops: Counter[Hop] = Counter()

    def __call__(self, frame, event, argument):
        if event != "call" or not (entered := product_file(frame.f_code.co_filename)):
            return
        self.files.setdefault(entered, len(self.files))
        caller = frame.f_back and product_file(frame.f_back.f_code.co_filename)
        if caller and caller != entered and frame.f_back.f_code.co_name not in CALLBACKS.get(caller, ()):
            self.hops[caller, entered] += 1

    @property
    def climbs(self) -> Counter[Hop]:
        return Counter({hop: times for hop, times in self.hops.items() if height(hop[1]) > height(hop[0])})

    @property
    def back(self) -> Counter[Hop]:
        return Counter({hop: times for hop, times in self.hops.items() if self.files[hop[1]] < self.files[hop[0]]})


@cache
def product_file(name: str) -> PurePath | None:
    """Its path inside the repository; None for tests, migrations and other people's code."""
    if not name.startswith(f"{ROOT}{os.sep}"):
        return None
    path = PurePath(name).relative_to(ROOT)
    return path if path.parts[0] in PRODUCT and "migrations" not in path.parts else None


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.trace", description=__doc__.splitlines()[0])
    parser.add_argument("--page", metavar="map|story|/any/path/", help="one page instead of the map and a story")
    options = parser.parse_args()
    open_demo()
    for page in [options.page] if options.page else NAMED:
        address = NAMED.get(page, page)
        report(address, draw(address))


def open_demo() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ.pop("DATABASE_URL", None)
    django.setup()

    from django.conf import settings
    from django.db import connection

    from tests import snapshots

    snapshots.copy_demo(settings.SCRATCH)
    connection.settings_dict["NAME"] = str(settings.SCRATCH / snapshots.DATABASE)
    settings.PAGE_CACHE_SECONDS = 3600


def draw(address: str) -> Trace:
    from django.test import Client

    client, trace = Client(), Trace()
    for traced in (None, trace):
        publish_something()
        sys.setprofile(traced)
        try:
            response = client.get(address)
        finally:
            sys.setprofile(None)
        if response.status_code != 200:
            raise SystemExit(f"{address}: {response.status_code}")
    return trace


def publish_something() -> None:
    """Whatever is kept for the published content is outdated then, and whatever is kept at all is thrown away."""
    from django.core.cache import caches
    from wagtail.models import Page

    Page.objects.live().get(depth=2).specific.save_revision().publish()
    for kept in caches.all(initialized_only=True):
        kept.clear()


def report(address: str, trace: Trace) -> None:
    totals = [f"{counted.total()} {name}" for name, counted in (("hops", trace.hops), ("climbs", trace.climbs))]
    say(f"\n{address}: {len(trace.files)} files, {', '.join(totals)} ({trace.back.total()} hops back)")
    say("\nfiles in the order they are entered")
    say(*(f"      {path}" for path in trace.files))
    for title, counted in (("hops", trace.hops), ("hops back", trace.back)):
        say(f"\nmost frequent {title}", *map(line, islice(counted.most_common(), SHOWN)))
    say("\nall climbs", *(map(line, trace.climbs.most_common()) if trace.climbs else ["      none"]))


def line(counted: tuple[Hop, int]) -> str:
    (caller, entered), times = counted
    return f"{times:5} {caller} -> {entered}"


def say(*lines: str) -> None:
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
