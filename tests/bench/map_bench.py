"""How soon the marks of the map are there, beside the same page with an empty Leaflet map: python -m tests.bench.map_bench

Serves the demo with FEW and MANY stories, twice: as it is, and with a script in the place of map.js that makes an empty
map. Both are measured in turn, so that a busy machine slows both alike, and reach the browser the same way: a request
that Playwright answers keeps every other of that page waiting, too.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "site"))

LIMIT = 1.15
HTML_LIMIT = 1.10
ROUNDS = 9
# The same page and files, but the module draws nothing: a map of Leaflet's with its view set.
EMPTY = """
const frame = document.querySelector("[data-examples-map]");
const options = JSON.parse(document.getElementById("map-options").textContent);
const script = Object.assign(document.createElement("script"), { src: options.leaflet });
script.onload = () => {
  const view = frame.querySelector("[data-map-view]");
  for (const name of ["bar", "view", "line"]) { frame.querySelector(`[data-map-${name}]`).hidden = false; }
  frame.querySelector("[data-map-still]").hidden = true;
  window.L.map(view, { attributionControl: false, zoomControl: false }).fitBounds(options.bounds);
  view.dataset.done = "";
};
document.head.append(script);
"""
# Two frames after the element is there it has been painted.
SEEN = """selector => new Promise((resolve) => {
  const look = () => document.querySelector(selector)
    ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
    : requestAnimationFrame(look);
  look();
})"""


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.map_bench", description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, nargs=2, default=[100, 10_000], metavar=("FEW", "MANY"))
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "map-bench.json")
    options = parser.parse_args()
    results = [measure(count) for count in options.stories]
    few, many = results
    broken = [
        f"{row['stories']} stories: marks take {row['ratio']} × the empty map"
        for row in results
        if row["ratio"] > LIMIT
    ]
    if many["html"] > HTML_LIMIT * few["html"]:
        broken.append(f"the page grows from {few['html']} to {many['html']} bytes")
    say("stories  empty map ms  marks ms  ratio  HTML bytes  marks in the DOM")
    for row in results:
        say(
            f"{row['stories']:7}  {row['empty']:12}  {row['marks']:8}  {row['ratio']:5}  {row['html']:10}  {row['spots']:16}"
        )
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps({"rows": results, "broken": broken}, indent=1) + "\n")
    say("\n".join(broken))
    return 1 if broken else 0


def measure(count: int) -> dict:
    from tests import snapshots

    with tempfile.TemporaryDirectory() as name, ExitStack() as servers:
        marks, empty = Path(name) / "marks", Path(name) / "empty"
        snapshots.copy_demo(to=marks)
        fill = f"from tests.bench.content import fill; fill({count})"
        environment = snapshots.environment(marks)
        subprocess.run([*snapshots.MANAGE, "shell", "-v", "0", "-c", fill], env=environment, check=True, cwd=ROOT)
        shutil.copytree(marks, empty)
        for script in empty.glob("static/practice_examples/map/map.*js*"):
            script.write_text(EMPTY) if script.suffix == ".js" else script.unlink()
        addresses = {"empty": servers.enter_context(served(empty)), "marks": servers.enter_context(served(marks))}
        return {"stories": count, **look(addresses)}


@contextmanager
def served(folder: Path):
    """The address of the map page of the demo in this folder."""
    from demo import server
    from tests import snapshots
    from tests.ports import unused_port

    port = unused_port()
    host = f"http://{server.HOST}:{port}"
    process = server.start(port, env=snapshots.environment(folder, BASE_URL=host))
    try:
        assert server.wait_until_ready(process, port), "the demo did not start"
        yield f"{host}/landkarte/"
    finally:
        server.stop(process)


def look(addresses: dict[str, str]) -> dict:
    chromium = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        times: dict[str, list[float]] = {"empty": [], "marks": []}
        for number in range(ROUNDS + 1):
            for kind, selector in (("empty", "[data-done]"), ("marks", ".map-view .spot")):
                context = browser.new_context(viewport={"width": 1280, "height": 800})
                page = context.new_page()
                page.goto(addresses[kind], wait_until="commit")
                taken = page.evaluate(SEEN, selector)
                # The first round warms the server's cache.
                if number:
                    times[kind].append(taken)
                html = len(page.request.get(addresses[kind]).body())
                spots = page.locator(".map-view .spot").count()
                context.close()
        browser.close()
    empty, marks = (round(statistics.median(times[kind])) for kind in ("empty", "marks"))
    ratio = statistics.median(one / other for one, other in zip(times["marks"], times["empty"], strict=True))
    return {"empty": empty, "marks": marks, "ratio": round(ratio, 2), "html": html, "spots": spots}


if __name__ == "__main__":
    sys.exit(main())
