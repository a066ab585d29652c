"""The number of results and what they are results of, in one German sentence."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.filters import Filters, place_phrase


def number(count: int) -> str:
    """1.234"""
    return number_format(count, decimal_pos=0, force_grouping=True)


def heading(count: int, filters: Filters) -> str:
    """ "12 gute Ideen im Umkreis von 25 km um Köln zum Thema Ausbildung"."""
    parts = [_number_of_ideas(count), place_phrase(filters), _topics(filters)]
    if filters.text:
        parts.append(_("zum Stichwort „%(text)s“") % {"text": filters.text})
    if filters.video:
        parts.append(_("mit Video"))
    return ", ".join([" ".join(part for part in parts if part), *_conditions(filters)])


def _number_of_ideas(count: int) -> str:
    if count == 0:
        return _("Keine guten Ideen")
    return ngettext("%(count)s gute Idee", "%(count)s gute Ideen", count) % {"count": number(count)}


def _topics(filters: Filters) -> str:
    labels = [topic.label for topic in filters.topics]
    if not labels:
        return ""
    if len(labels) == 1:
        return _("zum Thema %(topic)s") % {"topic": labels[0]}
    return _("zu den Themen %(topics)s oder %(last)s") % {"topics": ", ".join(labels[:-1]), "last": labels[-1]}


def _conditions(filters: Filters) -> list[str]:
    found = []
    if filters.providers:
        providers = _(" oder ").join(provider.label for provider in filters.providers)
        found.append(_("getragen von: %(providers)s") % {"providers": providers})
    if filters.effort:
        found.append(_("Aufwand: %(effort)s") % {"effort": filters.effort.label})
    if filters.cost:
        found.append(_("Kosten im Jahr: %(cost)s") % {"cost": filters.cost.label})
    return found
