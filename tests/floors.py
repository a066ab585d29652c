"""How high every file of the house stands: the floor of its app, and its room there. Imports point down.

A room is known by the names of its files, the same in every app; what no name tells is named here. Whatever is named
nowhere is data: models and what they are made of, from pure cores to fields and rules.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {"home": 1, "practice_examples": 2, "events": 2, "search": 3, "site": 4}
DATA, VERBS, PRESENTATION, DOORS = range(4)
DOOR_NAMES = {"urls", "views", "apps", "wagtail_hooks", "middleware", "templatetags", "management"}
ROOMS = {
    "home/caching/html.py": DOORS,
    "home/filters": VERBS,
    "home/land/fields.py": VERBS,
    "home/land/suggestions.py": VERBS,
    "home/mail": VERBS,
    "home/media/housekeeping.py": VERBS,
    "home/media/publishing.py": VERBS,
    "home/publishing/bulk.py": DOORS,
    "home/publishing/editing.py": DOORS,
    "home/publishing/merging.py": VERBS,
    "home/publishing/typed_dates.py": VERBS,
    "home/sharing": PRESENTATION,
    "practice_examples/map_page": PRESENTATION,
    "practice_examples/story_page": PRESENTATION,
    "practice_examples/feeds": PRESENTATION,
    "practice_examples/submissions/record/erasure.py": VERBS,
    "practice_examples/submissions/record/life.py": VERBS,
    "practice_examples/submissions/record/mails.py": VERBS,
    "practice_examples/submissions/record/purge.py": VERBS,
    "practice_examples/submissions/sender": VERBS,
    "practice_examples/submissions/moderators": VERBS,
    "practice_examples/submissions/protection": VERBS,
    "events/event_page": PRESENTATION,
    "events/index_page": PRESENTATION,
    "events/calendars": PRESENTATION,
    "events/calendars/feeds.py": DOORS,
    "search": PRESENTATION,
    "site/operations": VERBS,
    "site/demo": VERBS,
    "site/config": DOORS,
}


def height(path: Path | str) -> tuple[int, int]:
    """(floor, room) of a Python file of the house, given absolutely or from the root of the repository."""
    relative = Path(path).relative_to(ROOT) if Path(path).is_absolute() else Path(path)
    parts = relative.with_suffix("").parts
    named = [room for place, room in ROOMS.items() if f"{relative.as_posix()}/".startswith(f"{place}/")]
    room = DOORS if DOOR_NAMES & set(parts) else named[-1] if named else DATA
    return FLOORS[parts[0]], room
