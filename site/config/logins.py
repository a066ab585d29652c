from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied


class DemoPasswordOnlyInDemo(BaseBackend):
    """Lets nobody in; outside demo mode it keeps out whoever uses the password printed in the README.

    A database that began as a demo may become the real site; its published logins must not.
    """

    def authenticate(self, request, username=None, password=None, **credentials):
        if password == settings.DEMO_PASSWORD and not settings.DEMO:
            raise PermissionDenied
