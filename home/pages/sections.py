"""The sections of the home page. Each knows its words; what it counts or lists comes from template tags."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.pages.blocks import TextBlock, VoiceBlock


class Section(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Überschrift"), max_length=90)
    text = blocks.TextBlock(label=_("Text"), max_length=400, required=False)


class MapTeaserSection(Section):
    class Meta:
        icon = "site"
        label = _("Karte mit Zahlen je Region")
        template = "home/sections/map_teaser.html"
        description = _("Die 16 Regionen mit der Zahl ihrer Beispiele, immer aktuell.")
        preview_value = {"heading": "Sechzehn Regionen, eine Karte", "text": "Jede Zahl ist eine Geschichte."}


class StoriesValue(blocks.StructValue):
    @property
    def keys_in_order(self) -> list[int]:
        return [page.pk for page in self["stories"] if page]


class StoriesSection(Section):
    stories = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("Geschichte"), page_type="practice_examples.ExamplePage"),
        label=_("Geschichten"),
        min_num=1,
        max_num=6,
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("Ausgewählte Geschichten")
        value_class = StoriesValue
        template = "home/sections/stories.html"
        description = _("Drei Geschichten, die weitergehen. Was nicht mehr öffentlich ist, erscheint hier nicht.")

    def get_preview_value(self):
        stories = self.child_blocks["stories"].child_block.target_model.objects.live().order_by("-pk")[:3]
        return self.normalize({"heading": "Geschichten, die weitergehen", "text": "", "stories": list(stories)})


class Side(TextChoices):
    """The sides of every good idea. A home page on which voices speak shows a face of each."""

    WORK = "work", _("aus dem Beruf")
    VOLUNTEER = "volunteer", _("aus dem Ehrenamt")
    FLED = "fled", _("selbst geflüchtet")


def silent_sides(sections) -> list[Side]:
    """Whose face is missing among the voices of a home page; none where nobody speaks."""
    voices = [voice for section in sections if section.block_type == "voices" for voice in section.value["voices"]]
    shown = {voice["side"] for voice in voices if voice["portrait"]}
    return [side for side in Side if voices and side not in shown]


class SidedVoiceBlock(VoiceBlock):
    side = blocks.ChoiceBlock(
        label=_("Aus welcher Sicht?"),
        choices=Side.choices,
        required=False,
        help_text=_("Steht nirgends. Auf der Startseite kommt jede Sicht mit einem Gesicht zu Wort."),
    )


class VoicesSection(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Überschrift"), max_length=90, required=False)
    voices = blocks.ListBlock(SidedVoiceBlock(), label=_("Stimmen"), min_num=1, max_num=4)

    class Meta:
        icon = "openquote"
        label = _("Stimmen")
        template = "home/sections/voices.html"
        description = _("Ein bis vier Stimmen: aus dem Beruf, aus dem Ehrenamt und von Menschen, die geflüchtet sind.")

    def get_preview_value(self):
        voice = self.child_blocks["voices"].child_block.get_preview_value()
        return self.normalize({"heading": "", "voices": [voice]})


class FiguresSection(Section):
    class Meta:
        icon = "order"
        label = _("Zahlen")
        template = "home/sections/figures.html"
        description = _("Beispiele, Orte, Regionen und Veranstaltungen, gezählt beim Aufruf der Seite.")
        preview_value = {"heading": "Was bisher zusammenkam", "text": ""}


class EventsSection(Section):
    class Meta:
        icon = "date"
        label = _("Nächste Veranstaltungen")
        template = "home/sections/events.html"
        description = _("Die nächsten drei Veranstaltungen.")
        preview_value = {"heading": "Nächste Termine", "text": ""}


class CallSection(Section):
    button = blocks.CharBlock(label=_("Beschriftung des Knopfs"), max_length=40)
    page = blocks.PageChooserBlock(label=_("Ziel"))

    class Meta:
        icon = "plus-inverse"
        label = _("Aufruf")
        template = "home/sections/call.html"
        description = _("Ein farbiges Band mit einem Knopf, zum Beispiel „Projekt anmelden“.")

    def get_preview_value(self):
        page = self.child_blocks["page"].target_model.objects.live().filter(depth=2).first()
        return self.normalize(
            {"heading": "Ihre Idee fehlt noch", "text": "", "button": "Projekt anmelden", "page": page}
        )


class TextSection(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Überschrift"), max_length=90)
    text = TextBlock(label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Textabschnitt")
        template = "home/sections/text.html"
        description = _("Überschrift und Absätze.")
        preview_value = {
            "heading": "Warum diese Karte?",
            "text": "<p>Gute Ideen haben einen Ort. Wer sie kennt, muss nicht bei null anfangen.</p>",
        }


class HomeStreamBlock(blocks.StreamBlock):
    map_teaser = MapTeaserSection()
    stories = StoriesSection()
    voices = VoicesSection()
    figures = FiguresSection()
    events = EventsSection()
    call = CallSection()
    text = TextSection()
