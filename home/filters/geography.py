from home.filters.state import Filters
from home.land.land import land


def narrow_to_place(queryset, filters: Filters):
    """What the place filters leave of a `LocatedQuerySet`: `ort` with `umkreis`, `kreis`, `region`, `bbox`.

    With a place every row gets its `distance` in km; the order is the caller's.
    """
    if filters.region:
        if filters.region.slug == land().id:
            queryset = queryset.filter(nrw_wide=True)
        else:
            queryset = queryset.in_region(filters.region.slug)
    if filters.kreis:
        queryset = queryset.in_kreis(filters.kreis.slug)
    if filters.box:
        queryset = queryset.in_box(filters.box)
    place = filters.place
    if place is None:
        return queryset
    if filters.radius:
        return queryset.near(place.lat, place.lng, filters.radius)
    return queryset.within(place).by_distance(place.lat, place.lng)
