"""What DATABASE_URL means for each engine; settings.py only wires it."""

from pathlib import Path

import environ

from config.environment import privacy


def from_url(url: str) -> dict:
    """Connection settings for a sqlite:/// or postgres:// URL.

    SQLite as shipped loses requests under load ("database is locked"): write-ahead log, an immediate
    write lock and a wait of 20 s lost none. synchronous=FULL keeps what was acknowledged through a power cut;
    secure_delete=ON leaves nothing of what was deleted in the file.
    """
    database = environ.Env.db_url_config(url)
    if is_sqlite(database):
        path = Path(str(database["NAME"]))
        if path.name != ":memory:":
            privacy.make_folder(path.parent, 0o750)
            for part in ("", "-wal", "-shm"):
                privacy.close(path.with_name(path.name + part), others=0o077)
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-20000;",
        }
    else:
        database.setdefault("CONN_MAX_AGE", 60)
        database["CONN_HEALTH_CHECKS"] = True
        database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    return database


def is_sqlite(database: dict) -> bool:
    return database["ENGINE"].endswith("sqlite3")


def folder(database: dict) -> Path | None:
    """The folder of a SQLite file; None for a server."""
    return Path(str(database["NAME"])).parent if is_sqlite(database) else None


def search(database: dict) -> dict:
    """Search words are stemmed by home.german on both engines, so PostgreSQL must not stem them again."""
    return {} if is_sqlite(database) else {"SEARCH_CONFIG": "simple"}
