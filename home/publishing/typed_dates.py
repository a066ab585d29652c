"""Dates as editors type them, in every field of the admin that takes one: that very day, or an error.

Wagtail makes its date fields in many places (forms, blocks, filters, the dialog for the schedule), of the same three
widgets everywhere. So the widgets themselves learn to read.
"""

from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from home.language.typed_moments import read_day, read_moment, read_time

UNREADABLE = {
    "day": _("Diesen Tag können wir nicht lesen. Schreiben Sie zum Beispiel „24.12.2026“ oder „24. Dezember 2026“."),
    "moment": _(
        "Dieses Datum können wir nicht lesen. Schreiben Sie zum Beispiel „24.12.2026 18:00“ oder "
        "„24. Dezember 2026, 18 Uhr“."
    ),
    "time": _("Diese Uhrzeit können wir nicht lesen. Schreiben Sie zum Beispiel „18:00“ oder „18 Uhr“."),
}
FORMATS = {"day": "%d.%m.%Y", "moment": "%d.%m.%Y %H:%M", "time": "%H:%M"}
READERS: dict[str, Callable] = {"day": read_day, "moment": read_moment, "time": read_time}
WIDGETS = {
    "day": (AdminDateInput, models.DateField),
    "moment": (AdminDateTimeInput, models.DateTimeField),
    "time": (AdminTimeInput, models.TimeField),
}


def connect():
    """Once, before the first form is made."""
    for kind, (widget, model_field) in WIDGETS.items():
        _teach(widget, kind)
        register_form_field_override(
            model_field, override={"widget": widget, "error_messages": {"invalid": UNREADABLE[kind]}}
        )


def as_shown(kind: str, text: str) -> str | None:
    """The typed day, moment or time as the fields show it; None if nobody can tell which is meant."""
    found = READERS[kind](text)
    # Before the year 1000 strftime pads differently on different machines, and nobody plans there.
    return None if found is None or getattr(found, "year", 2000) < 1000 else found.strftime(FORMATS[kind])


def _teach(widget, kind):
    get_config, value_from_datadict = widget.get_config, widget.value_from_datadict

    def configured(self):
        # On leaving the field the picker would put today in the place of whatever it cannot read.
        return {**get_config(self), "validateOnBlur": False}

    def read(self, data, files, name):
        typed = value_from_datadict(self, data, files, name)
        return (as_shown(kind, typed) or typed) if isinstance(typed, str) else typed

    widget.get_config, widget.value_from_datadict = configured, read
