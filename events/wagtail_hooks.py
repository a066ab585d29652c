from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages

from events.models import EventPage
from home.publishing import tasks

tasks.register_beginning(tasks.Beginning(20, gettext_lazy("Neue Veranstaltung"), EventPage))
tasks.register(
    tasks.Task(
        "ohne-rueckblick",
        310,
        gettext_lazy("Veranstaltungen ohne Rückblick"),
        lambda user: tasks.editable(EventPage.objects.without_review(), user),
        since="last_day",
    ),
    tasks.Task(
        "lange-in-vorbereitung",
        320,
        gettext_lazy("Lange in Vorbereitung"),
        lambda user: tasks.editable(EventPage.objects.long_in_preparation(), user),
        since="first_published_at",
    ),
)


@hooks.register("after_publish_page")
def ask_back_about_a_past_date(request, page):
    """Not an error: reviews of the past are welcome. But a copied date is easily forgotten."""
    if isinstance(page, EventPage) and page.last_day and page.last_day < timezone.localdate() and first_time(page):
        messages.warning(
            request,
            _("Diese Veranstaltung liegt in der Vergangenheit (%(day)s). Ist das Datum noch das der Vorlage?")
            % {"day": page.last_day.strftime("%d.%m.%Y")},
        )


def first_time(page) -> bool:
    return page.first_published_at == page.last_published_at
