from dataclasses import dataclass

from practice_examples.submissions.sender.sections import NOTHING, SECTIONS, ContactSection, Section


@dataclass(frozen=True)
class Draft:
    """All sections of a submission, in the order of the page."""

    sections: dict[str, Section]

    @classmethod
    def of(cls, submission, show: str = NOTHING, wording: str = "") -> "Draft":
        made = {}
        for key, section in SECTIONS.items():
            more = {"wording": wording} if section is ContactSection else {}
            made[key] = section(submission.draft, show, **more)
        return cls(made)

    def __iter__(self):
        return iter(self.sections.values())

    def __getitem__(self, key):
        return self.sections[key]

    @property
    def error_links(self):
        return [link for section in self for link in section.error_links()]

    @property
    def is_valid(self) -> bool:
        return all(section.is_valid() for section in self)
