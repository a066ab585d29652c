from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ProgrammeSlotBlock(blocks.StructBlock):
    time = blocks.CharBlock(
        label=_("Uhrzeit"), max_length=30, required=False, help_text=_("Zum Beispiel „17:30“ oder „Samstag, 10:00“.")
    )
    title = blocks.CharBlock(label=_("Was"), max_length=150, help_text=_("Zum Beispiel „Markt der Geschichten“."))
    text = blocks.TextBlock(label=_("Näheres"), max_length=500, required=False)

    class Meta:
        icon = "time"
        label = _("Programmpunkt")
        template = "events/blocks/programme_slot.html"
        description = _("Eine Zeile des Programms, zum Beispiel „17:30 Markt der Geschichten“.")
        preview_value = {"time": "17:30", "title": "Markt der Geschichten", "text": "Zwölf Tische, zwölf Initiativen."}


class ProgrammeBlock(blocks.StreamBlock):
    slot = ProgrammeSlotBlock()


class FurtherProjectsBlock(blocks.StreamBlock):
    project = blocks.CharBlock(
        label=_("Projekt"),
        max_length=200,
        icon="doc-empty",
        description=_("Name und Ort, zum Beispiel „Nähwerkstatt, Hattingen“."),
        preview_value=_("Nähwerkstatt, Hattingen"),
    )
