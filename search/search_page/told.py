"""What is told on a page and said in its films, as it lies in the database: pictures and films are not loaded for it."""

from wagtail.fields import StreamField
from wagtail.rich_text import get_text_for_indexing

from home.media.containers.vtt import stored_cues

# Not words: keys that lead to something, or choose.
_NOT_TOLD = {"id", "type", "provider", "video_id"}


def films_of(story) -> list[int]:
    """Keys of the films of a story, the first one leading."""
    lead = [story.lead_video_id] if story.lead_video_id else []
    return list(dict.fromkeys([*lead, *_film_ids(story.body)]))


def spoken(film):
    """Seconds and words of what is said in a film."""
    yield from ((int(cue.start), cue.text) for cue in stored_cues(film.captions))
    yield from ((passage.seconds, passage.text) for passage in film.passages if passage.seconds is not None)


def words_in(stream) -> list[str]:
    """Texts of a StreamField's value in reading order."""
    return [text for block in stream.raw_data for text in _texts(block)] if stream else []


def words_on(page) -> list[str]:
    """Texts of a plain page of whatever kind: its introduction, then its bodies."""
    streams = [field.name for field in page._meta.concrete_fields if isinstance(field, StreamField)]
    return [getattr(page, "intro", ""), *(text for name in streams for text in words_in(getattr(page, name)))]


def _film_ids(stream) -> list[int]:
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
