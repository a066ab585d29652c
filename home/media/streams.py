"""Looking into StreamFields: which blocks a body has, however deep, and which pictures."""

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from home.media.containers.vtt import stored_cues
from home.media.renditions import load_renditions


def leaves(stream):
    """Every (path, block, value) of a StreamField's value that holds no further blocks, in reading order.

    The path is the names of the blocks that lead there: ("gallery", "pictures", "item", "picture").
    """
    if stream:
        yield from _descend((), stream.stream_block, stream)


def pictures_in(stream) -> list:
    """Every picture of a body, once for each place it stands, stills of films included."""
    return [picture for _path, picture in placed_pictures(stream)]


def placed_pictures(stream):
    """(path, picture) of a body."""
    for path, block, value in leaves(stream):
        if value is None:
            continue
        if isinstance(block, ImageChooserBlock):
            yield path, value
        elif hasattr(value, "poster"):
            yield (*path, "poster"), value.poster


def load_body_renditions(*streams) -> None:
    """One query for the renditions of all pictures in these bodies; call it before the page is drawn."""
    load_renditions([picture for stream in streams for picture in pictures_in(stream)])


def _descend(path, block, value):
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from _descend((*path, child.block_type), child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks:
            yield from _descend((*path, "item"), child.block, child.value)
    elif isinstance(block, blocks.StructBlock):
        yield path, block, value
        for name, child in value.bound_blocks.items():
            yield from _descend((*path, name), child.block, child.value)
    else:
        yield path, block, value


def stream_texts(stream) -> list[str]:
    """All words of a body, those of its films included, for search."""
    texts = list(stream.stream_block.get_searchable_content(stream))
    for _path, _block, value in leaves(stream):
        if hasattr(value, "transcript"):
            texts += film_texts(value)
    return texts


def film_texts(video) -> list[str]:
    """What is said and shown in a film; nothing for no film."""
    if not video:
        return []
    # Captions repeat the transcript, mostly; every word counts once.
    return [video.title, video.transcript, *(cue.text for cue in stored_cues(video.captions))]
