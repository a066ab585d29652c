"""Blocks that show pictures and films; and looking into bodies: which blocks they have, however deep, which pictures."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from home.media.containers.vtt import stored_cues
from home.media.external_videos import PROVIDERS, frame_address, page_address, read_video_id
from home.media.models import Picture, Video
from home.media.renditions import load_renditions


def some_picture():
    """The newest picture of the library, so that previews in the block picker show a real one."""
    return Picture.objects.usable().order_by("-created_at").first()


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Bild"))
    caption = blocks.CharBlock(
        label=_("Bildunterschrift"),
        max_length=250,
        required=False,
        help_text=_(
            "Was das Bild nicht von selbst sagt, zum Beispiel „Brötchen für beide Mannschaften“. "
            "Urheberin oder Urheber setzen wir dazu."
        ),
    )

    class Meta:
        icon = "image"
        label = _("Bild")
        template = "media/blocks/picture.html"
        description = _("Ein Bild in voller Breite mit Unterschrift, zum Beispiel eine Szene aus der Werkstatt.")

    def get_preview_value(self):
        return self.normalize({"picture": some_picture(), "caption": "Das Übergabeblatt hat Felder statt Abkürzungen."})


class GalleryBlock(blocks.StructBlock):
    pictures = blocks.ListBlock(PictureBlock(), label=_("Bilder"), min_num=2, max_num=12)

    class Meta:
        icon = "copy"
        label = _("Bildergalerie")
        template = "media/blocks/gallery.html"
        description = _(
            "Zwei bis zwölf Bilder nebeneinander; das erste steht groß. Zum Beispiel drei Bilder vom Turnierabend."
        )

    def get_preview_value(self):
        captions = [
            "Nach dem Spiel: erst reden, dann tauschen",
            "Brötchen für beide Mannschaften",
            "Auswertung im Vereinsheim",
        ]
        return self.normalize({"pictures": [{"picture": some_picture(), "caption": caption} for caption in captions]})


class VideoBlock(blocks.StructBlock):
    video = SnippetChooserBlock("media.Video", label=_("Film"))
    heading = blocks.CharBlock(
        label=_("Überschrift"),
        max_length=90,
        required=False,
        help_text=_("Zum Beispiel „Ein Donnerstag im Tal“. Leer lassen: Wir nehmen den Titel des Films."),
    )
    text = blocks.CharBlock(
        label=_("Text unter dem Film"),
        max_length=250,
        required=False,
        help_text=_("Zum Beispiel „Kamera und Schnitt: Medienwerkstatt“."),
    )

    class Meta:
        icon = "media"
        label = _("Film")
        template = "media/blocks/video.html"
        description = _("Ein Film aus „Filme“, mit Untertiteln und Abschrift, zum Beispiel „Ein Donnerstag im Tal“.")

    def get_preview_value(self):
        return self.normalize({"video": Video.objects.usable().first(), "heading": "Ein Donnerstag im Tal", "text": ""})


class ExternalVideoValue(blocks.StructValue):
    @property
    def platform(self):
        return PROVIDERS[self["provider"]]

    @property
    def frame_address(self) -> str:
        return frame_address(self["provider"], self["video_id"])

    @property
    def page_address(self) -> str:
        return page_address(self["provider"], self["video_id"])


class ExternalVideoBlock(blocks.StructBlock):
    provider = blocks.ChoiceBlock(
        label=_("Plattform"), choices=[(key, provider.name) for key, provider in PROVIDERS.items()], default="youtube"
    )
    video_id = blocks.CharBlock(
        label=_("Adresse oder Kennung"),
        max_length=200,
        help_text=_(
            "Zum Beispiel „https://youtu.be/aqz-KE-bpKQ“ oder „aqz-KE-bpKQ“; bei Vimeo „https://vimeo.com/76979871“."
        ),
    )
    title = blocks.CharBlock(
        label=_("Titel"), max_length=120, help_text=_("Zum Beispiel „Die Musikschule stellt sich vor“.")
    )
    poster = ImageChooserBlock(
        label=_("Standbild"),
        required=False,
        help_text=_("Steht dort, bis jemand den Film lädt. Es liegt auf diesem Server."),
    )

    class Meta:
        icon = "link-external"
        label = _("Film von YouTube oder Vimeo")
        template = "media/blocks/external_video.html"
        value_class = ExternalVideoValue
        description = _("Wird erst geladen, wenn jemand darauf klickt. Eigene Filme gehören besser zu „Filme“.")
        preview_value = {"provider": "youtube", "video_id": "aqz-KE-bpKQ", "title": "Die Musikschule stellt sich vor"}

    def clean(self, value):
        value = super().clean(value)
        if not value["video_id"]:
            # A draft, or the field itself would have been missed.
            return value
        video_id = read_video_id(value["provider"], value["video_id"])
        if not video_id:
            problem = ValidationError(
                _("Das ist keine Adresse eines Films bei %(platform)s. Richtig ist zum Beispiel „%(example)s“."),
                params={
                    "platform": value.platform.name,
                    "example": page_address(
                        value["provider"], "aqz-KE-bpKQ" if value["provider"] == "youtube" else "76979871"
                    ),
                },
            )
            raise blocks.StructBlockValidationError(block_errors={"video_id": problem})
        value["video_id"] = video_id
        return value


def leaves(stream):
    """Every (path, block, value) of a StreamField's value that holds no further blocks, in reading order.

    The path is the names of the blocks that lead there: ("gallery", "pictures", "item", "picture").
    """
    if stream:
        yield from _descend((), stream.stream_block, stream)


def pictures_in(stream) -> list:
    """Every picture of a body, once for each place it stands, stills of films included."""
    return [picture for _path, picture in placed_pictures(stream)]


def placed_pictures(stream):
    """(path, picture) of a body."""
    for path, block, value in leaves(stream):
        if value is None:
            continue
        if isinstance(block, ImageChooserBlock):
            yield path, value
        elif hasattr(value, "poster"):
            yield (*path, "poster"), value.poster


def load_body_renditions(*streams) -> None:
    """One query for the renditions of all pictures in these bodies; call it before the page is drawn."""
    load_renditions([picture for stream in streams for picture in pictures_in(stream)])


def _descend(path, block, value):
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from _descend((*path, child.block_type), child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks:
            yield from _descend((*path, "item"), child.block, child.value)
    elif isinstance(block, blocks.StructBlock):
        yield path, block, value
        for name, child in value.bound_blocks.items():
            yield from _descend((*path, name), child.block, child.value)
    else:
        yield path, block, value


def stream_texts(stream) -> list[str]:
    """All words of a body, those of its films included, for search."""
    texts = list(stream.stream_block.get_searchable_content(stream))
    for _path, _block, value in leaves(stream):
        if hasattr(value, "transcript"):
            texts += film_texts(value)
    return texts


def film_texts(video) -> list[str]:
    """What is said and shown in a film; nothing for no film."""
    if not video:
        return []
    # Captions repeat the transcript, mostly; every word counts once.
    return [video.title, video.transcript, *(cue.text for cue in stored_cues(video.captions))]


def frame_hosts(*streams) -> list[str]:
    """Foreign hosts whose films these bodies offer behind a click: what the page's `frame-src` must allow."""
    return sorted(
        {
            value.platform.frame_host
            for stream in streams
            for _path, block, value in leaves(stream)
            if isinstance(block, ExternalVideoBlock)
        }
    )
