"""The production settings, with what a test must not touch moved into a folder of its own.

DATABASE_URL is honoured for PostgreSQL (`tests/with_postgres.py` sets it); otherwise every test process gets its own
SQLite file. Nothing from a developer's environment or .env reaches the tests.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
for folder in (ROOT, ROOT / "site"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

SCRATCH = Path(tempfile.mkdtemp(prefix="landkarte-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

database_url = os.environ.get("DATABASE_URL", "")
if not database_url.startswith("postgres"):
    database_url = f"sqlite:///{SCRATCH / 'unused.sqlite3'}"

os.environ.update(
    {
        "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
        "BASE_URL": "http://testserver",
        "CACHE_URL": "locmemcache://",
        "DATABASE_URL": database_url,
        "DEBUG": "0",
        "LAND_DIR": str(ROOT / "home/land/data"),
        "DEFAULT_FROM_EMAIL": "Landkarte der guten Ideen <portal@example.org>",
        "DEMO": "0",
        "EMAIL_URL": "memorymail://",
        "ERASURE_LOG": str(SCRATCH / "erased.txt"),
        # Tests ask what a page costs and shows when it is drawn; test_page_cache.py switches it on.
        "PAGE_CACHE_SECONDS": "0",
        "MEDIA_ROOT": str(SCRATCH / "media"),
        "PRIVATE_ROOT": str(SCRATCH / "private"),
        "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG",
        "SECURITY_CONTACT": "mailto:sicherheit@example.org",
        "STORAGE_URL": "",
        "TILE_ATTRIBUTION": "",
        "PURGE_URL": "",
        "TILE_URL": "",
        "VAR_DIR": str(SCRATCH),
    }
)

from config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Whoever tests the lock switches it on; elsewhere it would only stand in the way of client.login().
AXES_ENABLED = False
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir()
