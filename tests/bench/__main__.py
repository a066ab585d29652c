"""Measures both databases, prints one table, keeps the numbers as JSON, and fails when a limit is broken.

python -m tests.bench [--json var/bench.json] [--stories 100 10000] [--only sqlite|postgres]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START = "import sys, django; django.setup(); from tests.bench.measure import main; main(*sys.argv[1:])"
COLUMNS = ("page", "stories", "queries", "cold", "warm", "kept", "bytes", "limit")
HEADINGS = ("", "stories", "SQL cold/warm", "CPU ÷ trivial, cold", "warm", "kept", "bytes", "limits")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench.json")
    parser.add_argument("--stories", type=int, nargs=2, default=[100, 10_000], metavar=("FEW", "MANY"))
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    options = parser.parse_args()
    results = {}
    for database in [options.only] if options.only else ["sqlite", "postgres"]:
        say(f"\n{database}")
        results[database] = run(database, options.stories)
        print_table(results[database])
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    broken = [f"{database}: {line}" for database, result in results.items() for line in result.get("broken", [])]
    say("\n".join([f"\n{options.json}", *broken]))
    return 1 if broken else 0


def run(database: str, stories: list[int]) -> dict:
    """In a process of its own, since Django takes one database for life."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [sys.executable, "-c", START, str(answer), *map(str, stories)]
        if database == "postgres":
            command = [sys.executable, "tests/with_postgres.py", *command]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        environment.pop("DATABASE_URL", None)
        subprocess.run(command, cwd=ROOT, check=True, env=environment)
        # Without a server with_postgres has said so, and there is nothing to read.
        return json.loads(answer.read_text()) if answer.exists() else {"rows": []}


def print_table(result: dict) -> None:
    rows = [HEADINGS, *(tuple(str(row[column]) for column in COLUMNS) for row in result["rows"])]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
