"""One database: fill it, ask every address, write what it cost. Run by `python -m tests.bench`, Django set up."""

import json
import sys
import time
from pathlib import Path
from statistics import median

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from home.caching import version
from practice_examples.models import ExamplePage
from tests import snapshots
from tests.bench.content import fill

ROUNDS = 15
GEOJSON = "/daten/beispiele.geojson"
# A third of all stories have this word.
SEARCH = "q=werkstatt&ort=koeln&umkreis=50&thema=ausbildung"
ADDRESSES = {
    "map page": "/landkarte/",
    "map page, filtered": "/landkarte/?ort=koeln&umkreis=50&thema=ausbildung",
    "map page, a word": f"/landkarte/?{SEARCH}",
    "search": f"/suche/?{SEARCH}",
    "search, a word": "/suche/?q=werkstatt",
    "story": "/landkarte/{story}/",
    "town": "/orte/koeln/",
    "events": "/veranstaltungen/",
    "home": "/",
    "embedded": "/einbetten/",
    "GeoJSON": GEOJSON,
    "GeoJSON, filtered": f"{GEOJSON}?ort=koeln&umkreis=10",
    "map: towns": "/daten/karte/orte.json",
    "map: pins": "/daten/karte/pins.json?bbox=6.8,50.8,7.1,51.0",
}
# What must hold; CPU as a multiple of a view that renders a small template and asks no database. "Cold" is the first
# request after a publication, "warm" any other, both drawn; "kept" is what the page cache answers.
LISTING = 20
KEPT = 0.35
WARM_GEOJSON = 2
BYTES_PER_STORY = 150
GROWTH_OF_HTML = 1.10
# How much more a search may cost with many stories than with few, measured in one run on one machine.
SEARCHES = ("map page, a word", "search", "search, a word")
GROWTH_OF_SEARCH = 8

NOTHING = engines["django"].from_string(
    "<!doctype html><title>{{ title }}</title>{% for n in numbers %}<p>{{ n }}</p>{% endfor %}"
)


def nothing(request):
    return HttpResponse(NOTHING.render({"title": "Nichts", "numbers": range(20)}, request))


urlpatterns = [path("bench/nothing/", nothing), path("", include("config.urls"))]


def main(answer: str, few: str, many: str) -> None:
    prepare_database()
    settings.ROOT_URLCONF = "tests.bench.measure"
    rows = []
    for stories in (int(few), int(many)):
        fill(stories, progress=lambda made, stories=stories: say(f"  {made:,} of {stories:,} stories"))
        rows += [measure(name, address, stories) for name, address in ADDRESSES.items()]
        say("")
    Path(answer).write_text(json.dumps({"rows": rows, "broken": broken_limits(rows)}, ensure_ascii=False))


def prepare_database() -> None:
    if connection.vendor == "sqlite":
        snapshots.copy_places(settings.SCRATCH)
        connection.settings_dict["NAME"] = str(settings.SCRATCH / snapshots.DATABASE)
    else:
        call_command("migrate", verbosity=0)
        call_command("load_places", verbosity=0)


def measure(name: str, address: str, stories: int) -> dict:
    say(f"  {name}")
    address = address.format(story=ExamplePage.objects.latest("first_published_at").slug)
    client = Client(headers={"accept-encoding": "br, gzip"} if address == GEOJSON else {})
    # Some things are asked once in the life of a process.
    get(client, address)
    forget()
    content, cold_queries = counted(client, address)
    _content, warm_queries = counted(client, address)
    # Anew for each row, or a machine that turns busy would change the ratios.
    floor = cpu_of("/bench/nothing/", rounds=10 * ROUNDS)
    cold = median(cpu_of(address, client, rounds=1, before=forget) for _round in range(3))
    warm = cpu_of(address, client)
    kept = cpu_of_kept(address) if address.partition("?")[0].endswith("/") else None
    row = {
        "page": name,
        "stories": stories,
        "queries": f"{cold_queries}/{warm_queries}",
        "cold": round(cold / floor, 1),
        "warm": round(warm / floor, 1),
        "kept": round(kept / floor, 2) if kept else "",
        "bytes": len(content),
    }
    return row | {"limit": ", ".join(soft_limits(row)) or "ok"}


def counted(client: Client, address: str) -> tuple[bytes, int]:
    with CaptureQueriesContext(connection) as queries:
        content = get(client, address)
    # Counted at once: the next request empties the log.
    return content, len(queries)


def cpu_of(address: str, client: Client | None = None, rounds: int = ROUNDS, before=lambda: None) -> float:
    client = client or Client()
    times = []
    for _round in range(rounds):
        before()
        server, started = server_seconds(), time.process_time()
        get(client, address)
        used = time.process_time() - started
        times.append(used + server_seconds() - server)
    return median(times)


def cpu_of_kept(address: str) -> float:
    settings.PAGE_CACHE_SECONDS = 3600
    try:
        client = Client()
        get(client, address)
        return cpu_of(address, client, rounds=10 * ROUNDS)
    finally:
        settings.PAGE_CACHE_SECONDS = 0


def server_seconds() -> float:
    """CPU of the process of PostgreSQL's that works for this one; nothing with SQLite, which works in this one."""
    if connection.vendor != "postgresql":
        return 0
    connection.ensure_connection()
    used = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    # Only Linux tells it.
    return int(used.read_text().split()[0]) / 1e9 if used.exists() else 0


def get(client: Client, address: str) -> bytes:
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address}: {response.status_code}")
    return response.getvalue()


def forget() -> None:
    cache.clear()
    version.advance()


def soft_limits(row: dict) -> list[str]:
    """CPU, which a busy machine distorts: marked in the table, no failure."""
    found = []
    if row["page"] in ("map page", "embedded") and row["warm"] > LISTING:
        found.append(f"warm > {LISTING}")
    if row["kept"] and row["kept"] > KEPT:
        found.append(f"kept > {KEPT}")
    if row["page"] == "GeoJSON" and row["warm"] > WARM_GEOJSON:
        found.append(f"warm > {WARM_GEOJSON}")
    return found


def broken_limits(rows: list[dict]) -> list[str]:
    """What is the same on every machine, and what one run compares with itself."""
    found = []
    for few, many in zip(rows[: len(ADDRESSES)], rows[len(ADDRESSES) :], strict=True):
        if few["queries"] != many["queries"]:
            found.append(
                f"{few['page']}: {few['queries']} queries with {few['stories']} stories, {many['queries']} with {many['stories']}"
            )
        if few["page"] in ("map page", "embedded") and many["bytes"] > few["bytes"] * GROWTH_OF_HTML:
            found.append(f"{few['page']}: {many['bytes']:,} bytes of HTML instead of {few['bytes']:,}")
        if many["page"] == "GeoJSON" and many["bytes"] > BYTES_PER_STORY * many["stories"]:
            found.append(f"GeoJSON: {many['bytes'] / many['stories']:.0f} bytes a story")
        for state in ("cold", "warm"):
            if few["page"] in SEARCHES and many[state] >= few[state] * GROWTH_OF_SEARCH:
                found.append(
                    f"{few['page']}, {state}: {many[state] / few[state]:.1f} × the CPU of {few['stories']} stories"
                )
    return found


def say(words: str) -> None:
    sys.stderr.write(f"\r{words:<60}")
    sys.stderr.flush()
