"""What the page behind the secret link keeps while somebody is still at work: sections and photos, answered as JSON."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from home.media.cleaning import ImageRejected
from practice_examples.submissions.record import life
from practice_examples.submissions.record.models import MAX_PHOTOS
from practice_examples.submissions.sender import drafting
from practice_examples.submissions.sender.drafting import TooManyPhotos
from practice_examples.submissions.sender.forms import PhotoForm
from practice_examples.submissions.sender.sections import SECTIONS
from practice_examples.submissions.sender.views.status import PHOTOS, find, too_many


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
            return _json({"error": _("Diesen Abschnitt gibt es nicht.")}, status=404)
    except life.NotPossible:
        return _json({"error": _not_possible()}, status=409)
    return _json({"saved": _("Gespeichert um %s Uhr") % timezone.localtime().strftime("%H.%M"), "errors": errors})


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
        return _json({"error": " ".join(rejected.messages)}, status=422)
    except TooManyPhotos:
        return _json({"error": too_many()}, status=422)
    except life.NotPossible:
        return _json({"error": _not_possible()}, status=409)
    number = list(submission.photos.values_list("pk", flat=True)).index(photo.pk) + 1
    html = render_to_string("submissions/photo.html", {"form": PhotoForm(photo, number)}, request)
    return _json({"html": html, "key": photo.key.hex, "full": submission.photos.count() >= MAX_PHOTOS}, status=201)


def _json(content, status=200):
    response = JsonResponse(content, status=status)
    add_never_cache_headers(response)
    return response


def _not_possible():
    return _("Ihre Einreichung lässt sich gerade nicht ändern. Bitte laden Sie die Seite neu.")
