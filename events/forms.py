from django.utils.translation import gettext as _

from home.publishing.publication import PublicationForm

MOMENTS = ("starts_at", "ends_at")


class EventForm(PublicationForm):
    """Names what cannot be right about the dates."""

    def _clean_fields(self):
        super()._clean_fields()
        for name in MOMENTS:
            errors = self._errors.get(name)
            if errors and any(error.code == "ambiguous_timezone" for error in errors.as_data()):
                # Django's own sentence speaks of time zones; editors think of clocks.
                self._errors[name] = self.error_class(
                    [
                        _(
                            "Diese Uhrzeit gibt es in der Nacht der Zeitumstellung nicht oder zweimal. Bitte wählen Sie eine Zeit vor 2 oder ab 3 Uhr."
                        )
                    ]
                )
