"""Draws the life of a submission into docs/architecture.md: python -m tests.submission_life"""

import os
from pathlib import Path

import django

ARCHITECTURE = Path(__file__).resolve().parent.parent / "docs" / "architecture.md"
HEADING = "## The life of a submission\n"


def in_document(document: str) -> str:
    """The section as it stands in the document; nothing if it is not there."""
    _before, heading, rest = document.partition(HEADING)
    return heading and (heading + rest.partition("\n## ")[0]).rstrip() + "\n"


def drawn() -> str:
    """The section as the table says it."""
    from practice_examples.submissions.record import life

    labels, rows = {}, []
    for step in life.STEPS:
        to = step.to or "[*]"
        what = f"{step.what} for {step.after.how_long.days} days" if step.after else step.what
        for start in step.start:
            labels.setdefault((start, to), []).append(f"{step.by} {what}" if step.to else what)
        follows = step.follows.__doc__.partition("\n")[0] if step.follows else ""
        cells = (
            ", ".join(step.start),
            step.to or "gone",
            step.by,
            what,
            step.mail,
            step.moment or "message" * step.has_words,
            follows,
        )
        rows.append(f"| {' | '.join(cells)} |")
    arrows = [f"    {start} --> {to}: {' / '.join(words)}" for (start, to), words in labels.items()]
    return "\n".join(
        [
            HEADING,
            "Drawn from `practice_examples/submissions/record/life.py`, whose `move()` alone writes the state. Do not edit",
            "it here: change the table, then run `python -m tests.submission_life`.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            "    [*] --> unconfirmed: sender registers",
            *arrows,
            "```",
            "",
            "| from | to | by | what happens | mail | noted | what is hidden or deleted |",
            "|---|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    document = ARCHITECTURE.read_text() if ARCHITECTURE.exists() else "# Architecture\n"
    old = in_document(document)
    ARCHITECTURE.write_text(document.replace(old, drawn()) if old else f"{document.rstrip()}\n\n{drawn()}")


if __name__ == "__main__":
    main()
