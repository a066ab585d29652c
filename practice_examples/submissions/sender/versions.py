"""Two who write on one draft at once: whoever comes second overwrites nothing, and is told.

A page shows each part with its version, a short digest of every field. What comes back as it was shown has not been
touched there and changes nothing; what was touched is kept only where nobody else has changed that field since.
Who wrote a field last is the page it came from, so that nobody stands in the way of their own earlier words.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from practice_examples.submissions.sender.fields import clean_text

Values = dict[str, list[str]]


@dataclass(frozen=True)
class Sent:
    """What came from one page for one part: the fields that travelled, their values, and what the page had shown."""

    names: list[str]
    values: Values
    version: dict[str, str]
    writer: str

    @classmethod
    def of(cls, data, part: str, names: Iterable[str], values: Values) -> "Sent":
        """Without JavaScript every field travels; with it only those that "sent" names."""
        travelled = data.getlist("sent") if "sent" in data else names
        return cls(
            [name for name in names if name in travelled], values, _read(data, part), data.get("writer", "")[:40]
        )


@dataclass
class Merged:
    """`changed` is to be kept; `conflicts` holds by field what was sent in vain."""

    changed: Values = field(default_factory=dict)
    conflicts: Values = field(default_factory=dict)


def name_of(part: str) -> str:
    return f"version-{part}"


def digest(values: Iterable[str]) -> str:
    """The same for values that differ only in line ends, invisible characters and blanks around them."""
    words = sorted(filter(None, map(clean_text, values)))
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:12]


def version_of(kept: Values, names: Iterable[str]) -> dict[str, str]:
    """Of the fields that hold something; one that is not named was empty."""
    digests = {name: digest(kept[name]) for name in names if name in kept}
    return {name: found for name, found in digests.items() if found != EMPTY}


def merge(kept: Values, writers: dict[str, str], sent: Sent) -> Merged:
    merged = Merged()
    for name in sent.names:
        new, now = sent.values.get(name, []), digest(kept.get(name, []))
        shown = sent.version.get(name, EMPTY)
        if digest(new) in (shown, now):
            continue
        is_mine = bool(sent.writer) and writers.get(name) == sent.writer
        if now == shown or is_mine:
            merged.changed[name] = new
        else:
            merged.conflicts[name] = new
    return merged


def conflict_words(theirs: str) -> str:
    stands = _("Dort steht jetzt: „%s“.") % theirs if theirs else _("Dort ist das Feld jetzt leer.")
    return _(
        "Das wurde inzwischen in einem anderen Fenster geändert. %(stands)s Was Sie eingegeben haben, steht noch hier und ist nicht gespeichert. Speichern Sie noch einmal, dann gilt Ihre Fassung; öffnen Sie die Seite neu, dann gilt die andere."
    ) % {"stands": stands}


def _read(data, part) -> dict[str, str]:
    try:
        found = json.loads(data.get(name_of(part), ""))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


EMPTY = digest([])
