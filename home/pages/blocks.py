"""Blocks every body may use. What belongs to one kind of page lives with its app."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from home.media.blocks import ExternalVideoBlock, GalleryBlock, PictureBlock, VideoBlock

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "home/blocks/text.html"
        description = _(
            "Ein oder mehrere Absätze, zum Beispiel: „Donnerstag, kurz nach sechs, Kunstrasenplatz im Tal.“"
        )
        preview_value = "<p>Donnerstag, kurz nach sechs, Kunstrasenplatz im Tal. Elf Männer in blauen Trikots binden sich die Schuhe.</p>"


class HeadingBlock(blocks.CharBlock):
    def __init__(self, **kwargs):
        super().__init__(max_length=90, **kwargs)

    class Meta:
        icon = "title"
        label = _("Zwischenüberschrift")
        template = "home/blocks/heading.html"
        description = _("Kurz und sprechend, zum Beispiel: „Warum das funktioniert“.")
        preview_value = "Warum das funktioniert"


class VoiceBlock(blocks.StructBlock):
    portrait = ImageChooserBlock(label=_("Porträt"), required=False)
    quote = blocks.TextBlock(label=_("Zitat"), max_length=400, help_text=_("Ohne Anführungszeichen; die setzen wir."))
    name = blocks.CharBlock(
        label=_("Wer sagt das?"),
        max_length=100,
        help_text=_("Ein Name nur mit Einwilligung, sonst die Rolle: „Personalleiterin“."),
    )
    role = blocks.CharBlock(
        label=_("Funktion und Ort"),
        max_length=150,
        required=False,
        help_text=_("Zum Beispiel „Metallbetrieb, Wuppertal“."),
    )

    class Meta:
        icon = "openquote"
        label = _("Stimme")
        template = "home/blocks/voice.html"
        description = _("Ein Porträt, ein Satz, eine Rolle: Menschen sprechen für sich.")
        preview_value = {
            "quote": "Nach dem dritten Spiel kannte ich ihre Namen.",
            "name": "Personalleiter",
            "role": "Metallbetrieb, Wuppertal",
        }


class KeyFigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Zahl"), max_length=20, help_text=_("Zum Beispiel „19“ oder „3 von 4“."))
    label = blocks.CharBlock(
        label=_("Was die Zahl zählt"), max_length=120, help_text=_("Zum Beispiel „Praktika sind daraus geworden“.")
    )
    source = blocks.CharBlock(
        label=_("Quelle und Stand"),
        max_length=150,
        required=False,
        help_text=_("Zum Beispiel „Angabe des Projekts, Juni 2017“."),
    )

    class Meta:
        icon = "order"
        label = _("Kennzahl")
        template = "home/blocks/key_figure.html"
        description = _("Eine große Zahl mit einem Satz dazu.")
        preview_value = {
            "value": "19",
            "label": "Praktika sind daraus geworden",
            "source": "Angabe des Projekts, Juni 2017",
        }


class FactBoxBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titel"), max_length=90)
    text = TextBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Kasten")
        template = "home/blocks/fact_box.html"
        description = _("Hintergrund in einem Kasten, zum Beispiel: „Was ist eine Einstiegsqualifizierung?“")
        preview_value = {
            "title": "Was ist eine Einstiegsqualifizierung?",
            "text": "<p>Ein bezahltes Praktikum von sechs bis zwölf Monaten.</p>",
        }


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("PDF"))
    title = blocks.CharBlock(
        label=_("Titel"), max_length=120, required=False, help_text=_("Leer lassen: Wir nehmen den Titel der Datei.")
    )

    class Meta:
        icon = "download"
        label = _("Download")
        template = "home/blocks/download.html"
        description = _("Eine PDF-Datei zum Herunterladen, zum Beispiel ein Faltblatt.")

    def get_preview_value(self):
        return self.normalize({"document": get_document_model().objects.order_by("-pk").first(), "title": "Faltblatt"})


class StoryStreamBlock(blocks.StreamBlock):
    """The body of stories, events and plain pages."""

    text = TextBlock()
    heading = HeadingBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    voice = VoiceBlock()
    figure = KeyFigureBlock()
    fact_box = FactBoxBlock()
    download = DownloadBlock()
    external_video = ExternalVideoBlock()
