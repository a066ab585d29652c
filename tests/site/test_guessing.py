"""Passwords that are guessed: counted at many names and from many connections, and nobody is kept out for others."""

import pytest
from django.contrib.auth.models import User
from wagtail.models import PageViewRestriction

from config import logins
from tests.factories import make_example

pytestmark = pytest.mark.django_db
SOMEWHERE, ELSEWHERE, AT_HOME = "203.0.113.1", "203.0.113.2", "203.0.113.3"


@pytest.fixture(autouse=True)
def people(settings):
    settings.AXES_ENABLED = True
    for name in ("mona", "anna"):
        User.objects.create_superuser(name, password="geheim-geheim")


def log_in(client, username, connection, password="geheim-geheim") -> int:
    client.logout()
    form = {"username": username, "password": password}
    return client.post("/admin/login/", form, REMOTE_ADDR=connection).status_code


def guess(client, connection, username, times):
    for number in range(times):
        log_in(client, username.format(number), connection.format(number), password="falsch")


@pytest.mark.parametrize(("guessed", "answer"), [(19, 302), (20, 429)])
def test_many_names_from_one_connection_are_one_attack(client, guessed, answer):
    log_in(client, "anna", SOMEWHERE)
    guess(client, SOMEWHERE, "name-{}", guessed)
    assert log_in(client, "mona", SOMEWHERE) == answer
    assert log_in(client, "mona", ELSEWHERE) == 302
    assert log_in(client, "anna", SOMEWHERE) == 302


@pytest.mark.parametrize(("guessed", "answer"), [(19, 302), (20, 429)])
def test_one_name_from_many_connections_is_one_attack(client, guessed, answer):
    log_in(client, "mona", AT_HOME)
    guess(client, "198.51.100.{}", "mona", guessed)
    assert log_in(client, "mona", SOMEWHERE) == answer
    assert log_in(client, "mona", AT_HOME) == 302
    assert log_in(client, "anna", SOMEWHERE) == 302


def test_the_page_of_the_lock_says_when_to_try_again(client):
    guess(client, SOMEWHERE, "name-{}", 20)
    page = client.post("/admin/login/", {"username": "mona", "password": "x"}, REMOTE_ADDR=SOMEWHERE).content.decode()
    assert "In 15 Minuten können Sie es wieder versuchen." in page


@pytest.mark.parametrize(("guessed", "answer"), [(19, 302), (20, 429)])
def test_the_password_of_a_private_page_is_guessed_some_times_from_a_connection(client, media, guessed, answer):
    story = make_example()
    lock = PageViewRestriction.objects.create(page=story, restriction_type="password", password="Nähkästchen")
    address = f"/_util/authenticate_with_password/{lock.pk}/{story.pk}/"

    def send(password, connection):
        return client.post(address, {"password": password, "return_url": story.url}, REMOTE_ADDR=connection)

    assert {send("falsch", SOMEWHERE).status_code for _number in range(guessed)} == {200}
    refused = send("Nähkästchen", SOMEWHERE)
    assert refused.status_code == answer
    assert answer == 302 or "In einer Stunde können Sie es wieder versuchen." in refused.content.decode()
    assert send("Nähkästchen", ELSEWHERE).status_code == 302


def test_right_passwords_are_not_counted(client, media):
    story = make_example()
    lock = PageViewRestriction.objects.create(page=story, restriction_type="password", password="Nähkästchen")
    form = {"password": "Nähkästchen", "return_url": story.url}
    for _number in range(logins.WRONG_PASSWORDS + 5):
        address = f"/_util/authenticate_with_password/{lock.pk}/{story.pk}/"
        assert client.post(address, form, REMOTE_ADDR=SOMEWHERE).status_code == 302
