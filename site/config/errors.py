"""Pages for when something goes wrong. The plain ones need no database, no session and no request data."""

import errno
import re
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import TemplateDoesNotExist, TemplateSyntaxError, loader
from django.utils.translation import gettext as _

RETRY_SECONDS = "120"
BUSY_SECONDS = "5"
MACHINES = re.compile("token|password|started|action|^next$|^key$")
# A number, or what one chose from a list: it is chosen again.
KEY = re.compile(r"[a-z0-9_-]+")


def csrf_failure(request, reason=""):
    """A form sent without a valid token: mostly one that lay open for days, or a browser that refuses the cookie."""
    return render(request, "403_csrf.html", status=403)


def server_error(request):
    """500, or 503 with Retry-After when the database does not answer or the disk is full."""
    error = sys.exc_info()[1]
    later = _is_unreachable(error) or _is_full(error)
    try:
        page = loader.get_template("503.html" if later else "500.html").render({"typed": typed(request)})
    except (TemplateDoesNotExist, TemplateSyntaxError, ValueError, OSError):
        # Whatever broke may have broken the templates or the names of static files too.
        words = _("Da ist etwas schiefgegangen.")
        return HttpResponseServerError(f'<!doctype html><html lang="de"><title>{words}</title><h1>{words}</h1></html>')
    response = HttpResponseServerError(page)
    response["Cache-Control"] = "no-store"
    if later:
        response.status_code = 503
        response["Retry-After"] = RETRY_SECONDS
    return response


def busy(request):
    """503 for a form that comes while as many as we can take are worked on; what was typed stands on the page."""
    # Read now for `typed`; not what comes with photos, which takes its time.
    if int(request.META.get("CONTENT_LENGTH") or 0) <= settings.LARGEST_REQUEST:
        request.POST  # noqa: B018
    response = HttpResponse(loader.render_to_string("503.html", {"typed": typed(request)}), status=503)
    response["Cache-Control"] = "no-store"
    response["Retry-After"] = BUSY_SECONDS
    return response


def typed(request) -> list[str]:
    """What somebody has just sent by a form of ours, to be copied: texts, no passwords and no keys of the form."""
    # Not read anew: the form itself may be what broke.
    sent = request.POST.lists() if hasattr(request, "_post") else []
    return [
        text
        for name, texts in sent
        for text in texts
        if len(text.strip()) > 2 and not MACHINES.search(name) and not KEY.fullmatch(text)
    ]


def _is_unreachable(error: BaseException | None) -> bool:
    """Whether it is the database that does not answer.

    Of a connection that breaks while it answers psycopg2 says nothing more special than DatabaseError. What Django
    itself calls so has no cause.
    """
    if isinstance(error, OperationalError | InterfaceError):
        return True
    return type(error) is DatabaseError and error.__cause__ is not None


def _is_full(error: BaseException | None) -> bool:
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
