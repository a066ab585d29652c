"""From query parameters to `Filters`. Never raises: what cannot be understood becomes a `Problem`."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from home.filters.state import NEAREST, RADII, SORTS, Choice, Filters, Problem
from home.land.geo import Box, Point
from home.land.land import IN_ALL_LAND, land
from home.land.models import PlaceName
from home.land.suggestions import MAX_QUERY_LENGTH, read_place
from home.language.search_words import words_wanted

MAX_TEXT_LENGTH = 100
_LONGEST_ECHO = 60
_NUMBER = re.compile(r"[0-9]{1,9}")
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?")

Vocabulary = Mapping[str, str]


def parse(
    parameters: QueryDict,
    *,
    topics: Vocabulary | None = None,
    providers: Vocabulary | None = None,
    efforts: Vocabulary | None = None,
    costs: Vocabulary | None = None,
) -> Filters:
    """The filter state of a request.

    A vocabulary maps slugs to labels; a surface that passes none for a parameter ignores that parameter.
    Unknown parameters are ignored, and `umkreis` without a place; a malformed value of either kind is not.
    """
    return _Reader(parameters).filters(topics, providers, efforts, costs)


class _Reader:
    def __init__(self, parameters: QueryDict):
        self.parameters = parameters
        self.problems = []

    def filters(self, topics, providers, efforts, costs) -> Filters:
        text, place, radius, sort = self.text(), self.place(), self.radius(), self.sort()
        filters = Filters(
            text=text,
            wanted=words_wanted(text) if text else (),
            place=place,
            # Around nothing and nearest to nothing mean nothing.
            radius=radius if place else None,
            kept_radius=None if place else radius,
            sort=sort if place or sort != NEAREST else "",
            kreis=self.named_area("kreis", PlaceName.Kind.KREIS, _("Den Kreis „%(value)s“ kennen wir nicht.")),
            region=self.named_area("region", PlaceName.Kind.REGION, _("Die Region „%(value)s“ kennen wir nicht.")),
            topics=self.choices("thema", topics, _("Das Thema „%(value)s“ gibt es nicht.")),
            providers=self.choices("traeger", providers, _("Die Trägerart „%(value)s“ gibt es nicht.")),
            effort=self.choice("aufwand", efforts, _("Den Aufwand „%(value)s“ gibt es nicht.")),
            cost=self.choice("kosten", costs, _("Die Kostenstufe „%(value)s“ gibt es nicht.")),
            video=self.video() if topics is not None else False,
            box=self.box(),
            page=self.page(),
            town_name=_town_name(place) if place and (place.at_town or not radius) else "",
            problems=tuple(self.problems),
        )
        return replace(filters, sort="") if sort == filters.usual_order else filters

    def value(self, name: str) -> str:
        """The last value given; empty if it holds signs that no one types."""
        value = self.parameters.get(name, "")
        if _is_unreadable(value):
            self.complain(name, "", _("Eine Angabe enthält unlesbare Zeichen: „%(value)s“.") % {"value": name})
            return ""
        return " ".join(value.split())

    def complain(self, name: str, value: str, message: str, alternatives=()):
        if not any(problem.name == name for problem in self.problems):
            self.problems.append(Problem(name, message, value, tuple(alternatives)))

    def text(self) -> str:
        value = self.value("q")
        if len(value) <= MAX_TEXT_LENGTH:
            return value
        self.complain(
            "q",
            value[:MAX_TEXT_LENGTH],
            _("Das Stichwort ist zu lang: höchstens %(length)d Zeichen. Wir haben nicht danach gesucht.")
            % {"length": MAX_TEXT_LENGTH},
        )
        return ""

    def place(self) -> PlaceName | None:
        value = self.value("ort")
        if not value:
            return None
        understood = read_place(value)
        if understood.place and not understood.meant:
            return understood.place
        shown, meant = {"value": _shorten(value)}, understood.meant
        if understood.place:
            message = _("Den Ort „%(value)s“ kennen wir nicht. Meinten Sie %(place)s? Wir zeigen die Ergebnisse dafür.")
            shown["place"], meant = understood.place.label, ()
        else:
            message = _("Den Ort „%(value)s“ kennen wir nicht. Wir zeigen die Ergebnisse ohne ihn.")
        self.complain("ort", value[:MAX_QUERY_LENGTH], message % shown, meant)
        return understood.place

    def radius(self) -> int | None:
        value = self.value("umkreis")
        if not value:
            return None
        if _NUMBER.fullmatch(value) and int(value) in RADII:
            return int(value)
        self.complain(
            "umkreis",
            value,
            _("Der Umkreis „%(value)s“ ist nicht möglich. Bitte wählen Sie 5, 10, 25, 50 oder 100 km.")
            % {"value": _shorten(value)},
        )
        return None

    def named_area(self, name: str, kind: str, message: str) -> Choice | None:
        value = self.value(name)
        if not value:
            return None
        if name == "region" and value == land().id:
            return Choice(value, str(IN_ALL_LAND))
        found = PlaceName.objects.filter(kind=kind, ref=value[:MAX_QUERY_LENGTH]).first()
        if found:
            return Choice(found.ref, found.name)
        self.complain(name, value, message % {"value": _shorten(value)})
        return None

    def choices(self, name: str, vocabulary: Vocabulary | None, message: str) -> tuple[Choice, ...]:
        """The known values, in the order of the vocabulary."""
        if vocabulary is None:
            return ()
        values = {value.strip() for value in self.parameters.getlist(name)} - {""}
        for unknown in sorted(values - set(vocabulary)):
            shown = "" if _is_unreadable(unknown) else unknown
            self.complain(name, shown, message % {"value": _shorten(shown)})
        return tuple(Choice(slug, str(label)) for slug, label in vocabulary.items() if slug in values)

    def choice(self, name: str, vocabulary: Vocabulary | None, message: str) -> Choice | None:
        if vocabulary is None:
            return None
        value = self.value(name)
        if value in vocabulary:
            return Choice(value, str(vocabulary[value]))
        if value:
            self.complain(name, value, message % {"value": _shorten(value)})
        return None

    def video(self) -> bool:
        value = self.value("video")
        if value not in ("", "0", "1"):
            self.complain(
                "video", value, _("„%(value)s“ ist keine Angabe zum Film; möglich ist 1.") % {"value": _shorten(value)}
            )
        return value == "1"

    def sort(self) -> str:
        value = self.value("sort")
        if value in ("", *SORTS):
            return value
        self.complain(
            "sort",
            value,
            _("Die Sortierung „%(value)s“ gibt es nicht. Möglich sind neu, nah und name.") % {"value": _shorten(value)},
        )
        return ""

    def box(self) -> Box | None:
        value = self.value("bbox")
        if not value:
            return None
        parts = value.replace(" ", "").split(",")
        if len(parts) == 4 and all(_DEGREES.fullmatch(part) for part in parts):
            # As exact as its link.
            west, south, east, north = (round(float(part), 5) for part in parts)
            try:
                corners = Point(lat=south, lng=west), Point(lat=north, lng=east)
            except ValueError:
                corners = ()
            if corners and west < east and south < north:
                return Box(south=south, west=west, north=north, east=east)
        self.complain(
            "bbox",
            value,
            _("Der Kartenausschnitt ist nicht zu verstehen: Erwartet sind vier Zahlen, West, Süd, Ost, Nord."),
        )
        return None

    def page(self) -> int:
        value = self.value("seite")
        if not value:
            return 1
        if _NUMBER.fullmatch(value) and int(value) > 0:
            return int(value)
        self.complain(
            "seite", value, _("Die Seite „%(value)s“ gibt es nicht. Wir zeigen die erste.") % {"value": _shorten(value)}
        )
        return 1


def _is_unreadable(value: str) -> bool:
    """Control characters and halves of characters: nothing a keyboard makes, and nothing a database takes."""
    return any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\r\n" for sign in value)


def _shorten(value: str) -> str:
    return value if len(value) <= _LONGEST_ECHO else value[:_LONGEST_ECHO] + "…"


def _town_name(place: PlaceName) -> str:
    """The town of an Ortsteil; nothing for anything else."""
    if place.kind != place.Kind.ORTSTEIL:
        return ""
    return PlaceName.objects.get(kind=PlaceName.Kind.MUNICIPALITY, ref=place.town_id).name
