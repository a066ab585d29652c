from django.conf import settings
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from practice_examples.map_page.listing import Listing
from practice_examples.models import ExamplePage


@require_safe
@xframe_options_exempt
def embed(request):
    """The map index for partners' pages: the only view that may stand in other people's frames."""
    response = render(
        request,
        "practice_examples/embed.html",
        {"listing": Listing(request.GET, ExamplePage.objects)},
    )
    response._csp_replace = {"frame-ancestors": settings.EMBED_FRAME_ANCESTORS}
    return response
