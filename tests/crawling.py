"""Every page a visitor comes to by links alone, and every file beside them."""

from collections import Counter, deque
from urllib.parse import urljoin, urlsplit, urlunsplit

from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve

FOLLOWED = {"a": "href", "img": "src", "source": "src", "script": "src", "link": "href", "iframe": "src"}
ELSEWHERE = ("/static/", "/admin/")
MOST_OF_A_VIEW = 5


def crawl(client, *starts: str) -> dict[str, int]:
    """Address → status of all that links lead to from `starts`, of one site and without its static files.

    Filters lead to filters for ever, and towns to towns: with each parameter a path is asked for once, and of the pages
    of one view but Wagtail's only the first few.
    """
    found, waiting, seen = {}, deque(starts), set()
    of_a_view = Counter()
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        found[address] = response.status_code
        if response.status_code in (301, 302):
            links = [response.url]
        elif response.get("Content-Type", "").startswith("text/html"):
            links = _links(response.content)
        else:
            b"".join(response)
            links = []
        for link in links:
            parts = urlsplit(urljoin(address, link))
            kind = (parts.path, parts.query.partition("=")[0])
            ours = parts.scheme in ("", "http") and parts.netloc in ("", "testserver")
            if ours and kind not in seen and not parts.path.startswith(ELSEWHERE):
                seen.add(kind)
                view = _view(parts.path)
                of_a_view[view] += 1
                if view == "wagtail_serve" or of_a_view[view] <= MOST_OF_A_VIEW:
                    waiting.append(urlunsplit(("", "", parts.path, parts.query, "")))
    return found


def _links(html: bytes) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    return [node[name] for tag, name in FOLLOWED.items() for node in soup.find_all(tag) if node.get(name)]


def _view(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return "none"
