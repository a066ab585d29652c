"""What monitors and load balancers ask."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config import health
from config.settings import VERSION
from operations import schema
from tests.site.test_settings import python

OK = {"database": "ok", "migrations": "ok", "schema": "ok", "space": "ok"}


def test_the_process_says_that_it_lives(client):
    response = client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_complete_site_is_ready_and_says_so_with_one_query(client, django_assert_num_queries):
    client.get("/health/ready")
    with django_assert_num_queries(2):
        response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "version": VERSION, "checks": OK})


@pytest.mark.django_db
def test_a_pending_migration_makes_the_site_unready(client):
    MigrationRecorder.Migration.objects.filter(app="places").delete()
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "version": VERSION, "checks": OK | {"migrations": "failed"}}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ("ALTER TABLE home_homepage RENAME COLUMN claim TO slogan", "home_homepage.claim"),
        ("ALTER TABLE submissions_message RENAME TO letters", "submissions_message"),
    ],
)
def test_a_database_of_another_time_makes_the_site_unready_whatever_its_migrations_say(
    client, monkeypatch, caplog, change, missing
):
    monkeypatch.setattr(health, "_schema_fitted", False)
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert schema.lacking() == [missing]
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["checks"] == OK | {"schema": "failed"}
    assert f"The database lacks {missing}." in caplog.text


@pytest.mark.django_db
def test_a_full_disk_makes_the_site_unready(client, settings):
    settings.MINIMUM_FREE_SPACE = 2**62
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "version": VERSION, "checks": OK | {"space": "failed"}}


def test_without_a_database_the_process_lives_but_is_not_ready_and_tells_no_secret():
    answer = python(
        """
from django.test import Client
client = Client(headers={"host": "example.org"})
live, ready = client.get("/health/live"), client.get("/health/ready")
print(live.status_code, ready.status_code, ready.content.decode())
""",
        DATABASE_URL="postgres://portal:geheim@127.0.0.1:1/portal",
    )
    assert answer.stdout == (
        f'200 503 {{"status": "unavailable", "version": "{VERSION}", '
        '"checks": {"database": "failed", "migrations": "failed", "schema": "failed", "space": "ok"}}\n'
    )


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_nothing_can_be_posted_to_them(client, path):
    assert client.post(path).status_code == 405
