from django.shortcuts import render
from django.views.decorators.http import require_safe

from home.caching.version import cached
from home.filters import Filters
from home.open_data.views import data_address, filtered, json_answer
from home.sharing.delivery import respond
from practice_examples.map_page.listing import parse_filters
from search.around import around
from search.search_page.results import results_for


@require_safe
def search(request):
    return render(request, "search/search.html", {"results": results_for(request.GET)})


@require_safe
def subject_page(request, find, slug):
    """The page of a place, Kreis, region or topic, as `find` finds it."""
    subject = find(slug)
    subject.turn_to(request.GET)
    return render(request, subject.template, {"subject": subject})


@require_safe
def subject_card(request, find, slug):
    return respond(request, find(slug).card)


@data_address(filtered(parse_filters))
def surroundings(request, filters: Filters):
    query = filters.query("seite")
    return json_answer(around(filters) if query else cached("surroundings", lambda: around(filters)))
