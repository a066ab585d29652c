"""What stands at the fixed addresses of the examples; home/open_data says how data are answered."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from home.filters import Filters
from home.land.land import land_text
from home.open_data import rss
from home.open_data.views import csv_answer, data_address, filtered, json_answer, kept_answer, text_answer, xlsx_answer
from home.pages.addresses import absolute
from home.pages.models import Portal
from home.sharing.delivery import respond
from practice_examples.feeds import map_data
from practice_examples.feeds.rows import COLUMNS, GEOJSON, feature_collection, file_bytes, read_rows
from practice_examples.map_page.listing import Listing, heading, parse_filters
from practice_examples.models import ExamplePage
from practice_examples.story_page.story import card_of

# A feed tells what is new; whoever wants everything takes the GeoJSON or the table.
NEWEST = 100
FILE_NAME = "gute-ideen"
examples_of = data_address(filtered(parse_filters))


@examples_of
def examples_geojson(request, filters: Filters):
    def collection():
        return feature_collection(read_rows(_all(filters)))

    if filters.query("seite"):
        return text_answer(collection(), GEOJSON)
    return kept_answer(request, "examples.geojson", collection, GEOJSON)


@examples_of
def examples_csv(request, filters: Filters):
    return csv_answer(FILE_NAME, COLUMNS, _cells(_all(filters)))


@examples_of
def examples_xlsx(request, filters: Filters):
    found = _all(filters)
    return xlsx_answer(FILE_NAME, _("Beispiele"), COLUMNS, _cells(found), heading(found.count(), filters))


@examples_of
def examples_rss(request, filters: Filters):
    found, query = _all(filters), filters.query("seite")
    items = (
        rss.Item(
            guid=row.guid,
            title=row.title,
            text=row.summary,
            url=row.url,
            published=row.published,
            categories=row.topic_titles,
            image=row.image,
            image_bytes=row.image_file and file_bytes(row.image_file),
        )
        for row in read_rows(found[:NEWEST])
    )
    content = rss.feed(
        items,
        title=Portal.current().name,
        description=heading(found.count(), filters) if query else land_text(_("Gute Beispiele {land.from_land}")),
        link=absolute("/"),
        feed_url=absolute(reverse("practice_examples:rss")) + (f"?{query}" if query else ""),
    )
    return HttpResponse(content, content_type=rss.CONTENT_TYPE)


@examples_of
def map_towns(request, filters: Filters):
    return json_answer({"towns": map_data.towns(filters)})


@examples_of
def map_pins(request, filters: Filters):
    return json_answer(map_data.pins(filters))


@require_safe
@xframe_options_exempt
def embed(request):
    """The map index for partners' pages: the only view that may stand in other people's frames."""
    response = render(request, "practice_examples/embed.html", {"listing": Listing(request.GET, ExamplePage.objects)})
    # Also where the page around takes in only what says it may be taken.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response._csp_replace = {"frame-ancestors": settings.EMBED_FRAME_ANCESTORS}
    return response


@require_safe
def story_card(request, pk):
    """The drawn card of a story, as long as the story may be seen."""
    examples = ExamplePage.objects.visible().select_related("place__municipality", "place__kreis", "place__region")
    return respond(request, card_of(get_object_or_404(examples, pk=pk)))


def _all(filters: Filters):
    return ExamplePage.objects.visible().matching(filters).in_order(filters)


def _cells(examples):
    return (row.cells for row in read_rows(examples))
