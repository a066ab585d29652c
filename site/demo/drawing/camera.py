"""Takes pictures of SVG with a headless Chromium. A tool of the people who draw: the running site needs none of it."""

import os
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

PAGE = "<!doctype html><style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style><body></body>"


class Camera:
    def __init__(self, page):
        self._page = page

    def frame(self, width, height):
        self._page.set_viewport_size({"width": width, "height": height})
        self._page.set_content(PAGE)

    def shoot(self, svg):
        """The picture as PNG, in the size of the frame."""
        self._page.evaluate("svg => { document.body.innerHTML = svg }", svg)
        return self._page.screenshot(type="png")


@contextmanager
def camera():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        yield Camera(browser.new_page())
        browser.close()
