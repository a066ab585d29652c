"""What CACHE_URL means; settings.py only wires it."""

import environ


def from_url(url: str, entries: dict[str, int]) -> dict[str, dict]:
    """A cache for each name, all on the server of the URL, or each in the memory of this process with so many entries."""
    found = {name: environ.Env.cache_url_config(url) | {"KEY_PREFIX": name} for name in entries}
    for name, cache in found.items():
        if cache["BACKEND"].endswith("LocMemCache"):
            cache |= {"LOCATION": name, "OPTIONS": {"MAX_ENTRIES": entries[name]}}
    return found
