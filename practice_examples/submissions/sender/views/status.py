"""The page behind the secret link: confirm, write, add photos, hand in, answer, withdraw.

While somebody is still at work sections and photos are kept one by one, answered as JSON.
"""

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from home.forms import ErrorLink
from home.media.cleaning import ACCEPT, ImageRejected
from practice_examples.submissions.record import life
from practice_examples.submissions.record.choices import ConsentKind, Status
from practice_examples.submissions.record.models import MAX_PHOTOS, Submission
from practice_examples.submissions.record.page import SubmissionPage
from practice_examples.submissions.sender import drafting, filing, registration
from practice_examples.submissions.sender.drafting import TooManyPhotos
from practice_examples.submissions.sender.forms import AnswerForm, PhotoForm
from practice_examples.submissions.sender.sections import NOTHING, SECTIONS, TYPED, Draft
from practice_examples.submissions.sender.views.registration import private_page

PHOTOS = "fotos"
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
    except life.NotPossible:
        # Handed in or withdrawn in another tab meanwhile: the page says how things stand now.
        pass
    return _back(submission)


def _write(request, submission, action, detail):
    """Without JavaScript one form carries everything, so everything is kept whatever button was pressed."""
    for key in SECTIONS:
        drafting.save_section(submission=submission, key=key, data=request.POST)
    problems = _take_photos(request, submission, action, detail)
    submission = find(submission.token)
    if action == "hand_in" and not problems:
        try:
            filing.hand_in(submission=submission)
        except filing.Incomplete as incomplete:
            return _page(request, submission, draft=incomplete.draft, photo_forms=incomplete.photo_forms)
        return _back(submission)
    draft = Draft.of(submission, TYPED, wording=SubmissionPage.current().wording(ConsentKind.PUBLIC_CONTACT))
    if problems or draft.error_links:
        return _page(request, submission, draft=draft, problems=problems)
    return _back(submission, said="gespeichert", anchor=detail if action == "save" else PHOTOS)


def _answer(request, submission, action, detail):
    problems = _take_photos(request, submission, action, detail)
    form = AnswerForm(request.POST)
    if action == "answer" and not problems:
        photo_forms = PhotoForm.all_of(submission, check=True)
        incomplete = [photo for photo in photo_forms if not photo.is_valid()]
        if form.is_valid() and not incomplete:
            filing.answer(submission=submission, text=form.cleaned_data["answer"])
            return _back(submission)
        return _page(request, submission, answer_form=form, photo_forms=photo_forms)
    # Pressing another button must not lose an answer that is half written.
    kept = AnswerForm(initial={"answer": request.POST.get("answer", "")})
    return _page(request, submission, answer_form=kept, problems=problems)


def _take_photos(request, submission, action, detail) -> list[ErrorLink]:
    for photo in submission.photos.all():
        drafting.describe_photo(photo=photo, data=request.POST, prefix=f"foto-{photo.key.hex}")
        if action == "remove" and detail == photo.key.hex:
            drafting.remove_photo(photo=photo)
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
    return problems


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
            if not submission.takes_photos:
                raise life.NotPossible
            for photo in submission.photos.all():
                drafting.describe_photo(photo=photo, data=request.POST, prefix=f"foto-{photo.key.hex}")
            errors = {}
        elif section in SECTIONS:
            saved = drafting.save_section(submission=submission, key=section, data=request.POST)
            errors = {
                saved[name].id_for_label or name: messages
                for name, messages in saved.errors.items()
                if name in saved.fields
            }
        else:
            return JsonResponse({"error": _("Diesen Abschnitt gibt es nicht.")}, status=404)
    except life.NotPossible:
        return JsonResponse({"error": _not_possible()}, status=409)
    return JsonResponse(
        {"saved": _("Gespeichert um %s Uhr") % timezone.localtime().strftime("%H.%M"), "errors": errors}
    )


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


def _page(request, submission, *, draft=None, photo_forms=None, answer_form=None, problems=()):
    writes, words = submission.is_writable, SubmissionPage.current()
    if writes:
        draft = draft or Draft.of(submission, NOTHING, wording=words.wording(ConsentKind.PUBLIC_CONTACT))
    if submission.takes_photos:
        photo_forms = photo_forms or PhotoForm.all_of(submission)
    context = {
        "submission": submission,
        "draft": draft if writes else None,
        "photo_forms": photo_forms or [],
        "upload_problems": problems,
        "answer_form": answer_form or AnswerForm(),
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
    return private_page(request, "submissions/status.html", context)


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
    if now == Status.QUESTION:
        stations.insert(3, Status.QUESTION)
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
