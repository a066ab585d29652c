"""From what people type to the place they mean."""

from home.land.models import PlaceName
from home.land.names import fold

MAX_QUERY_LENGTH = 100


def suggest(query: str, limit: int = 8) -> list[PlaceName]:
    """The best matches for a half-typed name or postcode, best first. One query."""
    return list(PlaceName.objects.matching(query[:MAX_QUERY_LENGTH]).best_first(query[:MAX_QUERY_LENGTH])[:limit])


def resolve(value: str) -> PlaceName | None:
    """The one place, Kreis, region or area that an id, slug, name, label or postcode means; None if unknown.

    Of several with that name the best by the ranking of the suggestions wins. Incomplete names are not guessed at,
    except that words may be shortened or left out when only one of the best kind remains ("Mülheim Ruhr").
    """
    value = value[:MAX_QUERY_LENGTH]
    found = PlaceName.objects.called(value).best_first(value).first()
    words = fold(value).split()
    if found or len(words) < 2 or min(map(len, words)) < 3:
        return found
    candidates = suggest(value)
    best = [candidate for candidate in candidates if candidate.kind == candidates[0].kind]
    return best[0] if len(best) == 1 else None


def as_json(found: PlaceName) -> dict:
    """One object of /daten/orte.json. `at_town`: the point is only the middle of the town."""
    return {
        "id": found.ref,
        "slug": found.slug,
        "name": found.name,
        "label": found.label,
        "kind": found.kind,
        "region": found.region_slug or None,
        "lat": found.lat,
        "lng": found.lng,
        **({"at_town": True} if found.at_town else {}),
    }
