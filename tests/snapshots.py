"""Databases prepared once and copied from then on, because Wagtail's 200 migrations take longer than most tests.

A snapshot is named after a fingerprint of everything it depends on, so a stale one is never used.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from operations import fingerprint
from tests.floors import FLOORS, ROOT

APPS = [ROOT / name for name in FLOORS]
KEPT = ROOT / "var" / "tests"
DATABASE = "portal.sqlite3"
TOYLAND = {"LAND_DIR": str(ROOT / "tests/toyland")}
MANAGE = (sys.executable, str(ROOT / "manage.py"))


def copy_places(to: Path) -> None:
    """Put a SQLite database with all migrations and the gazetteer into the folder `to`."""
    migrations = [path for app in APPS for path in app.rglob("migrations/*.py")]

    def build(folder: Path) -> None:
        manage(folder, "migrate")
        manage(folder, "load_places")

    _copy("places", [*migrations, ROOT / "home/land"], build, to)


def copy_toyland(to: Path) -> None:
    """The same for the toy Land: a folder, and the commands of the README."""
    migrations = [path for app in APPS for path in app.rglob("migrations/*.py")]

    def build(folder: Path) -> None:
        manage(folder, "migrate", **TOYLAND)
        manage(folder, "load_places", **TOYLAND)

    _copy("toyland", [*migrations, ROOT / "home/land", ROOT / "tests/toyland"], build, to)


def copy_demo(to: Path) -> None:
    """Put a complete demo into the folder `to`: database, public media, private store, collected static files."""
    code = [path for app in APPS for path in app.rglob("*.py")]

    def build_content(folder: Path) -> None:
        copy_places(folder)
        manage(folder, "load_demo")

    def build_static(folder: Path) -> None:
        manage(folder, "collectstatic", "--noinput")

    _copy("demo", [*code, ROOT / "site/demo"], build_content, to)
    folders = [path for app in APPS for path in app.rglob("static")]
    _copy(
        "static",
        [*folders, *(ROOT / "site/config/environment" / name for name in ("storage.py", "fonts.py"))],
        build_static,
        to,
    )


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a demo site that keeps everything in `folder` and knows nothing of the developer's."""
    return {
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "DEBUG": "0",
        "DEMO": "1",
        "HOME": os.environ.get("HOME", "/"),
        "LANG": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "",
        "VAR_DIR": str(folder),
    } | more


def manage(folder: Path, *command: str, **more: str) -> str:
    """What the command prints on a site that keeps everything in `folder`; `more` is further environment."""
    done = subprocess.run(
        [*MANAGE, *command],
        env=environment(folder, **more),
        check=True,
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    return done.stdout


def _copy(name: str, sources: Iterable[Path], build: Callable[[Path], None], to: Path) -> None:
    """Copy what `build` once made from exactly these sources. Test processes at the same time wait for one builder."""
    KEPT.mkdir(parents=True, exist_ok=True)
    snapshot = KEPT / f"{name}-{fingerprint.of([*sources, ROOT / 'requirements.txt'])}"
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not snapshot.exists():
            for outdated in KEPT.glob(f"{name}-*"):
                shutil.rmtree(outdated)
            with tempfile.TemporaryDirectory(dir=KEPT) as unfinished:
                content = Path(unfinished) / "content"
                content.mkdir()
                build(content)
                content.rename(snapshot)
        shutil.copytree(snapshot, to, dirs_exist_ok=True)
