"""Choosing a place by typing: a combobox with suggestions, or without JavaScript a text the server understands."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home.land.models import Place, PlaceName
from home.land.names import fold
from home.land.suggestions import resolve, suggest


class PlaceWidget(forms.TextInput):
    """Shows and sends the label of a place ("Rath, Ortsteil von Köln"), which says unambiguously which one is meant."""

    template_name = "places/place_widget.html"
    media = forms.Media(css={"all": ["places/combobox.css"]}, js=[Script("places/combobox.js", type="module")])

    def get_context(self, name, value, attrs):
        found = resolve(str(value)) if value else None
        context = super().get_context(name, found.label if found else value, attrs)
        attrs = context["widget"]["attrs"]
        attrs.update(
            {
                "data-combobox": reverse("places:suggestions"),
                "data-kinds": "municipality ortsteil",
                "autocomplete": "off",
                "maxlength": 100,
            }
        )
        if found:
            attrs.update({"data-id": found.ref, "data-lat": str(found.lat), "data-lng": str(found.lng)})
            attrs.update({"data-at-town": "true"} if found.at_town else {})
        return context


class PlaceField(forms.ModelChoiceField):
    """A town or an Ortsteil by name, postcode or id, however it is spelled."""

    widget = PlaceWidget
    default_error_messages = {
        "unknown": _("Diesen Ort kennen wir nicht."),
        "unknown_but": _("Diesen Ort kennen wir nicht. Meinten Sie %(candidates)s?"),
        "several": _("So heißen mehrere Ortsteile. Meinten Sie %(candidates)s?"),
        "not_a_place": _(
            "%(name)s ist kein einzelner Ort. Bitte wählen Sie eine Stadt oder Gemeinde, zum Beispiel %(candidates)s."
        ),
    }

    def __init__(self, queryset=None, **kwargs):
        super().__init__(Place.objects.select_related("municipality") if queryset is None else queryset, **kwargs)

    def to_python(self, value):
        if isinstance(value, Place) or value in self.empty_values:
            return value or None
        value = str(value).replace("\x00", "").strip()
        if not value:
            return None
        found = resolve(value)
        if found and found.kind == found.Kind.ORTSTEIL:
            self._refuse_several(value, found)
        place = self.queryset.filter(pk=found.ref).first() if found and found.is_place else None
        if place is None:
            raise self._error(value, found)
        return place

    def has_changed(self, initial, data):
        initial = initial.pk if isinstance(initial, Place) else initial
        found = resolve(str(data)) if data else None
        return str(initial or "") != (found.ref if found else str(data or ""))

    def _refuse_several(self, value, found):
        """Only a name without a town can mean several districts."""
        same = PlaceName.objects.filter(kind=found.kind, folded=fold(value)).best_first(value)
        labels = [name.label for name in same[:4]]
        if len(labels) > 1:
            raise ValidationError(
                self.error_messages["several"], code="several_places", params={"candidates": _or(labels)}
            )

    def _error(self, value, found):
        if found:
            towns = Place.objects.towns().order_by("-population", "sort_name")
            examples = towns.filter(**{found.kind: found.ref} if found.kind != "area" else {"kreis__areas": found.ref})[
                :3
            ]
            message, names = "not_a_place", [str(place) for place in examples]
        else:
            names = [candidate.label for candidate in suggest(value) if candidate.is_place][:3]
            message = "unknown_but" if names else "unknown"
        return ValidationError(
            self.error_messages[message],
            code="unknown_place",
            params={"name": found and found.name, "candidates": _or(names)},
        )


def _or(names):
    return " oder ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
