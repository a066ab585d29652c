"""Every page a visitor comes to by links alone, and every file beside them."""

from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit, urlunsplit

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.urls import Resolver404, resolve

FOLLOWED = {"a": "href", "img": "src", "source": "src", "script": "src", "link": "href", "iframe": "src"}
MOST_OF_A_VIEW = 5


def crawl(client, *starts: str) -> dict[str, int]:
    """Address → status of all that links of the public site lead to from `starts`."""
    return {address: response.status_code for address, response in visit(client, *starts, but=("/static/", "/admin/"))}


def visit(client, *starts: str, within: str = "/", but: tuple[str, ...] = ()) -> Iterator[tuple[str, HttpResponse]]:
    """Each address that links lead to from `starts`, with its answer; of this site, below `within` and not below `but`.

    Filters lead to filters for ever, and towns to towns: with each parameter a path is asked for once, and of the pages
    of one view but the public one of Wagtail only the first few.
    """
    waiting, seen, of_a_view = deque(starts), set(), Counter()
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        yield address, response
        links = []
        if response.status_code in (301, 302):
            links = [response.url]
        elif response.get("Content-Type", "").startswith("text/html"):
            links = _links(response.content)
        for link in links:
            parts = urlsplit(urljoin(address, link))
            kind = (parts.path, parts.query.partition("=")[0])
            ours = parts.scheme in ("", "http") and parts.netloc in ("", "testserver")
            if ours and kind not in seen and parts.path.startswith(within) and not parts.path.startswith(but):
                seen.add(kind)
                view = _view(parts.path)
                of_a_view[view] += 1
                if view == "wagtail_serve" or of_a_view[view] <= MOST_OF_A_VIEW:
                    waiting.append(urlunsplit(("", "", parts.path, parts.query, "")))


def _links(html: bytes) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    return [node[name] for tag, name in FOLLOWED.items() for node in soup.find_all(tag) if node.get(name)]


def _view(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return "none"
