"""Purging a cache in front (nginx, Varnish, a CDN): everything at once, as soon as a new version is committed."""

import http.client
import logging
from urllib.parse import urlsplit
from urllib.request import urlopen

from asgiref.local import Local
from django.conf import settings
from django.db import transaction
from wagtail.contrib.frontend_cache.backends import HTTPBackend, PurgeRequest
from wagtail.contrib.frontend_cache.utils import purge_url_from_cache

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 2
_waiting = Local()


class PurgeByRequest(HTTPBackend):
    """Wagtail's, which sends `PURGE /*` to the cache, but never waits long and never fails."""

    def purge(self, url: str) -> None:
        parts = urlsplit(url)
        request = PurgeRequest(f"{self.cache_scheme}://{self.cache_netloc}{parts.path}", headers={"Host": parts.netloc})
        try:
            urlopen(request, timeout=TIMEOUT_SECONDS).close()
        except (OSError, http.client.HTTPException) as error:
            logger.error("The cache in front has not been purged: %s", error)


def everything_after_commit() -> None:
    """Once for each transaction, however much changes in it. Does nothing unless a cache in front is configured."""
    if settings.WAGTAILFRONTENDCACHE:
        _waiting.purge = True
        transaction.on_commit(_purge, robust=True)


def _purge() -> None:
    if getattr(_waiting, "purge", False):
        _waiting.purge = False
        purge_url_from_cache(f"{settings.BASE_URL}/*")
