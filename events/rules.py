"""What an event must have before anybody sees it, and when calendars must notice a change."""

from django.utils.translation import gettext as _

# What a calendar shows; a change in one of these is news to those who subscribed.
CALENDAR_FIELDS = (
    "title",
    "starts_at",
    "ends_at",
    "all_day",
    "change",
    "venue",
    "address",
    "place_id",
    "lat",
    "lng",
    "slug",
    "summary",
)


def problems(page) -> dict[str, str]:
    """Field name → German sentence for all that keeps the event from going live."""
    found = {}
    if not page.summary.strip():
        found["summary"] = _("Die Zusammenfassung fehlt: zwei, drei Sätze für die Liste.")
    if page.where is None and not page.nrw_wide:
        found["region"] = _("Bitte wählen Sie die Region oder den Ort.")
    if page.ends_at and not page.starts_at:
        found["starts_at"] = _("Es gibt ein Ende, aber keinen Beginn.")
    elif page.ends_at and page.ends_at < page.starts_at:
        found["ends_at"] = _("Das Ende liegt vor dem Beginn.")
    if page.change and not page.change_reason.strip():
        found["change_reason"] = _("Bitte sagen Sie in einem Satz, warum, und wie es weitergeht.")
    if page.expected and not page.expected_year:
        found["expected_year"] = _("In welchem Jahr?")
    closes = page.registration_closes_on
    if closes and page.last_day and closes > page.last_day:
        found["registration_closes_on"] = _("Die Anmeldung endet erst nach der Veranstaltung.")
    return found


def next_sequence(page) -> int:
    """The calendar sequence to save a live page with: one more if something changed that calendars show."""
    model = type(page)
    before = model.objects.filter(pk=page.pk).values("live", "calendar_sequence", *CALENDAR_FIELDS).first()
    if before is None or not before["live"]:
        return page.calendar_sequence
    changed = any(before[name] != getattr(page, name) for name in CALENDAR_FIELDS)
    return before["calendar_sequence"] + changed
