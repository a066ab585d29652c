"""Doubts about a registration, without puzzles for people. Doubtful ones are held back for moderators, never dropped."""

import hashlib
import hmac
import re
import secrets
import time
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.core.cache import caches
from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import Email

from practice_examples.submissions.record import retention
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import Submission
from practice_examples.submissions.sender.forms import HONEYPOT
from practice_examples.submissions.sender.registration import Registration, text_digest

FASTEST = timedelta(seconds=4)
# Clocks of several servers may differ a little.
CLOCK_SKEW = timedelta(minutes=5)
PER_HOUR = 5
FLOOD_PER_HOUR = 40
LINKS_IN_TEXT = 2
PER_ADDRESS_AND_DAY = 3
LINK = re.compile(r"https?:|www\.|\[url", re.IGNORECASE)
# What a mail program may turn into a link: any word with a dot inside, but not „Prof.Dr.Feld“.
HOST = re.compile(rf"{LINK.pattern}|\b(?!(?:dr|prof)\.)[\w-]+[.。．][^\W\d_]{{2,}}|\b(?:\d+\.){{3}}\d", re.IGNORECASE)


_signer = Signer(salt="submissions.started")


def start_mark() -> str:
    """Goes into the form and says when it was shown."""
    return _signer.sign(str(int(time.time())))


def doubts(
    request, registration: Registration, started: str, within_the_hour: int, earlier: Submission | None = None
) -> list[str]:
    """German sentences for moderators; none for what looks like people.

    A record cannot repeat itself: `earlier` is the one this registration replaces. `within_the_hour` is what
    `count_registration` said.
    """
    day_ago = timezone.now() - timedelta(days=1)
    others = Submission.objects.filter(created_at__gt=day_ago).exclude(pk=earlier and earlier.pk)
    same_text = others.filter(text_digest=text_digest(registration.title, registration.summary))
    to_address = others.filter(sender__email__iexact=registration.sender_email)
    links_to_address = Email.objects.filter(
        to__iexact=registration.sender_email, submissions__in=others.filter(status=Status.UNCONFIRMED)
    )
    text = f"{registration.title} {registration.summary}"
    found = {
        _("Das versteckte Feld war ausgefüllt."): bool(request.POST.get(HONEYPOT)),
        _("Das Formular wurde schneller abgeschickt, als jemand tippt, oder ohne es zu öffnen."): not _took_time(
            started
        ),
        _("Mehrere Einreichungen in einer Stunde vom selben Anschluss."): within_the_hour > PER_HOUR,
        _("Der Text enthält mehrere Links."): len(LINK.findall(text)) >= LINKS_IN_TEXT,
        _("Im Namen oder im Titel steht eine Internetadresse. Beides steht in der ersten E-Mail."): bool(
            HOST.search(registration.sender_name) or HOST.search(registration.title)
        ),
        _("Derselbe Text kam heute schon einmal."): same_text.exists(),
        _("Viele Einreichungen mit derselben E-Mail-Adresse."): max(to_address.count(), links_to_address.count())
        >= PER_ADDRESS_AND_DAY,
    }
    return [words for words, applies in found.items() if applies]


def count_attempt(request) -> int:
    """How often this connection has sent the form within the hour, this time included, whatever came of it."""
    return _count("attempts", request)


def count_registration(request) -> int:
    """How many projects this connection has registered within the hour, this one included.

    Whoever corrects a form five times has registered one.
    """
    return _count("registrations", request)


def _count(what: str, request) -> int:
    """Of the address only a keyed digest is kept, for an hour; the key is random and thrown away every day. Both stand
    in a cache of their own, where no flood of other requests can push them out.
    """
    counters = caches["counters"]
    salt = counters.get_or_set(f"submissions:salt:{timezone.localdate()}", lambda: secrets.token_hex(16), 24 * 3600)
    digest = hmac.new(salt.encode(), connection_of(request).encode(), hashlib.sha256).hexdigest()
    key = f"submissions:{what}:{digest}"
    counters.add(key, 0, retention.CONNECTION.how_long.total_seconds())
    try:
        return counters.incr(key)
    except ValueError:
        # It ran out between the two calls.
        return 1


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


def _took_time(started: str) -> bool:
    try:
        shown = float(_signer.unsign(started))
    except (BadSignature, ValueError):
        return False
    age = time.time() - shown
    return age >= FASTEST.total_seconds() or -CLOCK_SKEW.total_seconds() <= age < 0
