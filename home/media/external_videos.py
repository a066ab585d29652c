"""Films on foreign platforms: reading what editors paste, and the addresses that follow. Pure Python, no Django."""

import re
from dataclasses import dataclass

YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
YOUTUBE_ADDRESS = re.compile(
    r"(?:https?://)?(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#\s]*&)?v=|embed/|shorts/|live/)|youtu\.be/)([A-Za-z0-9_-]{11})(?:[?&#][^\s]*)?"
)
VIMEO_ID = re.compile(r"(\d{6,12})(?:/([0-9a-f]{8,12}))?")
VIMEO_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?(?:vimeo\.com/|player\.vimeo\.com/video/)(\d{6,12})(?:(?:/|\?h=|\?[^#\s]*&h=)([0-9a-f]{8,12}))?(?:[?&#][^\s]*)?"
)


@dataclass(frozen=True)
class Provider:
    name: str
    company: str
    frame_host: str


PROVIDERS = {
    "youtube": Provider("YouTube", "Google", "https://www.youtube-nocookie.com"),
    "vimeo": Provider("Vimeo", "Vimeo", "https://player.vimeo.com"),
}


def read_video_id(provider: str, text: str) -> str | None:
    """The id in an id or address of this provider ("aqz-KE-bpKQ", "https://youtu.be/…", "12345678/ab12…"), or None."""
    text = text.strip()
    if provider == "youtube":
        match = YOUTUBE_ADDRESS.fullmatch(text)
        return match[1] if match else text if YOUTUBE_ID.fullmatch(text) else None
    match = VIMEO_ADDRESS.fullmatch(text) or VIMEO_ID.fullmatch(text)
    return "/".join(part for part in match.groups() if part) if match else None


def frame_address(provider: str, video_id: str) -> str:
    """What the frame loads after the click: without cookies, without tracking, playing at once."""
    host = PROVIDERS[provider].frame_host
    if provider == "youtube":
        return f"{host}/embed/{video_id}?autoplay=1&rel=0&cc_load_policy=1&cc_lang_pref=de&hl=de"
    number, _slash, key = video_id.partition("/")
    return f"{host}/video/{number}?autoplay=1&dnt=1" + (f"&h={key}" if key else "")


def page_address(provider: str, video_id: str) -> str:
    return f"https://www.youtube.com/watch?v={video_id}" if provider == "youtube" else f"https://vimeo.com/{video_id}"
