"""The people a page names, whether an editor's contact, a region's or the portal's, in one form."""

import re
from dataclasses import dataclass

from home.media.models import Picture
from home.models import PortalSettings
from home.places.models import Region
from practice_examples.snippets import Contact


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str = ""
    email: str = ""
    phone: str = ""
    portrait: Picture | None = None

    @property
    def initials(self) -> str:
        words = re.findall(r"\b[^\W\d_]", self.name)
        return f"{words[0]}{words[-1]}".upper() if len(words) > 1 else "".join(words).upper()

    @property
    def phone_link(self) -> str:
        """For `tel:`, with the country, so that it works from abroad."""
        number = re.sub(r"[^\d+]", "", self.phone.split("(0)")[0] + "".join(self.phone.split("(0)")[1:]))
        if number.startswith("00"):
            return f"+{number[2:]}"
        return f"+49{number[1:]}" if number.startswith("0") else number


def of_contact(contact: Contact) -> Person:
    role = ", ".join(filter(None, [contact.role, contact.organisation]))
    return Person(contact.name, role, contact.email, contact.phone, contact.portrait)


def of_region(region: Region | None) -> list[Person]:
    """The region's person; nobody if it has none."""
    if region is None or not region.contact_name:
        return []
    return [Person(region.contact_name, region.name, region.contact_email, region.contact_phone)]


def of_portal(portal: PortalSettings) -> list[Person]:
    if not (portal.contact_name or portal.contact_email or portal.contact_phone):
        return []
    return [Person(portal.contact_name or portal.publisher, portal.publisher, portal.contact_email, portal.contact_phone)]
