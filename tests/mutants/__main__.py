"""`python -m tests.mutants [word …]`: break each line of the catalogue in a copy of the tree; some test has to fail.

With words, only the mutants in whose description one of them stands. The tree itself is never touched, and whoever
stops it (Ctrl+C, SIGTERM) leaves nothing behind. Ends with 1 unless every mutant was tried and died, and the tests are
green without any.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.floors import ROOT
from tests.mutants.catalogue import MUTANTS, Mutant

SECONDS = 120
KILLED, TOO_SLOW, NOT_TRIED = 1, "TOO SLOW", "NOT TRIED"
WORDS = {KILLED: "killed", 0: "SURVIVED"}
running: set[subprocess.Popen] = set()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("words", nargs="*", help="only mutants in whose description one of these stands")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="tests that run side by side")
    parser.add_argument("--minutes", type=float, default=30, help="what has not begun by then is not tried")
    options = parser.parse_args()
    chosen = [mutant for mutant in MUTANTS if not options.words or any(word in str(mutant) for word in options.words)]
    for mutant in chosen:
        _ = mutant.text
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    started = time.monotonic()
    until = started + 60 * options.minutes
    with (
        tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as folder,
        ThreadPoolExecutor(options.at_once) as pool,
    ):
        try:
            copies = SimpleQueue()
            for number in range(options.at_once):
                copies.put(copy_tree(Path(folder) / str(number)))
            if not is_green(copies, sorted({test for mutant in chosen for test in mutant.tests}), until):
                say("The tests are red without any mutant, or too slow; see above.")
                return 1
            ended = list(pool.map(lambda mutant: kill(mutant, copies, until), chosen))
        finally:
            for process in list(running):
                stop(process)
    wrong = [(mutant, code) for mutant, code in zip(chosen, ended, strict=True) if code != KILLED]
    for mutant, code in wrong:
        say(f"{word(code)}: {mutant}")
    say(f"{len(chosen) - len(wrong)} of {len(chosen)} mutants killed in {time.monotonic() - started:.0f} s")
    return bool(wrong)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def word(code: int | str) -> str:
    return WORDS.get(code, code if isinstance(code, str) else f"BROKEN (pytest {code})")


def copy_tree(to: Path) -> Path:
    """What git knows or would take in."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    return to


def is_green(copies: SimpleQueue, tests: list[str], until: float) -> bool:
    copy, others = copies.get(), [copies.get() for _ in range(copies.qsize())]
    code = run(copy, [*tests, "-n", str(1 + len(others))], seconds=until - time.monotonic(), quiet=False)
    # The others get the database that this run has prepared.
    for other in others:
        shutil.copytree(copy / "var", other / "var", dirs_exist_ok=True)
    for one in (copy, *others):
        copies.put(one)
    return code == 0


def kill(mutant: Mutant, copies: SimpleQueue, until: float) -> int | str:
    began = time.monotonic()
    if began > until:
        return NOT_TRIED
    copy = copies.get()
    file = copy / mutant.file
    healthy = file.read_text()
    try:
        write(file, mutant.text)
        code = run(copy, [*mutant.tests, "-n0", "-x"], seconds=SECONDS)
    finally:
        write(file, healthy)
        copies.put(copy)
    say(f"{word(code):9} {time.monotonic() - began:4.0f} s  {mutant}")
    return code


def write(file: Path, text: str) -> None:
    file.write_text(text)
    # Python knows compiled files by size and second; both may be those of the mutant before.
    shutil.rmtree(file.parent / "__pycache__", ignore_errors=True)


def run(copy: Path, arguments: list[str], *, seconds: float, quiet: bool = True) -> int | str:
    """The exit code of pytest in that copy, or TOO_SLOW."""
    plugins = ["-p", "tests.mutants.one_snapshot"]
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not browser", *plugins, *arguments]
    output = subprocess.DEVNULL if quiet else None
    process = subprocess.Popen(command, cwd=copy, stdout=output, stderr=output, start_new_session=True)
    running.add(process)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return TOO_SLOW
    finally:
        stop(process)
        running.discard(process)


def stop(process: subprocess.Popen) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
