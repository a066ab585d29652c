"""The demo, served from a process of its own for a browser, and the browser that is there."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from demo import server
from tests import snapshots
from tests.ports import unused_port

CHROMIUM = os.environ.get("CHROME_PATH") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class DemoSite:
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://{server.HOST}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return snapshots.environment(self.folder, BASE_URL=self.url)

    def sql(self, statement: str, *values):
        """The rows of a statement on the site's database; a change is committed."""
        with closing(sqlite3.connect(self.folder / snapshots.DATABASE, timeout=20)) as database, database:
            return database.execute(statement, values).fetchall()

    def manage(self, *command: str) -> str:
        """What a management command of the running site prints."""
        return subprocess.run(
            [*snapshots.MANAGE, *command], env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def sign_in(self, page: Page, username: str = "redaktion") -> None:
        page.goto("/admin/login/")
        page.locator("[name=username]").fill(username)
        page.locator("[name=password]").fill("landkarte")
        page.locator("[name=password]").press("Enter")
        page.wait_for_url("**/admin/")


@contextmanager
def served_demo(folder: Path) -> Iterator[DemoSite]:
    """A copy of the demo in the folder, at work; the folder is gone afterwards."""
    snapshots.copy_demo(to=folder)
    site = DemoSite(folder, port=unused_port())
    site.sql("UPDATE wagtailcore_site SET hostname = ?, port = ?", server.HOST, site.port)
    process = server.start(site.port, env=site.environment)
    try:
        assert server.wait_until_ready(process, site.port), "the demo did not start"
        yield site
    finally:
        server.stop(process)
        shutil.rmtree(folder, ignore_errors=True)
