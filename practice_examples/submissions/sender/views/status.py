"""The page behind the secret link: confirm, write, add photos, hand in, answer, withdraw.

While somebody is still at work sections and photos are kept one by one, answered as JSON.
"""

import uuid
from copy import copy

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Revision

from home.forms import ErrorLink
from home.media.cleaning import ACCEPT, ImageRejected
from practice_examples.submissions.record import life
from practice_examples.submissions.record.choices import ConsentKind, Status
from practice_examples.submissions.record.models import MAX_PHOTOS, Submission
from practice_examples.submissions.record.page import SubmissionPage
from practice_examples.submissions.sender import drafting, filing, registration
from practice_examples.submissions.sender.drafting import PHOTOS, TooManyPhotos
from practice_examples.submissions.sender.forms import AnswerForm, ChangesForm, PhotoForm
from practice_examples.submissions.sender.sections import NOTHING, SECTIONS, TYPED, Draft
from practice_examples.submissions.sender.views.registration import private_page

WAY = (Status.CONFIRMED, Status.DRAFTING, Status.IN_REVIEW, Status.PUBLISHED)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request, token):
    submission = find(token)
    if request.method != "POST":
        return _page(request, submission)
    action, _colon, detail = request.POST.get("action", "").partition(":")
    try:
        if action == "confirm":
            registration.confirm(submission=submission)
        elif submission.is_writable:
            return _write(request, submission, action, detail)
        elif submission.takes_photos:
            return _answer(request, submission, action, detail)
        elif submission.status == Status.SIGN_OFF:
            return _sign_off(request, submission, action)
    except life.NotPossible:
        # Handed in, answered or withdrawn in another tab meanwhile.
        pass
    return _too_late(request, token) if action != "confirm" else _back(submission)


def _too_late(request, token):
    """The page says how things stand now, and repeats the words it could not keep."""
    submission = find(token)
    unsaved = drafting.unsaved(submission=submission, data=request.POST)
    return _page(request, submission, unsaved=unsaved, status=409) if unsaved else _back(submission)


def _write(request, submission, action, detail):
    """Without JavaScript one form carries everything, so everything is kept whatever button was pressed."""
    conflicts = {}
    for key in SECTIONS:
        conflicts |= drafting.save_section(submission=submission, key=key, data=request.POST).conflicts
    problems, photo_forms = _take_photos(request, submission, action, detail)
    conflicting = conflicts or any(form.conflicts for form in photo_forms)
    submission = find(submission.token)
    if action == "hand_in" and not problems and not conflicting:
        try:
            filing.hand_in(submission=submission)
        except filing.Incomplete as incomplete:
            return _page(request, submission, draft=incomplete.draft, photo_forms=incomplete.photo_forms)
        return _back(submission)
    wording = SubmissionPage.current().wording(ConsentKind.PUBLIC_CONTACT)
    draft = Draft.of(submission, TYPED, wording=wording, conflicts=conflicts)
    if problems or conflicting or draft.error_links:
        return _page(request, submission, draft=draft, photo_forms=photo_forms, problems=problems)
    return _back(submission, said="gespeichert", anchor=detail if action == "save" else PHOTOS)


def _answer(request, submission, action, detail):
    problems, shown = _take_photos(request, submission, action, detail)
    form = AnswerForm(request.POST)
    if action == "answer" and not problems and not any(photo.conflicts for photo in shown):
        photo_forms = PhotoForm.all_of(submission, check=True)
        incomplete = [photo for photo in photo_forms if not photo.is_valid()]
        if form.is_valid() and not incomplete:
            filing.answer(submission=submission, text=form.cleaned_data["answer"])
            return _back(submission)
        return _page(request, submission, answer_form=form, photo_forms=photo_forms)
    # Pressing another button must not lose an answer that is half written.
    kept = AnswerForm(initial={"answer": request.POST.get("answer", "")})
    return _page(request, submission, answer_form=kept, photo_forms=shown, problems=problems)


