from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from home.land.suggestions import MAX_QUERY_LENGTH, as_json, suggest


@require_safe
@conditional_page
def suggestions(request):
    """Place suggestions, also for partners' sites: nothing in them is about the visitor, anyone may cache them."""
    query = request.GET.get("q", "")
    if len(query) > MAX_QUERY_LENGTH or "\x00" in query:
        message = _("Die Anfrage ist nicht zu verstehen: höchstens %(length)d Zeichen, keine Steuerzeichen.") % {
            "length": MAX_QUERY_LENGTH
        }
        response = JsonResponse({"error": message}, status=400, json_dumps_params={"ensure_ascii": False})
    else:
        response = JsonResponse(
            [as_json(found) for found in suggest(query)], safe=False, json_dumps_params={"ensure_ascii": False}
        )
        response["Cache-Control"] = "public, max-age=3600"
    response["Access-Control-Allow-Origin"] = "*"
    return response
