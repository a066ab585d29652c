"""Photographs every kind of page, narrow to wide, light and dark, with a sheet of all for each width.

python -m tests.screenshots [--to var/screenshots] [--only start landkarte …] [--widths 320 1280]
"""

import argparse
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page, sync_playwright

from tests.floors import ROOT
from tests.page_types import PAGES

sys.path.append(str(ROOT / "site"))

from tests.demo_site import CHROMIUM, QUIET, served_demo

WIDTHS = {320: 640, 390: 844, 768: 1024, 1280: 800, 1920: 1080}
SCHEMES = ("light", "dark")
# What a browser draws at once; a page is hardly ever longer.
TALLEST = 16_000
COLUMNS, THUMBNAIL, GAP, LINE = 7, (300, 620), 16, 28
ALL_PICTURES = """() => Promise.all([...document.images].map((image) => {
  image.loading = "eager";
  return image.decode().catch(() => {});
}))"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=ROOT / "var" / "screenshots")
    parser.add_argument("--only", nargs="+", choices=PAGES, default=list(PAGES), metavar="PAGE")
    parser.add_argument("--widths", nargs="+", type=int, choices=WIDTHS, default=list(WIDTHS), metavar="WIDTH")
    options = parser.parse_args()
    if CHROMIUM is None:
        parser.error("no Chromium found; CHROME_PATH names one")
    with (
        tempfile.TemporaryDirectory() as folder,
        served_demo(Path(folder) / "demo") as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for width in options.widths:
            context = browser.new_context(
                base_url=site.url,
                locale="de-DE",
                timezone_id="Europe/Berlin",
                viewport={"width": width, "height": WIDTHS[width]},
                reduced_motion="reduce",
            )
            page = context.new_page()
            for name in options.only:
                page.goto(PAGES[name], wait_until="networkidle")
                page.evaluate(ALL_PICTURES)
                for scheme in SCHEMES:
                    photograph(page, scheme, options.to / f"{width}-{scheme}" / f"{name}.png")
            context.close()
            for scheme in SCHEMES:
                sheet = make_sheet(sorted((options.to / f"{width}-{scheme}").glob("*.png")))
                sheet.save(options.to / f"{width}-{scheme}.png")
                sys.stdout.write(f"{options.to / f'{width}-{scheme}.png'}\n")
        browser.close()
    return 0


def photograph(page: Page, scheme: str, file: Path) -> None:
    """The whole page; whether a map has been painted anew by then is known to nobody, so it gets a moment."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_timeout(150)
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(
        path=file, full_page=True, clip={"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height}
    )


def make_sheet(files: list[Path]) -> Image.Image:
    """The beginnings of all pages side by side, each below its name."""
    width, height = THUMBNAIL
    rows = -(-len(files) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (width + GAP) + GAP, rows * (height + LINE + GAP) + GAP), "#888")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(18)
    for number, file in enumerate(files):
        left = GAP + number % COLUMNS * (width + GAP)
        top = GAP + number // COLUMNS * (height + LINE + GAP)
        draw.text((left, top), file.stem, "#000", font)
        with Image.open(file) as picture:
            begin = picture.crop((0, 0, picture.width, min(picture.height, picture.width * height // width)))
            sheet.paste(begin.resize((width, begin.height * width // begin.width)), (left, top + LINE))
    return sheet


if __name__ == "__main__":
    sys.exit(main())