def _sign_off(request, submission, action):
    revision = request.POST.get("revision", "")
    if action == "agree":
        filing.agree(submission=submission, revision=revision)
        return _back(submission)
    form = ChangesForm(request.POST)
    if not form.is_valid():
        return _page(request, submission, answer_form=form)
    filing.want_changes(submission=submission, revision=revision, text=form.cleaned_data["answer"])
    return _back(submission)


@never_cache
@require_safe
def finished(request, token):
    """The page the sender is asked about, as it will look, for whoever has the link."""
    submission = find(token)
    revision = Revision.objects.filter(pk=submission.shown_revision).first()
    if revision is None or submission.status not in (Status.SIGN_OFF, Status.AGREED):
        raise Http404
    page = revision.as_object()
    # The page names its own address, never the secret one, and of a draft nothing is kept for other visitors.
    shown = copy(request)
    shown.path, shown.is_preview = page.url, True
    response = private_page(shown, page.get_template(shown), page.get_context(shown))
    response._csp_update |= {"frame-src": page.frame_hosts()} if page.frame_hosts() else {}
    return response


def _take_photos(request, submission, action, detail) -> tuple[list[ErrorLink], list[PhotoForm]]:
    """What is wrong with new files, and the forms of all photos as they are now."""
    described = drafting.describe_photos(submission=submission, data=request.POST)
    for form in described:
        if action == "remove" and detail == form.photo.key.hex:
            drafting.remove_photo(photo=form.photo)
    problems = []
    files = request.FILES.getlist(PHOTOS)
    for number, file in enumerate(files, start=1):
        try:
            drafting.add_photo(submission=submission, file=file)
        except ImageRejected as rejected:
            label = _("Datei %d") % number if len(files) > 1 else _("Ihr Foto")
            problems += [ErrorLink(PHOTOS, label, message) for message in rejected.messages]
        except TooManyPhotos:
            problems.append(ErrorLink(PHOTOS, _("Fotos"), too_many()))
            break
    conflicts = {name: values for form in described for name, values in form.conflicts.items()}
    return problems, PhotoForm.all_of(submission, conflicts=conflicts)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, token):
    """Asks once, then does it."""
    submission = find(token)
    if request.method == "POST":
        filing.withdraw(submission=submission)
        return _back(submission)
    return private_page(
        request, "submissions/withdraw.html", {"submission": submission, "preview_title": _("Einreichung zurückziehen")}
    )


@never_cache
@require_POST
def autosave(request, token, section):
    """One section, while somebody is still typing. Answers with the time and with what is wrong so far."""
    submission = find(token)
    try:
        if section == PHOTOS:
            forms = drafting.describe_photos(submission=submission, data=request.POST)
        elif section in SECTIONS:
            forms = [drafting.save_section(submission=submission, key=section, data=request.POST)]
        else:
            return JsonResponse({"error": _("Diesen Abschnitt gibt es nicht.")}, status=404)
    except life.NotPossible:
        return JsonResponse({"error": _not_possible()}, status=409)
    saved, conflicts = _("Gespeichert um %s Uhr"), {name for form in forms for name in form.conflicts}
    if conflicts:
        saved = _("Nicht alles gespeichert, %s Uhr: Bitte sehen Sie sich die Hinweise an.")
    return JsonResponse(
        {
            "saved": saved % timezone.localtime().strftime("%H.%M"),
            "errors": {id_: messages for form in forms for id_, messages in _live_errors(form)},
            "conflicts": {name: shown_at for form in forms for name, shown_at in _conflicts(form)},
            "version": {name: digest for form in forms for name, digest in form.version.items()},
        }
    )


def _live_errors(form):
    for name, messages in form.errors.items():
        if name in form.fields:
            yield form[name].id_for_label or form[name].html_name, messages


def _conflicts(form):
    """Each with the id of the field beside which it is said."""
    for full in form.conflicts:
        name = full.rpartition("-")[2]
        shown_at = form[getattr(form, "SHOWN_AT", {}).get(name, name)]
        yield full, shown_at.id_for_label or shown_at.html_name


