from django.http import FileResponse, Http404
from django.views.decorators.cache import never_cache

from practice_examples.submissions.moderators.views.listing import may_moderate
from practice_examples.submissions.record.models import Photo


@never_cache
def photo(request, key):
    """The photo as it came, for moderators. For everybody else there is no such address."""
    found = Photo.objects.filter(key=key).first()
    if not may_moderate(request.user) or found is None or not found.file:
        raise Http404
    try:
        file = found.file.storage.open(found.file.name)
    except OSError as error:
        raise Http404 from error
    kind = "png" if found.file.name.endswith(".png") else "jpeg"
    response = FileResponse(file, content_type=f"image/{kind}")
    # The name is ours; shown in a page it is a picture, opened by itself it is a download.
    response["Content-Disposition"] = f'attachment; filename="foto-{found.pk}.{kind.replace("jpeg", "jpg")}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Robots-Tag"] = "noindex"
    return response
