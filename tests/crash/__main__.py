"""Kills the site again and again while people register projects, on both databases, and looks for what was lost.

python -m tests.crash [--seconds 60] [--only sqlite|postgres]
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START = "import sys, django; django.setup(); from tests.crash.run import main; sys.exit(main(*sys.argv[1:]))"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60, help="how long people and kills go on for each database")
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    options = parser.parse_args()
    failed = 0
    for database in [options.only] if options.only else ["sqlite", "postgres"]:
        sys.stdout.write(f"\n{database}\n")
        sys.stdout.flush()
        failed |= run(database, options.seconds)
    return failed


def run(database: str, seconds: int) -> int:
    """In a process of its own, with the settings and the data of the site it kills."""
    with tempfile.TemporaryDirectory(prefix="landkarte-crash-") as folder:
        command = [sys.executable, "-c", START, folder, str(seconds)]
        if database == "postgres":
            command = [sys.executable, "tests/with_postgres.py", *command]
        environment = os.environ | {
            "DEBUG": "0",
            "DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": str(ROOT / "site"),
            "SECRET_KEY": secrets.token_urlsafe(50),
            "VAR_DIR": folder,
        }
        environment.pop("DATABASE_URL", None)
        log = ROOT / "var" / f"crash-{database}.log"
        log.parent.mkdir(exist_ok=True)
        with log.open("w") as complaints:
            failed = subprocess.call(command, cwd=ROOT, env=environment, stderr=complaints)
        if failed:
            sys.stdout.write(f"  what the site said: {log}\n")
        return failed


if __name__ == "__main__":
    sys.exit(main())
