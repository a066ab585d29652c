from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class OutcomeFigureBlock(blocks.StructBlock):
    """A result that can be checked: what, when, and who says so."""

    value = blocks.CharBlock(label=_("Zahl"), max_length=20, help_text=_("Zum Beispiel „19“."))
    label = blocks.CharBlock(label=_("Was die Zahl zählt"), max_length=120, help_text=_("Zum Beispiel „Praktika“."))
    period = blocks.CharBlock(label=_("Zeitraum"), max_length=60, help_text=_("Zum Beispiel „2016 bis 2018“."))
    source = blocks.CharBlock(
        label=_("Quelle"),
        max_length=120,
        default=_("Angabe des Projekts"),
        help_text=_("„Angabe des Projekts“ oder „ausgewertet von …“."),
    )

    class Meta:
        icon = "order"
        label = _("Ergebnis")
        template = "practice_examples/blocks/outcome_figure.html"
        description = _("Eine Zahl mit Zeitraum und Quelle, zum Beispiel „19 Praktika, 2016 bis 2018“.")
        preview_value = {
            "value": "19",
            "label": "Praktika",
            "period": "2016 bis 2018",
            "source": "Angabe des Projekts",
        }


class OutcomeFiguresBlock(blocks.StreamBlock):
    figure = OutcomeFigureBlock()

    class Meta:
        max_num = 3


class FirstStepsBlock(blocks.StreamBlock):
    step = blocks.CharBlock(
        label=_("Schritt"),
        max_length=200,
        icon="arrow-right",
        description=_("Ein Satz, der mit dem Tun beginnt, zum Beispiel „Mit dem Platzwart reden, bevor Sie einladen“."),
        preview_value=_("Mit dem Platzwart reden, bevor Sie einladen"),
    )

    class Meta:
        max_num = 3
