"""Text as people see it. Pure Python, no Django."""

import re

# Control characters, and the marks that are invisible or turn the direction of writing for whatever follows.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def one_line(text: str) -> str:
    """Visible characters only, in one line with single spaces."""
    return " ".join(UNSEEN.sub("", text).split())
