"""What people type, made safe to keep and to show without changing what they meant. Pure Python."""

import re
import unicodedata

# Control characters, and marks that are invisible or turn the direction of whatever follows. The two joiners
# (U+200C, U+200D) stay: Persian needs them, and so do many emoji.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
SURROGATES = re.compile("[\ud800-\udfff]")
LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*\n")
MAX_MARKS = 3


def clean_text(text: str) -> str:
    """Several lines: composed letters, no invisible characters, at most three marks on a letter, one blank line."""
    text = SURROGATES.sub("", LINE_ENDS.sub("\n", str(text)))
    text = _fewer_marks(UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    return BLANK_LINES.sub("\n\n", text).strip()


def clean_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def storable(text: str) -> str:
    """As typed, only without what a database refuses: NUL and halves of characters."""
    return SURROGATES.sub("", str(text).replace("\x00", ""))


def paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _fewer_marks(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) or unicodedata.category(character) == "Me" else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)
