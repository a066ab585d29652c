import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager

from events.blocks import FurtherProjectsBlock, ProgrammeBlock
from events.calendar_entry import calendar_entry
from events.choices import Change, Expected, State
from events.querysets import EventQuerySet
from events.rules import problems
from events.schedule import When, midnight
from home.land.models import Region
from home.land.panels import PlacePanels
from home.media.blocks import frame_hosts, stream_texts
from home.media.models import Picture
from home.pages.base import LocatedPage, OrderedByContent, place_names, tabs
from home.pages.blocks import StoryStreamBlock
from home.publishing.publication import PublicationForm, RowsPanel


class EventIndexPage(OrderedByContent):
    """The next events, those in preparation, and what has been."""

    intro = models.TextField(_("Einleitung"), max_length=400, blank=True)

    content_panels = [*OrderedByContent.content_panels, FieldPanel("intro")]
    edit_handler = tabs(content_panels)

    purpose = "events"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count = 1

    class Meta:
        verbose_name = _("Veranstaltungskalender")
        verbose_name_plural = _("Veranstaltungskalender")

    def save(self, *args, **kwargs):
        former = type(self).objects.filter(pk=self.pk).exclude(slug=self.slug)
        renamed = kwargs.get("update_fields") is None and former.exists()
        super().save(*args, **kwargs)
        if renamed:
            EventPage.objects.child_of(self).changed_in_calendars()

    def search_texts(self):
        return [self.title], [self.intro]


class EventForm(PublicationForm):
    """Names what cannot be right about the dates."""

    def _clean_fields(self):
        super()._clean_fields()
        for name in ("starts_at", "ends_at"):
            errors = self._errors.get(name)
            if errors and any(error.code == "ambiguous_timezone" for error in errors.as_data()):
                # Django's own sentence speaks of time zones; editors think of clocks.
                self._errors[name] = self.error_class(
                    [
                        gettext(
                            "Diese Uhrzeit gibt es in der Nacht der Zeitumstellung nicht oder zweimal. Bitte wählen Sie eine Zeit vor 2 oder ab 3 Uhr."
                        )
                    ]
                )


