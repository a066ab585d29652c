"""Files that programs look for at an address of their own: crawlers, feed readers, people who found a hole."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from home.pages.addresses import absolute, address

SECURITY_TXT_DAYS = 180


@require_safe
def robots(request):
    """The demo's invented stories must not turn up in search engines."""
    if settings.DEMO:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {settings.BASE_URL}/sitemap.xml"]
    return _text(lines)


@require_safe
def security_txt(request):
    """RFC 9116. The date moves on by itself; whether the contact still answers is the operator's to check."""
    contact = settings.SECURITY_CONTACT or absolute(address("contact") or "/")
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=SECURITY_TXT_DAYS)
    return _text(
        [
            f"Contact: {contact}",
            f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages: de, en",
            f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
        ]
    )


@require_safe
def favicon(request):
    """Where programs ask that read no HTML: feed readers, browsers showing a picture or a feed by itself."""
    return redirect(static("site/img/favicon.svg"))


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
