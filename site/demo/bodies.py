"""From the blocks of the text files to the raw data of StreamFields."""

from demo.texts import rich_text


def stream(blocks: list[dict], library) -> list[dict]:
    """Raw StreamField data; pictures and clips come from the loaded `library`."""
    return [{"type": block["type"], "value": VALUES[block["type"]](block, library)} for block in blocks]


def _picture(block, library):
    return {"picture": library.picture(block["picture"]).pk, "caption": block.get("caption", "")}


def _voice(block, library):
    portrait = block.get("portrait")
    return {
        "portrait": library.picture(portrait).pk if portrait else None,
        "quote": block["quote"],
        "name": block["name"],
        "role": block.get("role", ""),
    }


VALUES = {
    "text": lambda block, library: rich_text(block["text"]),
    "heading": lambda block, library: block["text"],
    "picture": _picture,
    "gallery": lambda block, library: {"pictures": [_picture(item, library) for item in block["pictures"]]},
    "video": lambda block, library: {
        "video": library.clip(block["clip"]).pk,
        "heading": block.get("heading", ""),
        "text": block.get("text", ""),
    },
    "voice": _voice,
    "figure": lambda block, library: {name: block.get(name, "") for name in ("value", "label", "source")},
    "fact_box": lambda block, library: {"title": block["title"], "text": rich_text(block["text"])},
    "external_video": lambda block, library: {name: block[name] for name in ("provider", "video_id", "title")},
}
