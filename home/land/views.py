from django.http import HttpRequest
from django.utils.translation import gettext as _

from home.land.suggestions import MAX_QUERY_LENGTH, as_json, postcodes_of_address, suggest
from home.open_data.views import NotUnderstood, data_address, json_answer


def _query(request: HttpRequest) -> str:
    query = request.GET.get("q", "")
    if len(query) > MAX_QUERY_LENGTH or "\x00" in query:
        message = _("Die Anfrage ist nicht zu verstehen: höchstens %(length)d Zeichen, keine Steuerzeichen.")
        raise NotUnderstood(message % {"length": MAX_QUERY_LENGTH})
    return query


@data_address(_query, seconds=3600, versioned=False)
def suggestions(request, query: str):
    """Place suggestions, also for partners' sites: nothing in them is about the visitor, anyone may cache them."""
    postcodes = postcodes_of_address(query)
    return json_answer([as_json(found, postcodes.get(found.ref)) for found in suggest(query)])
