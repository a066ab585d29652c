"""Renders the pictures of the demo and the brand pictures of the site.

    cd site && python -m demo.drawing.render [name …]

Needs playwright, Pillow and a Chromium (its path in CHROMIUM, else /usr/bin/chromium). The rendered files are in the
repository, so this runs only after a drawing was changed; with names, only those pictures are rendered.
"""

import sys
import tomllib
from io import BytesIO
from pathlib import Path

from PIL import Image

from . import brand
from .camera import camera
from .catalogue import pictures

SITE = Path(__file__).resolve().parents[2]
MEDIA = SITE / "demo" / "media"
BRAND = SITE / "static" / "site" / "img"


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


def render_pictures(lens, wanted):
    described = tomllib.loads((MEDIA / "pictures.toml").read_text(encoding="utf-8"))
    folder = MEDIA / "pictures"
    folder.mkdir(exist_ok=True)
    for name, svg, size in pictures():
        if name not in described:
            raise SystemExit(f"{name} has no alt text in pictures.toml")
        if not wanted or name in wanted:
            lens.frame(*size)
            (folder / f"{name}.webp").write_bytes(webp(lens.shoot(svg)))


def render_brand(lens):
    BRAND.mkdir(parents=True, exist_ok=True)
    (BRAND / "logo.svg").write_text(brand.logo(), encoding="utf-8")
    (BRAND / "favicon.svg").write_text(brand.favicon(), encoding="utf-8")
    for name, svg, size in (
        ("apple-touch-icon.png", brand.touch_icon(), (180, 180)),
        ("social.png", brand.social_picture(), (1200, 630)),
    ):
        lens.frame(*size)
        (BRAND / name).write_bytes(small_png(lens.shoot(svg)))


def main(wanted):
    with camera() as lens:
        render_pictures(lens, wanted)
        if not wanted:
            render_brand(lens)


if __name__ == "__main__":
    main(sys.argv[1:])
