"""What the settings promise, asked of the running parts: databases, headers, refusals."""

import json
import os
import sqlite3
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from wagtail.models import Site

from config.environment import databases, privacy
from tests import snapshots

SECRET_KEY = "Xk2-9fJq7RtLw0ZbVn4HsYc8PmGd1AeUo6TiBx3Kr5QjNy_hDzWgCvSpMlFa"


def python(code: str, **env: str) -> subprocess.CompletedProcess:
    """Run code with the settings loaded, in production and in another process."""
    start = "import sys; sys.path.append('site'); import django; django.setup()\n"
    return run(snapshots.MANAGE[0], "-c", start + code, **{"DJANGO_SETTINGS_MODULE": "config.settings"} | env)


def run(*command: str, **env: str) -> subprocess.CompletedProcess:
    production = {"DEMO": "0", "SECRET_KEY": SECRET_KEY, "BASE_URL": "https://example.org", "DATABASE_URL": "sqlite://"}
    environment = {key: value for key, value in snapshots.environment(snapshots.KEPT).items() if key != "VAR_DIR"}
    return subprocess.run(
        command, env=environment | production | env, cwd=snapshots.ROOT, capture_output=True, text=True
    )


# --- starting ---------------------------------------------------------------------------------------


def test_production_passes_every_deployment_check():
    result = run(*snapshots.MANAGE, "check", "--deploy", "--fail-level", "WARNING")
    assert (result.returncode, result.stdout) == (0, "System check identified no issues (1 silenced).\n")


@pytest.mark.parametrize(
    "key", ["", "short", "x" * 60, "django-insecure-" + SECRET_KEY], ids=["missing", "short", "monotonous", "default"]
)
def test_production_refuses_to_start_without_a_key_of_its_own(key):
    result = run(*snapshots.MANAGE, "check", SECRET_KEY=key)
    assert result.returncode == 1
    assert result.stderr == (
        "SECRET_KEY fehlt oder ist unsicher: Bitte setzen Sie in der Umgebung einen eigenen, zufälligen Wert mit "
        "mindestens 50 Zeichen (oder DEMO=1 zum Ausprobieren).\n"
    )


@pytest.mark.parametrize("mode", ["DEMO", "DEBUG"])
def test_demo_and_development_make_a_key_and_keep_it_beside_the_database(mode, tmp_path):
    database = f"sqlite:///{tmp_path / 'portal.sqlite3'}"
    say = "from django.conf import settings; print(settings.SECRET_KEY)"
    keys = [python(say, SECRET_KEY="", DATABASE_URL=database, **{mode: "1"}).stdout.strip() for _ in range(2)]
    assert keys[0] == keys[1] == (tmp_path / "secret_key").read_text()
    assert len(keys[0]) == 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


# --- databases --------------------------------------------------------------------------------------


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("busy_timeout", 20_000),
        ("cache_size", -20_000),
        ("foreign_keys", 1),
    ],
)
def test_sqlite_loses_nothing_and_waits(pragma, value):
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_sqlite_transaction_takes_the_write_lock_when_it_begins():
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)
    with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="database is locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_connections_are_checked_and_time_out():
    connection.ensure_connection()
    assert connection.health_check_enabled
    assert connection.connection.get_dsn_parameters()["connect_timeout"] == "5"


def test_postgresql_connections_live_a_minute_and_are_checked():
    database = databases.from_url("postgres://portal:secret@db.example.org:5433/portal")
    assert (database["ENGINE"], database["HOST"], database["PORT"]) == (
        "django.db.backends.postgresql",
        "db.example.org",
        5433,
    )
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)
    assert database["OPTIONS"] == {"connect_timeout": 5}


# --- headers ----------------------------------------------------------------------------------------


def policy(response) -> dict[str, str]:
    directives = response["Content-Security-Policy"].split("; ")
    return dict(directive.split(" ", 1) for directive in directives)


STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "media-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/gibt-es-nicht/", "/robots.txt"])
def test_public_pages_allow_no_inline_code_and_no_foreign_host(client, path):
    assert policy(client.get(path)) == STRICT


@pytest.mark.django_db
def test_the_admin_has_a_policy_of_its_own(client):
    assert policy(client.get("/admin/login/")) == STRICT | {
        "script-src": "'self' 'unsafe-inline'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "frame-src": "'self'",
    }


@pytest.mark.django_db
def test_a_public_page_sends_every_security_header_and_no_cookie(client):
    response = client.get("/")
    assert response.status_code == 200
    assert {name: response[name] for name in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")} == {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }
    assert response["Cross-Origin-Opener-Policy"] == response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Permissions-Policy"] == (
        "accelerometer=(), camera=(), display-capture=(), fullscreen=(self), geolocation=(self), gyroscope=(), "
        "microphone=(), midi=(), payment=(), usb=()"
    )
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/suche/", "same-origin"),
        ("/gibt-es-nicht/", "same-origin"),
        ("/admin/login/", "same-origin"),
        ("/daten/beispiele.geojson", "cross-origin"),
        ("/media/images/0123.webp", "cross-origin"),
    ],
)
def test_other_sites_take_data_and_pictures_into_theirs_and_no_page(client, path, policy):
    assert client.get(path)["Cross-Origin-Resource-Policy"] == policy


