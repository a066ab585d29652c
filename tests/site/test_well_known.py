"""Files that programs look for at an address of their own."""

from datetime import UTC, datetime

import pytest

from home.pages.models import HomePage, StandardPage


def test_search_engines_are_shown_the_sitemap(client):
    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\nDisallow: /admin/\n\nSitemap: http://testserver/sitemap.xml\n"
    )


def test_search_engines_stay_out_of_the_demo(client, settings):
    settings.DEMO = True
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_whoever_finds_a_hole_learns_whom_to_tell(client, settings, time_machine):
    time_machine.move_to(datetime(2026, 11, 22, 13, 30, tzinfo=UTC))
    settings.SECURITY_CONTACT = "sicherheit@example.org"
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "Contact: mailto:sicherheit@example.org\n"
        "Expires: 2027-05-21T00:00:00Z\n"
        "Preferred-Languages: de, en\n"
        "Canonical: http://testserver/.well-known/security.txt\n"
    )


@pytest.mark.django_db
def test_whoever_has_named_nobody_is_asked_by_the_contact_page(client, settings):
    settings.SECURITY_CONTACT = ""
    contact = StandardPage(title="Kontakt", slug="so-erreichen-sie-uns", purpose="contact")
    assert "Contact: http://testserver/\n" in client.get("/.well-known/security.txt").content.decode()
    HomePage.objects.get().add_child(instance=contact)
    content = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: http://testserver/so-erreichen-sie-uns/\n" in content


@pytest.mark.parametrize("path", ["/robots.txt", "/.well-known/security.txt", "/favicon.ico"])
def test_nothing_can_be_posted_to_them(client, path):
    assert client.post(path).status_code == 405
