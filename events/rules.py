"""What an event must have before anybody sees it."""

from django.utils.translation import gettext as _


def problems(page) -> dict[str, str]:
    """Field name → German sentence for all that keeps the event from going live."""
    found = {}
    if not page.summary.strip():
        found["summary"] = _("Die Zusammenfassung fehlt: zwei, drei Sätze für die Liste.")
    if page.where is None and not page.land_wide:
        found["region"] = _("Bitte wählen Sie die Region oder den Ort.")
    if page.ends_at and not page.starts_at:
        found["starts_at"] = _("Es gibt ein Ende, aber keinen Beginn.")
    elif page.when.backwards:
        found["ends_at"] = _("Das Ende liegt vor dem Beginn.")
    if page.change and not page.change_reason.strip():
        found["change_reason"] = _("Bitte sagen Sie in einem Satz, warum, und wie es weitergeht.")
    if page.expected and not page.expected_year:
        found["expected_year"] = _("In welchem Jahr?")
    closes = page.registration_closes_on
    if closes and page.when.last_day and closes > page.when.last_day:
        found["registration_closes_on"] = _("Die Anmeldung endet erst nach der Veranstaltung.")
    return found
