"""What the map shows beyond its first view, as JSON for one part of the map at a time.

The first view is in the page: `<script type="application/json" id="map-data">` holds

    {"query": "thema=sport",               the filters, to be sent along with every request below
     "total": 112,                          all results
     "regions": [{"slug", "name", "count", "link", "lat", "lng",
                  "texts": [["Mittleres", "Ruhrgebiet"], …], "side": "e"}, …]}

where lat and lng are where the bubble stands; `texts` are the ways of writing its name in lines, the best first, and
`side` is where it stands best. All regions are in it, those without results with count 0; `link` is the page with that
region chosen.

`/daten/karte/orte.json?bbox=west,south,east,north&…filters` lists the towns whose middle lies in the box, the
largest number first. `count` is all that match in the town, wherever in it they are; of a single one its mark shows more:

    {"towns": [{"id": "05315000", "name": "Köln", "slug": "koeln", "lat": 50.93753, "lng": 6.96028, "count": 12},
               {"id": "05314000", …, "count": 1, "topic": "sky", "film": true}, …]}

`/daten/karte/pins.json?bbox=…&…filters` lists single examples in the box, those at one spot together, at most 200:

    {"pins": [{"lat": 51.2, "lng": 6.8, "precise": true, "place": "Düsseldorf", "town": "duesseldorf",
               "examples": [{"id": 7, "title": "…", "summary": "…", "url": "/…/…/",
                             "image": "/media/images/….webp" or null, "topic": "sky", "film": false}, …]}, …],
     "complete": true}

`topic` is the colour of the first topic, null without one; `film` is whether there is one to be seen.

`precise` is false where only the town is known (or meant to be known): draw it as the town, not as an address.
`complete` is false when more than 200 examples lie in the box; then towns say more.
Without `bbox` both answer for the whole map. Degrees are rounded to five decimals.
"""

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from home.filters import Filters
from home.media.models import rights_hold
from home.pages.addresses import page_path, site_root
from practice_examples.feeds.rows import MAP_PICTURE, media_address, picture_file, rounded
from practice_examples.models import ExamplePage
from practice_examples.querysets import ExampleQuerySet

MOST_PINS = 200
SIGNS = ("sign", "film")


def towns(filters: Filters) -> list[dict]:
    box = filters.box
    found = ExamplePage.objects.visible().matching(filters.without("bbox")).exclude(place=None).order_by()
    found = found.annotate(
        town_id=Coalesce("place__municipality", "place"),
        town_lat=Coalesce("place__municipality__lat", "place__lat"),
        town_lng=Coalesce("place__municipality__lng", "place__lng"),
    )
    if box:
        found = found.filter(town_lat__range=(box.south, box.north), town_lng__range=(box.west, box.east))
    rows = (
        found.values("town_id")
        .annotate(
            count=Count("pk"),
            name=Max(Coalesce("place__municipality__name", "place__name")),
            town_slug=Max(Coalesce("place__municipality__slug", "place__slug")),
            at_lat=Max("town_lat"),
            at_lng=Max("town_lng"),
            key=Min("pk"),
        )
        .order_by("-count", "town_id")
        .values_list("town_id", "name", "town_slug", "at_lat", "at_lng", "count", "key")
    )
    rows = list(rows)
    single = ExamplePage.objects.filter(pk__in=[key for *_, count, key in rows if count == 1])
    signs = {key: {"topic": topic, "film": film} for key, topic, film in _with_signs(single).values_list("pk", *SIGNS)}
    return [
        {"id": town, "name": name, "slug": slug, "lat": rounded(lat), "lng": rounded(lng), "count": count}
        | (signs[key] if count == 1 else {})
        for town, name, slug, lat, lng, count, key in rows
    ]


def pins(filters: Filters) -> dict:
    rows = (
        _with_signs(ExamplePage.objects.visible().matching(filters).exclude(lat=None))
        .annotate(
            picture=picture_file(MAP_PICTURE),
            town_name=Coalesce("place__municipality__name", "place__name"),
            town_slug=Coalesce("place__municipality__slug", "place__slug"),
        )
        .order_by("sort_title", "pk")
        .values_list(
            *("pk", "title", "summary", "url_path", "picture", "town_name", "town_slug", "location", "lat", "lng"),
            *SIGNS,
        )
    )[: MOST_PINS + 1]
    found = list(rows)
    root = site_root()
    spots: dict[tuple, dict] = {}
    for key, title, summary, url_path, picture, name, slug, pinned, lat, lng, topic, film in found[:MOST_PINS]:
        at = {"lat": rounded(lat), "lng": rounded(lng)}
        spot = spots.setdefault(
            (at["lat"], at["lng"], bool(pinned)),
            {**at, "precise": bool(pinned), "place": name, "town": slug, "examples": []},
        )
        url = page_path(url_path, root)
        image = media_address(picture)
        spot["examples"].append(
            {"id": key, "title": title, "summary": summary, "url": url, "image": image, "topic": topic, "film": film}
        )
    return {"pins": list(spots.values()), "complete": len(found) <= MOST_PINS}


def _with_signs(examples: ExampleQuerySet) -> ExampleQuerySet:
    """Each with what its mark shows: the colour of its first topic, and whether there is a film."""
    through = ExamplePage.topics.through.objects.filter(examplepage=OuterRef("pk"))
    first = through.order_by("topic__sort_order", "topic__title").values("topic__colour")[:1]
    filmed = Q(lead_video__isnull=False) & rights_hold("lead_video")
    return examples.annotate(sign=Subquery(first), film=ExpressionWrapper(filmed, output_field=BooleanField()))
