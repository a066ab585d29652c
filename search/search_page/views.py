from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.search_page.results import Results


@require_safe
def search(request):
    return render(request, "search/search.html", {"results": Results(request.GET)})