class EventPage(LocatedPage):
    """One event with one address for its whole life, from "in Vorbereitung" to "Rückblick"."""

    summary = models.TextField(
        _("Zusammenfassung"), max_length=300, blank=True, help_text=_("Zwei, drei Sätze, höchstens 300 Zeichen.")
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("Region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Leer lassen: die Region des Orts."),
    )
    picture = models.ForeignKey(
        Picture, verbose_name=_("Bild"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    starts_at = models.DateTimeField(
        _("Beginn"), null=True, blank=True, help_text=_("Leer lassen, solange kein Datum feststeht.")
    )
    ends_at = models.DateTimeField(_("Ende"), null=True, blank=True)
    all_day = models.BooleanField(_("ganztägig"), default=False)
    expected_year = models.PositiveSmallIntegerField(_("Voraussichtlich im Jahr"), null=True, blank=True)
    expected = models.CharField(_("Voraussichtlich im"), max_length=12, choices=Expected.choices, blank=True)
    change = models.CharField(_("Änderung"), max_length=10, choices=Change.choices, blank=True)
    change_reason = models.CharField(
        _("Grund und Hinweis"),
        max_length=300,
        blank=True,
        help_text=_("Zum Beispiel „Die Halle wird saniert, ein neuer Termin folgt.“"),
    )

    venue = models.CharField(_("Haus"), max_length=150, blank=True, help_text=_("Zum Beispiel „Flottmann-Hallen“."))
    address = models.CharField(_("Anschrift"), max_length=200, blank=True)
    access = models.TextField(
        _("Barrierefreiheit vor Ort"),
        max_length=400,
        blank=True,
        help_text=_("Stufenloser Zugang, WC, Gebärdensprache, Schriftdolmetschen …"),
    )
    online_link = models.URLField(
        _("Link zur Teilnahme am Bildschirm"), blank=True, help_text=_("Erscheint erst am Tag der Veranstaltung.")
    )
    costs = models.CharField(_("Kosten"), max_length=150, blank=True)
    organisers = models.CharField(_("Wer lädt ein?"), max_length=300, blank=True)
    registration_link = models.URLField(_("Link zur Anmeldung"), blank=True)
    registration_email = models.EmailField(_("E-Mail zur Anmeldung"), blank=True)
    registration_closes_on = models.DateField(_("Anmeldung bis"), null=True, blank=True)
    contact = models.ForeignKey(
        "practice_examples.Contact",
        verbose_name=_("Kontakt für Fragen"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    body = StreamField(StoryStreamBlock(), verbose_name=_("Worum geht es?"), blank=True)
    programme = StreamField(ProgrammeBlock(), verbose_name=_("Programm"), blank=True)
    further_projects = StreamField(FurtherProjectsBlock(), verbose_name=_("Projekte ohne eigene Seite"), blank=True)
    review = StreamField(StoryStreamBlock(), verbose_name=_("Rückblick"), blank=True)
    source = models.CharField(_("Quelle"), max_length=200, blank=True)

    # Derived on save, so that lists can be sorted and cut by the database.
    last_day = models.DateField(null=True, editable=False, db_index=True)
    expected_on = models.DateField(null=True, editable=False)
    # What calendars know the event by: the same over renames and edits; a copy is another event.
    calendar_uid = models.UUIDField(default=uuid.uuid4, editable=False)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    calendar_changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PageManager.from_queryset(EventQuerySet)()
    base_form_class = EventForm
    exclude_fields_in_copy = [
        "calendar_uid",
        "calendar_sequence",
        "calendar_changed_at",
        "change",
        "change_reason",
        "review",
    ]

    content_panels = [
        *LocatedPage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("all_day")]),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "expected", help_text=_("Nur solange kein Datum feststeht, zum Beispiel „Herbst“ …")
                        ),
                        FieldPanel("expected_year", help_text=_("… und das Jahr dazu, zum Beispiel „2027“.")),
                    ]
                ),
                FieldRowPanel([FieldPanel("change"), FieldPanel("change_reason")]),
            ],
            heading=_("Wann?"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("region"),
                *PlacePanels(),
                FieldPanel("venue"),
                FieldPanel("address"),
                FieldPanel("access"),
                FieldPanel("online_link"),
            ],
            heading=_("Wo?"),
        ),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    programme_panels = [
        FieldPanel("programme"),
        RowsPanel("presentations", heading=_("Vorgestellte Beispiele"), label=_("Beispiel")),
        FieldPanel("further_projects"),
    ]
    attendance_panels = [
        FieldPanel("organisers"),
        FieldPanel("costs"),
        MultiFieldPanel(
            [FieldPanel("registration_link"), FieldPanel("registration_email"), FieldPanel("registration_closes_on")],
            heading=_("Anmeldung"),
        ),
        FieldPanel("contact"),
    ]
    edit_handler = tabs(
        content_panels,
        (_("Programm"), programme_panels),
        (_("Anmeldung und Kontakt"), attendance_panels),
        (_("Rückblick"), [FieldPanel("review"), FieldPanel("source")]),
    )

    when = property(When.of)
    parent_page_types = ["events.EventIndexPage"]
    subpage_types = []
    place_required = False

    class Meta(LocatedPage.Meta):
        verbose_name = _("Veranstaltung")
        verbose_name_plural = _("Veranstaltungen")

    def save(self, *args, **kwargs):
        if kwargs.get("update_fields") is None:
            self._derive_times()
            self._number_entry()
        return super().save(*args, **kwargs)

    def _derive_times(self):
        when = self.when
        self.last_day, self.expected_on = when.last_day, when.expected_on
        if self.starts_at and self.all_day:
            # The hours somebody typed would sort what has none.
            self.starts_at = when.begins
            self.ends_at = self.ends_at and midnight(when.last_day)

    def _number_entry(self):
        """Raise what tells calendars old from new if they show anything else of it than they did."""
        before = type(self).objects.select_related("place__municipality").filter(pk=self.pk).first()
        if before is None:
            return
        self.locate()
        if before.slug != self.slug:
            self.set_url_path(self.get_parent())
        was, now = calendar_entry(before) if before.first_published_at else None, calendar_entry(self)
        self.calendar_sequence, self.calendar_changed_at = before.calendar_sequence, before.calendar_changed_at
        if was != now:
            self.calendar_sequence += was is not None
            # Calendars count in seconds.
            self.calendar_changed_at = max(timezone.now(), before.calendar_changed_at + timedelta(seconds=1))

    def with_content_json(self, content):
        """An older revision brings back words and dates, never the number by which calendars tell old from new."""
        page = super().with_content_json(content)
        for name in ("calendar_uid", "calendar_sequence", "calendar_changed_at"):
            setattr(page, name, getattr(self, name))
        return page

    def search_texts(self):
        heavy = [self.title, self.venue, *place_names(self.place), *([self.region.name] if self.region else [])]
        light = [self.summary, *stream_texts(self.body), *stream_texts(self.programme), *stream_texts(self.review)]
        return heavy, [*light, *stream_texts(self.further_projects), self.organisers]

    def publication_problems(self):
        return {**super().publication_problems(), **problems(self)}

    def state_at(self, now) -> State:
        return self.when.state(now, change=self.change, reviewed=bool(self.review))

    @property
    def state(self) -> State:
        return self.state_at(timezone.now())

    @property
    def where(self) -> Region | None:
        return self.region or (self.place.region if self.place else None)

    def frame_hosts(self):
        return [*frame_hosts(self.body), *frame_hosts(self.review)]


class Presentation(Orderable):
    """An example that is presented at an event, in the order of the stage."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="presentations")
    example = models.ForeignKey(
        "practice_examples.ExamplePage",
        verbose_name=_("Beispiel"),
        on_delete=models.CASCADE,
        related_name="presentations",
    )

    panels = [PageChooserPanel("example", "practice_examples.ExamplePage")]

    class Meta(Orderable.Meta):
        verbose_name = _("Vorgestelltes Beispiel")
        verbose_name_plural = _("Vorgestellte Beispiele")
