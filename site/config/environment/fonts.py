"""The letters of the site: the part of Manrope (SIL Open Font License 1.1) that German and its neighbours need."""

import shutil
import tempfile
from pathlib import Path

import font_manrope
from django.conf import settings
from django.contrib.staticfiles.finders import BaseStorageFinder
from django.core.files.storage import FileSystemStorage
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SOURCE = Path(font_manrope.__file__).parent / "files"
FOLDER = "site/fonts"
WEIGHTS = (400, 800)
# Latin-1 and Latin Extended-A, for names of people from all of Europe and Turkey; quotes, dashes, spaces and arrows.
LETTERS = [*range(0x20, 0x180), *map(ord, "ẞȘșȚț–—‘’‚“”„†•…‹›€←→↑↓↗−\u2009\u202f")]


class FontFinder(BaseStorageFinder):
    """Offers the letters and their licence to collectstatic, which makes them anew, and to the development server."""

    storage = FileSystemStorage(settings.VAR_DIR / "fonts")

    def find(self, path, find_all=False, **kwargs):
        if path.startswith(FOLDER) and not self.storage.exists(path):
            make_fonts(Path(self.storage.path(FOLDER)))
        return super().find(path, find_all, **kwargs)

    def list(self, ignore_patterns):
        make_fonts(Path(self.storage.path(FOLDER)))
        return super().list(ignore_patterns)


def make_fonts(folder: Path) -> None:
    """Write manrope.woff2 (some 26 kB, weights as one axis) and its licence; whoever reads meanwhile reads whole files."""
    folder.mkdir(parents=True, exist_ok=True)
    options = subset.Options()
    # Hints serve screens of the nineties.
    options.hinting = False
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]
    font = TTFont(SOURCE / "Manrope-VariableFont_wght.ttf", recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    font.flavor = "woff2"
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        font.save(Path(made) / "manrope.woff2")
        shutil.copyfile(SOURCE / "OFL.txt", Path(made) / "OFL.txt")
        for file in Path(made).iterdir():
            file.replace(folder / file.name)
