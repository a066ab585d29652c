"""Renders the pictures of the demo and the brand pictures of the site from their drawings.

    cd site && python -m demo.drawing.render [name …]

A drawing is an SVG file in pictures/ or brand/, open to any drawing program; its width and height are the size to
render. Needs playwright, Pillow and a Chromium (its path in CHROMIUM, else /usr/bin/chromium). The rendered files are
in the repository, so this runs only after a drawing was changed; with names, only those are rendered.
"""

import os
import re
import sys
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from demo.texts import MEDIA

DRAWINGS = Path(__file__).parent
BRAND = Path(__file__).resolve().parents[2] / "static" / "site" / "img"
PAGE = "<!doctype html><style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style><body></body>"


class Camera:
    """Takes pictures of SVG with a headless Chromium."""

    def __init__(self, page):
        self._page = page

    def frame(self, width, height):
        self._page.set_viewport_size({"width": width, "height": height})
        self._page.set_content(PAGE)

    def shoot(self, svg):
        """The picture as PNG, in the size of the frame."""
        self._page.evaluate("svg => { document.body.innerHTML = svg }", svg)
        return self._page.screenshot(type="png")


@contextmanager
def camera():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        yield Camera(browser.new_page())
        browser.close()


def webp(png):
    """Flat colours are often smaller without loss than with it; the smaller one wins."""
    image = Image.open(BytesIO(png)).convert("RGB")
    versions = []
    for options in ({"lossless": True}, {"quality": 84}):
        buffer = BytesIO()
        image.save(buffer, "WEBP", method=6, **options)
        versions.append(buffer.getvalue())
    return min(versions, key=len)


def small_png(png):
    buffer = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def main(wanted):
    with camera() as lens:
        for drawing in sorted(DRAWINGS.glob("*/*.svg")):
            if not wanted or drawing.stem in wanted:
                svg = drawing.read_text(encoding="utf-8")
                lens.frame(*map(int, re.findall(r'(?:width|height)="(\d+)"', svg)[:2]))
                picture = lens.shoot(svg)
                if drawing.parent.name == "brand":
                    (BRAND / f"{drawing.stem}.png").write_bytes(small_png(picture))
                else:
                    (MEDIA / "pictures" / f"{drawing.stem}.webp").write_bytes(webp(picture))


if __name__ == "__main__":
    main(sys.argv[1:])
