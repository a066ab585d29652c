"""How often the same connection may do the same thing within an hour."""

import hashlib
import hmac
import secrets
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.core.cache import caches
from django.utils import timezone

from practice_examples.submissions.record.retention import CONNECTION

PER_HOUR = 5
FLOOD_PER_HOUR = 40
LOST_LINKS_PER_HOUR = 10


def count_attempt(request) -> int:
    """How often this connection has sent the form within the hour, this time included, whatever came of it."""
    return _count("attempts", request)


def count_registration(request) -> int:
    """How many projects this connection has registered within the hour, this one included.

    Whoever corrects a form five times has registered one.
    """
    return _count("registrations", request)


def count_lost_link(request) -> int:
    """How often this connection has asked for lost links within the hour, this time included."""
    return _count("lost_links", request)


def guesses(request) -> int:
    """How many wrong passwords of private pages this connection has tried within the hour."""
    return caches["counters"].get(_key("guesses", request), 0)


def count_guess(request) -> None:
    _count("guesses", request)


def _count(what: str, request) -> int:
    counters, key = caches["counters"], _key(what, request)
    counters.add(key, 0, CONNECTION.how_long.total_seconds())
    try:
        return counters.incr(key)
    except ValueError:
        # It ran out between the two calls.
        return 1


def _key(what: str, request) -> str:
    """Of the address only a keyed digest is kept, for an hour; the key is random and thrown away every day. Both stand
    in a cache of their own, where no flood of other requests can push them out.
    """
    counters = caches["counters"]
    salt = counters.get_or_set(f"submissions:salt:{timezone.localdate()}", lambda: secrets.token_hex(16), 24 * 3600)
    digest = hmac.new(salt.encode(), connection_of(request).encode(), hashlib.sha256).hexdigest()
    return f"submissions:{what}:{digest}"


def connection_of(request) -> str:
    """The visitor's address; of IPv6 the first address of the network of 64 bits, all of which a connection can use.

    Behind a proxy in our own network it is the last one that proxy added, not the first: that one is the visitor's to
    invent.
    """
    remote = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", 1)[-1].strip()
    try:
        address = _address(remote)
    except ValueError:
        return remote
    try:
        return str(_network(_address(forwarded) if address.is_private else address))
    except ValueError:
        return str(_network(address))


def _address(text: str) -> IPv4Address | IPv6Address:
    found = ip_address(text)
    return getattr(found, "ipv4_mapped", None) or found


def _network(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    return IPv6Address(int(address) >> 64 << 64) if address.version == 6 else address
