"""Forms of visitors are dear, pages that are read are cheap: the dear ones never take every thread."""

import threading

from django.conf import settings
from django.urls import reverse

from config.errors import busy

READING = ("GET", "HEAD", "OPTIONS")


class BoundedWrites:
    """So many forms of visitors are worked on at once in a process; the next one is asked to come again, with its text.

    Not waited for: whoever waits holds the thread that others could read by. Editors are few and always let in.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.turns = threading.BoundedSemaphore(settings.WRITES_AT_ONCE)

    def __call__(self, request):
        if request.method in READING or request.path.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        if not self.turns.acquire(blocking=False):
            return busy(request)
        try:
            return self.get_response(request)
        finally:
            self.turns.release()
