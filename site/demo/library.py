"""The demo's own drawings and clips, put into the site's library through the same door as everybody's uploads."""

from django.core.files.base import ContentFile

from demo.texts import MEDIA, read
from home.media.models import Depicted, Picture, Video

CREDIT = "Illustration: Landkarte der guten Ideen"
LICENCE = "Eigenes Werk, CC BY 4.0"


class Library:
    """Loads each picture and clip once, when a text first asks for it; what is there already is used again."""

    def __init__(self):
        self._pictures = {picture.title: picture for picture in Picture.objects.filter(credit=CREDIT)}
        self._clips = {video.title: video for video in Video.objects.filter(credit=CREDIT)}

    def picture(self, name: str) -> Picture:
        title = f"Illustration {name}"
        if title not in self._pictures:
            facts = read("pictures")[name]
            self._pictures[title] = self._add_picture(
                title, MEDIA / "pictures" / f"{name}.webp", facts["alt"], **facts.get("frame", {})
            )
        return self._pictures[title]

    def _add_picture(self, title, path, description, **frame):
        return Picture.objects.create(
            title=title,
            file=_file(path),
            description=description,
            credit=CREDIT,
            source_licence=LICENCE,
            depicted=Depicted.NOBODY,
            **frame,
        )

    def clip(self, name: str) -> Video:
        facts = read("clips")[name]
        title = facts["title"].replace("\n", " ")
        if title not in self._clips:
            folder = MEDIA / "clips"
            self._clips[title] = Video.objects.create(
                title=title,
                file=_file(folder / f"{name}.mp4"),
                poster=self._add_picture(f"Standbild {name}", folder / f"{name}.webp", facts["description"]),
                captions=_file(folder / f"{name}.de.vtt"),
                transcript=(folder / f"{name}.txt").read_text(encoding="utf-8"),
                credit=CREDIT,
                source_licence=LICENCE,
                depicted=Depicted.NOBODY,
            )
        return self._clips[title]


def _file(path):
    return ContentFile(path.read_bytes(), name=path.name)
