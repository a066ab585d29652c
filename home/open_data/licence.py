"""Under which conditions others may use the data: what every format says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    name: str
    url: str

    def __str__(self):
        return f"{self.name} ({self.url})"


# Of the texts, as the page on open data promises; pictures and films have rights of their own.
LICENCE = Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.de")
