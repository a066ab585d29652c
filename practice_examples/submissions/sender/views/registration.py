"""Step 1 and its receipt."""

import uuid

from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from practice_examples.submissions.protection import doubts, rate_limits
from practice_examples.submissions.record.models import Sender, Submission
from practice_examples.submissions.record.page import SubmissionPage
from practice_examples.submissions.sender.fields import typed
from practice_examples.submissions.sender.forms import AT_REGISTRATION, IdeaFields, LostLinkForm, RegistrationForm
from practice_examples.submissions.sender.registration import (
    Registration,
    find_earlier,
    send_link_again,
    send_lost_links,
    submit_example,
)
from practice_examples.submissions.sender.sections import find_example

DRAFTED = [*IdeaFields.base_fields, "place", "inspired_by"]


@never_cache
def register(request, page: SubmissionPage):
    """The page "Mitmachen" with its form."""
    if request.method == "POST":
        return _registered(request, page)
    model = request.GET.get("vorbild", "")[:300]
    example = find_example(model) if model else None
    form = RegistrationForm(
        page,
        initial={"key": uuid.uuid4(), "started": doubts.start_mark(), "inspired_by": example.slug if example else ""},
    )
    return _form_page(request, page, form, example=example)


def _registered(request, page):
    form = RegistrationForm(page, request.POST)
    if rate_limits.count_attempt(request) > rate_limits.FLOOD_PER_HOUR:
        form.add_error(
            None,
            _(
                "Von Ihrem Anschluss kamen gerade sehr viele Einreichungen. Bitte versuchen Sie es in einer Stunde noch einmal."
            ),
        )
        return _form_page(request, page, form, status=429)
    if not form.is_valid():
        return _form_page(request, page, form)
    registration = _registration(page, form, request.POST)
    key = form.cleaned_data["key"]
    earlier = find_earlier(registration, key)
    within_the_hour = 0 if earlier else rate_limits.count_registration(request)
    found = doubts.find_doubts(request, registration, form.cleaned_data["started"], within_the_hour, earlier=earlier)
    submission = submit_example(registration=registration, key=key, doubts=found)
    return redirect("submissions:receipt", submission.key)


def _registration(page, form, data) -> Registration:
    found = form.cleaned_data
    names = ("title", "summary", "place", "provider", "organisation", "website")
    return Registration(
        **{name: found[name] for name in names},
        topics=list(found["topics"]),
        sender_name=found["name"],
        sender_email=found["email"],
        consents={str(kind): page.wording(kind) for kind in AT_REGISTRATION},
        consent_version=page.consent_version,
        # The place as its field will show and send it, however it was typed.
        draft={**typed(data, DRAFTED), "place": [found["place"].label]},
    )


def _form_page(request, page, form, status=200, **context):
    context = {**page.get_context(request), "form": form, **context}
    return render(request, page.get_template(request), context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request, key):
    """What was filed under which number, and where the mail went. Shows nothing that opens anything."""
    submission = get_object_or_404(Submission, key=key)
    sent_again = None
    if request.method == "POST":
        sent_again = send_link_again(submission=submission)
    sender = Sender.objects.filter(submission=submission).first()
    context = {
        "submission": submission,
        "address": _masked(sender.email) if sender else "",
        "page_with_words": SubmissionPage.current(),
        "sent_again": sent_again,
        "demo": settings.DEMO,
        "preview_title": _("Danke"),
    }
    return private_page(request, "submissions/receipt.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request):
    """Sends the links of an address to that address. The same words for every address, known or not."""
    form, asked, status = LostLinkForm(request.POST or None), False, 200
    if request.method == "POST" and form.is_valid():
        if rate_limits.count_lost_link(request) > rate_limits.LOST_LINKS_PER_HOUR:
            form.add_error(
                None,
                _(
                    "Von Ihrem Anschluss wurde schon oft nach Links gefragt. Bitte versuchen Sie es in einer Stunde noch einmal."
                ),
            )
            status = 429
        else:
            send_lost_links(address=form.cleaned_data["email"])
            asked = True
    context = {"form": form, "asked": asked, "preview_title": _("Link verloren?")}
    return private_page(request, "submissions/lost_link.html", context, status=status)


def private_page(request, template, context, status=200):
    """Never stored by anybody, never found by search engines, its address never told to other sites.

    data: pictures are allowed because senders see their own photos inside the HTML; they have no address.
    """
    response = render(request, template, context, status=status)
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response._csp_update = {"img-src": ["data:"]}
    return response


def _masked(address: str) -> str:
    name, _at, host = address.partition("@")
    return f"{name[:2]}…@{host}"