def test_https_sites_insist_on_https_and_on_safe_cookies():
    answer = python(
        """
from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import Client, RequestFactory
import json
client = Client(headers={"host": "example.org"})
plain, health, safe = client.get("/robots.txt"), client.get("/health/live"), client.get("/robots.txt", secure=True)
form = CsrfViewMiddleware(lambda request: HttpResponse(get_token(request)))(RequestFactory().get("/", secure=True))
cookie = form.cookies["__Host-csrftoken"]
print(json.dumps([
    plain.status_code, plain["Location"], health.status_code, safe.status_code, safe["Strict-Transport-Security"],
    [cookie["secure"], cookie["path"], cookie["domain"], cookie["samesite"]],
    [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY],
]))
"""
    )
    assert json.loads(answer.stdout) == [
        301,
        "https://example.org/robots.txt",
        200,
        200,
        "max-age=63072000; includeSubDomains; preload",
        [True, "/", "", "Lax"],
        ["__Host-sessionid", True, True],
    ]


# --- the published logins ---------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("demo", "let_in"), [(True, True), (False, False)])
def test_the_published_password_opens_the_demo_only(client, settings, demo, let_in):
    User.objects.create_user("redaktion", password="landkarte")
    settings.DEMO = demo
    assert client.login(username="redaktion", password="landkarte") is let_in


@pytest.mark.django_db
def test_any_other_password_opens_the_real_site(client):
    User.objects.create_user("redaktion", password="ein eigenes Kennwort")
    assert client.login(username="redaktion", password="ein eigenes Kennwort")


@pytest.mark.django_db
def test_migrating_gives_the_site_the_address_of_base_url(settings):
    settings.BASE_URL = "https://ideen.example.org"
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("ideen.example.org", 443)


def test_pictures_in_an_object_store_are_allowed_by_the_policy():
    from config.environment import storage

    assert storage.hosts("s3://KEY:SECRET@dateien.example.org/bucket?region=eu") == ["https://dateien.example.org"]
    assert storage.hosts("") == []


# --- large requests ---------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "megabytes", "refused"),
    [
        ("/suche/", 6, True),
        ("/mitmachen/", 6, True),
        ("/mitmachen/stand/irgendwas/foto/", 100, False),
        ("/mitmachen/stand/irgendwas/foto/", 111, True),
        ("/admin/images/add/", 100, False),
        ("/admin/images/add/", 111, True),
    ],
)
def test_nobody_sends_more_than_the_address_is_for(client, address, megabytes, refused):
    # The length is what the browser announces: nothing of it is read.
    response = client.post(address, CONTENT_LENGTH=str(megabytes * 1024 * 1024))
    assert (response.status_code == 413) == refused
    if refused:
        assert "Das ist zu groß" in response.content.decode()


@pytest.mark.django_db
def test_a_long_text_gets_the_answer_of_its_form(client):
    response = client.post("/mitmachen/", {"title": "a" * 4 * 1024 * 1024})
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()


@pytest.mark.django_db
def test_a_length_that_is_no_number_is_left_to_the_server(client):
    assert client.post("/suche/", CONTENT_LENGTH="viel").status_code != 500


def test_what_is_being_uploaded_lies_where_nobody_else_looks():
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.is_relative_to(settings.MEDIA_ROOT)


@pytest.mark.parametrize(("address", "backends"), [("", "{}"), ("http://127.0.0.1:6081", "http://127.0.0.1:6081")])
def test_purge_url_names_the_cache_in_front(address, backends):
    said = python("from django.conf import settings; print(settings.WAGTAILFRONTENDCACHE)", PURGE_URL=address).stdout
    assert backends in said


# --- who else may read ------------------------------------------------------------------------------

MODES = """
import os, sys
from pathlib import Path
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from home.media.storage import private_storage

with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE open_for_writing (id integer)")
private_storage().save("originals/foto.jpg", ContentFile(b"x"))
default_storage.save("images/foto.jpg", ContentFile(b"x"))
call_command("backup", str(settings.VAR_DIR / "backup.tar"), stdout=sys.stderr)
for path in sorted(settings.VAR_DIR.rglob("*")):
    print(f"{path.stat().st_mode & 0o777:o} {path.relative_to(settings.VAR_DIR)}")
"""


@pytest.mark.parametrize("database", ["new", "left open by an earlier version"])
def test_nobody_else_reads_what_the_site_writes_whatever_the_umask(tmp_path, database):
    before = os.umask(0)
    try:
        if database != "new":
            for folder in (tmp_path, tmp_path / "incoming"):
                folder.mkdir(exist_ok=True)
            (tmp_path / "portal.sqlite3").touch()
        address = f"sqlite:///{tmp_path / 'portal.sqlite3'}"
        said = python(MODES, VAR_DIR=str(tmp_path), DATABASE_URL=address, SECRET_KEY="", DEMO="1")
    finally:
        os.umask(before)
    assert said.stdout.splitlines() == [
        "600 backup.tar",
        "700 incoming",
        "750 media",
        "750 media/images",
        "640 media/images/foto.jpg",
        "600 portal.sqlite3",
        "600 portal.sqlite3-shm",
        "600 portal.sqlite3-wal",
        "700 private",
        "700 private/originals",
        "600 private/originals/foto.jpg",
        "600 secret_key",
    ], said.stderr


def test_settings_nobody_may_read_are_an_error_that_names_itself(tmp_path, monkeypatch):
    file = tmp_path / ".env"
    file.write_text("PRIVACY_TEST=1")
    file.chmod(0o644)
    monkeypatch.setattr(privacy.os, "access", lambda path, mode: False)
    with pytest.raises(SystemExit, match=f"Die Datei „{file}“ darf dieses Benutzerkonto nicht lesen."):
        privacy.read_env(file)


@pytest.mark.parametrize(("mode", "kept"), [(0o644, 0o640), (0o640, 0o640), (0o600, 0o600)])
def test_settings_are_read_by_the_group_at_most(tmp_path, mode, kept):
    file = tmp_path / ".env"
    file.touch()
    file.chmod(mode)
    privacy.read_env(file)
    assert file.stat().st_mode & 0o777 == kept
