"""The words of a story as they lie in the database: pictures and films in its body are not loaded for them."""

from wagtail.fields import StreamField
from wagtail.rich_text import get_text_for_indexing

# Not words: keys that lead to something, or choose.
_NOT_TOLD = {"id", "type", "provider", "video_id"}


def told(stream) -> list[str]:
    """Texts of a StreamField's value in reading order."""
    return [text for block in stream.raw_data for text in _texts(block)] if stream else []


def told_on(page) -> list[str]:
    """Texts of a plain page of whatever kind: its introduction, then its bodies."""
    streams = [field.name for field in page._meta.concrete_fields if isinstance(field, StreamField)]
    return [getattr(page, "intro", ""), *(text for name in streams for text in told(getattr(page, name)))]


def film_ids(stream) -> list[int]:
    return [block["value"]["video"] for block in stream.raw_data if block["type"] == "video"] if stream else []


def _texts(value):
    if isinstance(value, str):
        yield get_text_for_indexing(value) if value.startswith("<") else value
    elif isinstance(value, dict):
        for key, child in value.items():
            if key not in _NOT_TOLD:
                yield from _texts(child)
    elif isinstance(value, list):
        for child in value:
            yield from _texts(child)
