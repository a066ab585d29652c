"""Doubts about a registration, without puzzles for people. Doubtful ones are held back for moderators, never dropped."""

import re
import time
from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import Email

from practice_examples.submissions.protection import rate_limits
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import Submission
from practice_examples.submissions.sender.forms import HONEYPOT
from practice_examples.submissions.sender.registration import Registration, text_digest

FASTEST = timedelta(seconds=4)
# Clocks of several servers may differ a little.
CLOCK_SKEW = timedelta(minutes=5)
LINKS_IN_TEXT = 2
PER_ADDRESS_AND_DAY = 3
LINK = re.compile(r"https?:|www\.|\[url", re.IGNORECASE)
KNOWN_ENDINGS = (
    "com|net|org|info|biz|app|dev|page|link|click|online|site|website|shop|store|top|xyz|win|bid|live|icu|vip"
)
# What stands before names in German, with its dot and often without a space: „Prof.Dr.Feld“, „St.Martin“, „B.Sc.“.
TITLE = re.compile(
    r"\b(?:dr|prof|dipl|ing|inform|kfm|mag|med|phil|rer|nat|pol|oec|jur|theol|vet|dent|päd|soz|habil|[bm]\.(?:sc|ed|eng)"
    rf"|st|hl|sel|ev|kath|pfr|sr)\.(?!(?:{KNOWN_ENDINGS})\b)",
    re.IGNORECASE,
)
# What a mail program may turn into a link: a word, a dot, and an ending. A capital after the dot begins a word.
HOST = re.compile(
    rf"{LINK.pattern}|\b(?:\d+\.){{3}}\d"
    rf"|[\w-][.。．](?:(?:{KNOWN_ENDINGS}|[^\W\d_]{{2}})\b|(?-i:[^\W\d_A-ZÄÖÜ])[^\W\d_]{{2,}})",
    re.IGNORECASE,
)


_signer = Signer(salt="submissions.started")


def start_mark() -> str:
    """Goes into the form and says when it was shown."""
    return _signer.sign(str(int(time.time())))


def find_doubts(
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
        _("Mehrere Einreichungen in einer Stunde vom selben Anschluss."): within_the_hour > rate_limits.PER_HOUR,
        _("Der Text enthält mehrere Links."): len(LINK.findall(text)) >= LINKS_IN_TEXT,
        _("Im Namen oder im Titel steht eine Internetadresse. Beides steht in der ersten E-Mail."): any(
            HOST.search(TITLE.sub(" ", words)) for words in (registration.sender_name, registration.title)
        ),
        _("Derselbe Text kam heute schon einmal."): same_text.exists(),
        _("Viele Einreichungen mit derselben E-Mail-Adresse."): max(to_address.count(), links_to_address.count())
        >= PER_ADDRESS_AND_DAY,
    }
    return [words for words, applies in found.items() if applies]


def _took_time(started: str) -> bool:
    try:
        shown = float(_signer.unsign(started))
    except (BadSignature, ValueError):
        return False
    age = time.time() - shown
    return age >= FASTEST.total_seconds() or -CLOCK_SKEW.total_seconds() <= age < 0