@never_cache
@require_POST
def upload(request, token):
    """One photo at a time, so that the browser can show how far each has come."""
    submission = find(token)
    file = request.FILES.get(PHOTOS)
    try:
        if file is None:
            raise ImageRejected(_("Es ist keine Datei angekommen. Bitte wählen Sie das Foto noch einmal aus."))
        photo = drafting.add_photo(submission=submission, file=file)
    except ImageRejected as rejected:
        return JsonResponse({"error": " ".join(rejected.messages)}, status=422)
    except TooManyPhotos:
        return JsonResponse({"error": too_many()}, status=422)
    except life.NotPossible:
        return JsonResponse({"error": _not_possible()}, status=409)
    number = list(submission.photos.values_list("pk", flat=True)).index(photo.pk) + 1
    html = render_to_string("submissions/photo.html", {"form": PhotoForm(photo, number)}, request)
    return JsonResponse(
        {"html": html, "key": photo.key.hex, "full": submission.photos.count() >= MAX_PHOTOS}, status=201
    )


def _not_possible():
    return _("Ihre Einreichung lässt sich gerade nicht ändern. Bitte laden Sie die Seite neu.")


def find(token) -> Submission:
    return get_object_or_404(Submission.objects.select_related("page"), token=token)


def _page(request, submission, *, draft=None, photo_forms=None, answer_form=None, problems=(), unsaved=(), status=200):
    writes, words = submission.is_writable, SubmissionPage.current()
    if writes:
        draft = draft or Draft.of(submission, NOTHING, wording=words.wording(ConsentKind.PUBLIC_CONTACT))
    if submission.takes_photos:
        photo_forms = photo_forms or PhotoForm.all_of(submission)
    context = {
        "submission": submission,
        "draft": draft if writes else None,
        "photo_forms": photo_forms or [],
        "photo_version": {name: digest for form in photo_forms or [] for name, digest in form.version.items()},
        "upload_problems": problems,
        "unsaved": unsaved,
        "writer": uuid.uuid4().hex,
        "answer_form": answer_form or (ChangesForm() if submission.status == Status.SIGN_OFF else AnswerForm()),
        "links": _links(draft, photo_forms, answer_form, problems),
        "way": _way(submission.status),
        "page_with_words": words,
        "correspondence": submission.messages.all(),
        "expected_by": submission.handed_in_at
        and submission.handed_in_at + timezone.timedelta(days=words.expected_days),
        "room_for_photos": max(0, MAX_PHOTOS - len(photo_forms or [])),
        "max_photos": MAX_PHOTOS,
        "accept": ACCEPT,
        "said": request.GET.get("gespeichert") is not None,
        "demo": settings.DEMO,
        "preview_title": _("Ihre Einreichung"),
    }
    return private_page(request, "submissions/status.html", context, status=status)


def _links(draft, photo_forms, answer_form, problems):
    links = [*problems]
    if draft:
        links += draft.error_links
    for form in photo_forms or []:
        links += form.error_links()
    if answer_form is not None and answer_form.is_bound:
        links += answer_form.error_links()
    return links


def _way(now):
    """The stations of the way, each with `done` and `current`; a question or a refusal takes the place of the last."""
    stations = list(WAY)
    if now in (Status.QUESTION, Status.SIGN_OFF, Status.AGREED):
        stations.insert(3, now)
    if now == Status.DECLINED:
        stations[-1] = Status.DECLINED
    place = stations.index(now) if now in stations else -1
    return [
        {"label": Status(station).label, "done": number < place, "current": number == place}
        for number, station in enumerate(stations)
    ]


def _back(submission, said="", anchor=""):
    query = f"?{said}=1" if said else ""
    response = redirect(
        f"{reverse('submissions:status', args=[submission.token])}{query}{f'#{anchor}' if anchor in {*SECTIONS, PHOTOS} else ''}"
    )
    response["Referrer-Policy"] = "same-origin"
    return response


def too_many():
    return _("Höchstens %d Fotos sind möglich. Bitte entfernen Sie erst eines.") % MAX_PHOTOS
