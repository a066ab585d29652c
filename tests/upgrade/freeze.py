"""Freeze a site as a released version made it, for the tests of every later version to upgrade.

    git worktree add /tmp/former COMMIT && ln -s "$PWD/.venv" /tmp/former/.venv
    .venv/bin/python tests/upgrade/freeze.py /tmp/former tests/upgrade/VERSION.tar.xz

It is the version's own `backup` of a small site with a little of everything (content.py), compressed. Done once for
each version, just after its release; what is frozen is never changed.
"""

import lzma
import os
import subprocess
import sys
import tempfile
from pathlib import Path

CONTENT = Path(__file__).with_name("content.py")
FILL = f"import runpy; runpy.run_path({str(CONTENT)!r})['fill']()"


def freeze(version: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / "site.tar"
        environment = {
            "DATABASE_URL": f"sqlite:///{scratch}/portal.sqlite3",
            # No names of static files, so none have to be collected.
            "DEBUG": "1",
            "EMAIL_URL": "memorymail://",
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "frozen-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKL",
            "VAR_DIR": scratch,
        }
        for command in (["migrate"], ["load_places"], ["shell", "-v0", "-c", FILL], ["backup", str(archive)]):
            python = version / ".venv" / "bin" / "python"
            subprocess.run([python, version / "manage.py", *command], cwd=version, env=environment, check=True)
        target.write_bytes(lzma.compress(archive.read_bytes(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    freeze(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
