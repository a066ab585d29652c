"""Whom to ask when a story has nobody of its own: the person of its region, or the portal's."""

from dataclasses import dataclass

from home.land.models import Region
from home.pages.models import Portal


@dataclass(frozen=True, slots=True)
class Person:
    """For components/contact.html, like a Contact."""

    name: str
    organisation: str
    email: str
    phone: str


def of_region(region: Region) -> list[Person]:
    if not region.contact_name:
        return []
    return [Person(region.contact_name, region.name, region.contact_email, region.contact_phone)]


def of_portal(portal: Portal) -> list[Person]:
    name = portal.contact_name or portal.publisher
    organisation = portal.publisher if portal.contact_name else ""
    if not (name and (portal.contact_email or portal.contact_phone)):
        return []
    return [Person(name, organisation, portal.contact_email, portal.contact_phone)]
