"""What every test has: a migrated database with the gazetteer, an empty cache, the real mail queue, media of its own.

Tests that commit (`transactional_db`) end with a flush, which would take the first pages, locales, groups and places
from all later tests; after each of them the database is put back as it was.
"""

import importlib.util
import os
import shutil
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, connections
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from post_office.mail import send_queued
from wagtail.hooks import search_for_hooks

from home.caching import version
from tests import snapshots

# Whoever deletes site/demo/ has neither its sample content to test nor, for the browser, a complete site to look at.
collect_ignore = (
    []
    if importlib.util.find_spec("demo")
    else [
        "browser",
        "search/test_query_set.py",
        "site/test_demo_content.py",
        "site/test_free_port.py",
        "site/test_served.py",
    ]
)
ON_POSTGRES = connection.vendor == "postgresql"

# No test depends on the clock, and fixtures hold for all examples of a test. Where CI=true, Hypothesis tries the same
# examples every time.
hypothesis.register_profile(
    "clockless",
    hypothesis(),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis.load_profile("clockless")


def pytest_report_header():
    return f"database: {connection.display_name}"


def pytest_collection_modifyitems(config, items):
    other = "sqlite" if ON_POSTGRES else "postgres"
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    items[:] = [item for item in items if item not in elsewhere]
    config.hook.pytest_deselected(items=elsewhere)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped where CI=true: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_test_environment(django_test_environment):
    # Django's test runner would replace the queue by a mailbox; here the mailbox stands behind the queue.
    settings.EMAIL_BACKEND = "home.mail.queue.MailQueue"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    # Migrating switches translations off, and Wagtail's choosers keep the language they are first loaded in.
    search_for_hooks()
    with django_db_blocker.unblock():
        if not ON_POSTGRES:
            snapshots.copy_places(to=settings.SCRATCH)
            connection.settings_dict["TEST"]["NAME"] = str(settings.SCRATCH / snapshots.DATABASE)
        databases = setup_databases(verbosity=0, interactive=False, keepdb=not ON_POSTGRES, serialized_aliases=())
        if ON_POSTGRES:
            call_command("load_places", verbosity=0)
            connections.close_all()
            _duplicate_postgres(_name(), _name() + "_kept")
    yield
    with django_db_blocker.unblock():
        teardown_databases(databases, verbosity=0, keepdb=not ON_POSTGRES)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    result = yield
    marker = item.get_closest_marker("django_db")
    committed = "transactional_db" in item.fixturenames or (marker and marker.kwargs.get("transaction"))
    if committed and nextitem:
        connections.close_all()
        if ON_POSTGRES:
            _duplicate_postgres(_name() + "_kept", _name())
        else:
            for suffix in ("-wal", "-shm"):
                Path(_name() + suffix).unlink(missing_ok=True)
            snapshots.copy_places(to=settings.SCRATCH)
    return result


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _duplicate_postgres(source: str, target: str) -> None:
    server = psycopg2.connect(**connection.get_connection_params() | {"dbname": "postgres"})
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    server.close()


@pytest.fixture(autouse=True)
def _empty_cache():
    for one in caches.all():
        one.clear()


@pytest.fixture
def media():
    """The folder of public media, empty; the private store is emptied with it."""
    for folder in (Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT)):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def deliver(db):
    """A function that delivers the queue and returns the mails that went out with it.

    (The command `send_queued_mail` does the same but closes the connection, and with it the test's transaction.)
    """

    def deliver() -> list[mail.EmailMessage]:
        before = len(mail.outbox)
        send_queued()
        return mail.outbox[before:]

    return deliver


@pytest.fixture
def in_a_request():
    """As Django's test client sends the signals, which keeps the connection of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    # The row of a fresh database knows no end yet.
    version.current()
    request_started.send(sender=None, environ={})
    yield
    request_finished.send(sender=None)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
