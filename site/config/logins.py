"""Who may log in, and how often somebody may guess."""

from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.shortcuts import render
from django.utils import timezone
from wagtail.views import authenticate_with_password

from practice_examples.submissions.protection import rate_limits

# Of one connection at all names, and at one name from all connections, within AXES_COOLOFF_TIME.
WRONG_LOGINS = 20
# Of one connection at all private pages, within an hour.
WRONG_PASSWORDS = 20


class GuessesAreCounted(BaseBackend):
    """Lets nobody in. Axes counts at one name from one connection; this counts what is spread over many of either.

    Whoever has logged in with this name from this connection within a month is not kept out for what others do.
    """

    def authenticate(self, request, username=None, **credentials):
        if request is None or username is None or not settings.AXES_ENABLED:
            return
        connection = rate_limits.connection_of(request)
        lately = AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME)
        guesses = (
            of.aggregate(number=Sum("failures_since_start", default=0))["number"]
            for of in (lately.filter(ip_address=connection), lately.filter(username=username))
        )
        known = AccessLog.objects.filter(username=username, ip_address=connection)
        if max(guesses) >= WRONG_LOGINS and not known.exists():
            request.axes_locked_out = True
            raise PermissionDenied


class DemoPasswordOnlyInDemo(BaseBackend):
    """Lets nobody in; outside demo mode it keeps out whoever uses the password printed in the README.

    A database that began as a demo may become the real site; its published logins must not.
    """

    def authenticate(self, request, username=None, password=None, **credentials):
        if password == settings.DEMO_PASSWORD and not settings.DEMO:
            raise PermissionDenied


def private_page_password(request, page_view_restriction_id, page_id):
    """The password of a private page; only wrong ones are counted."""
    if request.method == "POST" and rate_limits.guesses(request) >= WRONG_PASSWORDS:
        return render(request, "lockout.html", {"an_hour": True}, status=429)
    response = authenticate_with_password(request, page_view_restriction_id, page_id)
    if request.method == "POST" and response.status_code == 200:
        rate_limits.count_guess(request)
    return response
