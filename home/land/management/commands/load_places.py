from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from home.caching import version
from home.land.gazetteer import Gazetteer, read_gazetteer
from home.land.land import BrokenFile
from home.land.models import Area, Kreis, Place, PlaceKind, PlaceName, Postcode, Region
from home.land.names import sort_key


class Command(BaseCommand):
    help = "Lädt Orte, Kreise, Regionen, Postleitzahlen; beliebig oft, und behält, was die Redaktion geändert hat."

    def add_arguments(self, parser):
        parser.add_argument(
            "--data",
            type=Path,
            default=settings.LAND_DIR,
            help="Ordner mit den Dateien (siehe home/land/data/README.md); sonst LAND_DIR",
        )

    def handle(self, *args, **options):
        try:
            gazetteer = read_gazetteer(options["data"])
        except BrokenFile as error:
            raise CommandError(f"Nichts geändert. {error}") from error
        load(gazetteer)
        self.stdout.write(
            f"{len(gazetteer.places)} Orte, {len(gazetteer.postcodes)} Postleitzahlen, {len(gazetteer.kreise)} Kreise, "
            f"{len(gazetteer.regions)} Regionen und {len(gazetteer.areas)} Gebiete sind geladen."
        )


@transaction.atomic
def load(gazetteer: Gazetteer):
    """Bring the tables up to the files.

    Editors own a region's contact, a municipality's region and its address once it exists; they are never overwritten.
    Places that have left the files stay, since stories may stand on them; so do ids for which there is a better one now.
    """
    _upsert(Region, [Region(slug=part.id, **_common(part)) for part in gazetteer.regions])
    _upsert(Kreis, [Kreis(key=part.id, **_common(part)) for part in gazetteer.kreise])
    _upsert(
        Area,
        [
            Area(slug=part.id, alternative_names=list(part.alternative_names), **_common(part))
            for part in gazetteer.areas
        ],
        "alternative_names",
    )
    belongs = Area.kreise.through
    belongs.objects.all().delete()
    belongs.objects.bulk_create(
        belongs(area_id=part.id, kreis_id=key) for part in gazetteer.areas for key in part.kreise
    )

    known = dict(Place.objects.values_list("slug", "pk"))
    places = [_known_as(row, known) for row in gazetteer.places]
    place_fields = ("alternative_names", "kind", "municipality", "kreis", "population")
    # Towns before their Ortsteile, which then follow the region their town has now.
    _upsert(Place, [_place(row, row.region) for row in places if not row.is_ortsteil], *place_fields)
    regions = dict(Place.objects.filter(municipality=None).values_list("pk", "region_id"))
    _upsert(
        Place,
        [_place(row, regions[row.municipality]) for row in places if row.is_ortsteil],
        *place_fields,
        "region",
    )

    Postcode.objects.all().delete()
    Postcode.objects.bulk_create(
        Postcode(postcode=row.postcode, municipality_id=row.municipality, lat=row.point.lat, lng=row.point.lng)
        for row in gazetteer.postcodes
    )
    PlaceName.rebuild()
    version.advance()


def _upsert(model, rows, *fields):
    model.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=[model._meta.pk.name],
        update_fields=["name", "sort_name", "lat", "lng", *fields],
        batch_size=50,
    )


def _common(part):
    return {"name": part.name, "sort_name": sort_key(part.name), "lat": part.point.lat, "lng": part.point.lng}


def _known_as(row, known):
    """The row with the id that its place has here, and an address that no other has. `known`: address → id."""
    pk = row.former_id if row.former_id in known.values() else row.id
    return replace(row, id=pk, slug=row.slug if known.get(row.slug, pk) == pk else f"{row.slug}-{pk}")


def _place(row, region):
    return Place(
        id=row.id,
        slug=row.slug,
        alternative_names=row.alternative_names,
        kind=PlaceKind.ORTSTEIL if row.is_ortsteil else PlaceKind.MUNICIPALITY,
        municipality_id=row.municipality if row.is_ortsteil else None,
        kreis_id=row.kreis,
        region_id=region,
        population=row.population,
        **_common(row),
    )
