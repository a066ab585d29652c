from django.db import models
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, PageManager, PagePermissionTester
from wagtail.rich_text import get_text_for_indexing as text_from_html
from wagtail.search import index

from home.fields import PhoneField, ReferringManyToManyField, ReferringParentalManyToManyField
from home.land.names import sort_key
from home.land.panels import PlacePanels
from home.media.blocks import film_texts, frame_hosts, stream_texts
from home.media.models import Picture, Video
from home.pages.base import LocatedPage, OrderedByContent, place_names, tabs
from home.pages.blocks import TEXT_FEATURES, StoryStreamBlock
from home.publishing.publication import RowsPanel
from practice_examples.blocks import FirstStepsBlock, OutcomeFiguresBlock
from practice_examples.choices import Cost, Effort, Provider, TopicColour
from practice_examples.querysets import ExampleQuerySet
from practice_examples.submissions.record.choices import Status

MAX_TOPICS = 3
MODERATED = {"change", "lock", "publish"}


class StoryPermissions(PagePermissionTester):
    """Rights by object: who moderates may work on a story that came from a submission, and on no other."""

    def __init__(self, user, page):
        super().__init__(user, page)
        if user.is_superuser or not user.has_perm("submissions.change_submission"):
            return
        if not self.permissions >= MODERATED and hasattr(page, "submission"):
            self.permissions |= MODERATED


class Topic(models.Model):
    title = models.CharField(_("Name"), max_length=60, unique=True)
    slug = models.SlugField(_("Kennung in Adressen"), max_length=60, unique=True)
    intro = models.TextField(_("Einleitung der Themenseite"), max_length=400, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)
    colour = models.CharField(
        _("Farbe"),
        max_length=10,
        choices=TopicColour.choices,
        default=TopicColour.SKY,
        help_text=_("Das Quadrat davor."),
    )
    chosen_examples = ReferringManyToManyField(
        "practice_examples.ExamplePage", verbose_name=_("Drei ausgewählte Geschichten"), blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")
        ordering = ["sort_order", "title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("search:topic", args=[self.slug])


class Contact(index.Indexed, models.Model):
    """A person to reach, used in stories and events. Prefer role addresses to private ones."""

    name = models.CharField(_("Name"), max_length=150)
    role = models.CharField(_("Aufgabe"), max_length=150, blank=True)
    organisation = models.CharField(_("Organisation"), max_length=150, blank=True)
    email = models.EmailField(
        _("E-Mail"), blank=True, help_text=_("Am besten eine Funktionsadresse, die bleibt, wenn Menschen wechseln.")
    )
    phone = PhoneField()
    portrait = models.ForeignKey(
        Picture, verbose_name=_("Porträt"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("organisation")]),
        FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
        FieldPanel("portrait"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("organisation"),
        index.AutocompleteField("organisation"),
    ]

    class Meta:
        verbose_name = _("Kontakt")
        verbose_name_plural = _("Kontakte")
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}, {self.organisation}" if self.organisation else self.name


class ExampleIndexPage(OrderedByContent):
    """The Landkarte: the list of all examples, and the map that improves it."""

    intro = models.TextField(_("Einleitung"), max_length=400, blank=True)

    content_panels = [*OrderedByContent.content_panels, FieldPanel("intro")]
    edit_handler = tabs(content_panels)

    purpose = "map"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["practice_examples.ExamplePage"]
    max_count = 1

    class Meta:
        verbose_name = _("Landkarte")
        verbose_name_plural = _("Landkarten")

    def search_texts(self):
        return [self.title], [self.intro]


class ExamplePage(LocatedPage):
    """One good practice at one place: its story, what came of it, and how to copy it."""

    summary = models.TextField(
        _("Zusammenfassung"),
        max_length=300,
        blank=True,
        help_text=_("Zwei, drei Sätze für Liste und Karte, höchstens 300 Zeichen."),
    )
    topics = ReferringParentalManyToManyField(Topic, verbose_name=_("Themen"), blank=True, related_name="examples")
    provider = models.CharField(_("Wer steht dahinter?"), max_length=40, choices=Provider.choices, blank=True)
    organisation = models.CharField(
        _("Organisation"),
        max_length=200,
        blank=True,
        help_text=_("Zum Beispiel „Musterwerk Siegen GmbH mit dem Sportbund“."),
    )
    running_since = models.DateField(_("Läuft seit"), null=True, blank=True)
    ended_on = models.DateField(
        _("Abgeschlossen am"),
        null=True,
        blank=True,
        help_text=_("Abgeschlossene Projekte bleiben auf der Karte und werden so gekennzeichnet."),
    )
    reviewed_on = models.DateField(_("Zuletzt geprüft am"), null=True, blank=True)
    source = models.CharField(
        _("Quelle"),
        max_length=200,
        blank=True,
        help_text=_("Wonach die Geschichte erzählt ist, zum Beispiel „jobcenter.wuppertal.de“."),
    )

    lead_picture = models.ForeignKey(
        Picture, verbose_name=_("Titelbild"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    lead_video = models.ForeignKey(
        Video, verbose_name=_("Film"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(StoryStreamBlock(), verbose_name=_("Geschichte"), blank=True)

    outcome = RichTextField(_("Was hat es gebracht?"), features=TEXT_FEATURES, blank=True)
    outcome_figures = StreamField(OutcomeFiguresBlock(), verbose_name=_("Ergebnisse in Zahlen"), blank=True)

    effort = models.CharField(_("Aufwand"), max_length=20, choices=Effort.choices, blank=True)
    cost = models.CharField(_("Kosten im Jahr"), max_length=20, choices=Cost.choices, blank=True)
    funding = models.CharField(_("Förderung"), max_length=300, blank=True)
    lead_time = models.CharField(
        _("Vorlauf"), max_length=150, blank=True, help_text=_("Zum Beispiel „etwa drei Monate“.")
    )
    partners = models.CharField(_("Partner"), max_length=300, blank=True)
    first_steps = StreamField(FirstStepsBlock(), verbose_name=_("Erste drei Schritte"), blank=True)
    pitfalls = models.TextField(_("Stolpersteine"), max_length=600, blank=True)

    inspired_by = models.ForeignKey(
        "self",
        verbose_name=_("Vorbild"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="copies",
        help_text=_("Das Beispiel, dem dieses folgt. Dort erscheint dann „Hat Schule gemacht in …“."),
    )
    sort_title = models.CharField(max_length=255, editable=False, db_index=True)
    # What feed readers know older stories by: the address they had when their address was their identity.
    feed_guid = models.TextField(blank=True, editable=False)

    objects = PageManager.from_queryset(ExampleQuerySet)()

    content_panels = [
        *LocatedPage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(PlacePanels(), heading=_("Ort")),
        FieldPanel("topics", widget=CheckboxSelectMultiple, help_text=_("Eins bis drei.")),
        MultiFieldPanel(
            [
                FieldPanel("provider"),
                FieldPanel("organisation"),
                FieldRowPanel([FieldPanel("running_since"), FieldPanel("ended_on")]),
            ],
            heading=_("Wer macht das?"),
        ),
        MultiFieldPanel([FieldPanel("lead_picture"), FieldPanel("lead_video")], heading=_("Titelbild und Film")),
        FieldPanel("body"),
    ]
    outcome_panels = [FieldPanel("outcome"), FieldPanel("outcome_figures")]
    transfer_panels = [
        HelpPanel(
            content=_("Diese Karte hilft anderen, die Idee zu übernehmen. Ehrliche Angaben helfen mehr als glatte.")
        ),
        FieldRowPanel([FieldPanel("effort"), FieldPanel("cost")]),
        FieldPanel("funding", help_text=_("Zum Beispiel „Mittel der Stadt, Spenden, Stiftung Musterstadt“.")),
        FieldPanel("lead_time"),
        FieldPanel("partners", help_text=_("Zum Beispiel „Jobcenter, Sportbund, zwei Betriebe“.")),
        FieldPanel("first_steps"),
        FieldPanel("pitfalls", help_text=_("Was beim ersten Mal schiefging, und wie es besser geht.")),
    ]
    people_panels = [
        RowsPanel(
            "example_contacts",
            heading=_("Kontakte"),
            label=_("Kontakt"),
            help_text=_("Ohne Kontakt zeigen wir den der Region."),
        ),
        PageChooserPanel("inspired_by", "practice_examples.ExamplePage"),
        FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("source")]),
    ]
    edit_handler = tabs(
        content_panels,
        (_("Was hat es gebracht?"), outcome_panels),
        (_("Zum Nachmachen"), transfer_panels),
        (_("Kontakt und Herkunft"), people_panels),
    )

    exclude_fields_in_copy = ["feed_guid", "reviewed_on"]
    parent_page_types = ["practice_examples.ExampleIndexPage"]
    subpage_types = []

    class Meta(LocatedPage.Meta):
        verbose_name = _("Gutes Beispiel")
        verbose_name_plural = _("Gute Beispiele")

    def save(self, *args, **kwargs):
        self.sort_title = sort_key(self.title)
        return super().save(*args, **kwargs)

    def with_content_json(self, content):
        page = super().with_content_json(content)
        page.feed_guid = self.feed_guid
        return page

    def search_texts(self):
        heavy = [self.title, *place_names(self.place), *(topic.title for topic in self.topics.all())]
        heavy += [self.organisation, self.get_provider_display()]
        light = [self.summary, *stream_texts(self.body), text_from_html(self.outcome)]
        light += [*film_texts(self.lead_video), *stream_texts(self.outcome_figures), *stream_texts(self.first_steps)]
        return heavy, [*light, self.funding, self.partners, self.pitfalls]

    @property
    def finished(self):
        return self.ended_on is not None

    @property
    def has_video(self):
        return self.lead_video is not None and self.lead_video.is_usable

    @property
    def has_transfer(self):
        """Whether there is anything on the card "Zum Nachmachen"."""
        told = (self.effort, self.cost, self.funding, self.lead_time, self.partners, self.first_steps, self.pitfalls)
        return any(told)

    def publication_problems(self):
        found = super().publication_problems()
        submission = getattr(self, "submission", None)
        if submission and submission.status == Status.TAKE_DOWN:
            found["live"] = gettext(
                "Die Einreichenden haben die Geschichte zurückgezogen. Mehr dazu steht unter „Einreichungen“."
            )
        elif submission and submission.lacks_sign_off:
            found["live"] = gettext(
                "Die Einreichenden haben dieser Fassung noch nicht zugestimmt. Mehr dazu steht unter „Einreichungen“."
            )
        if not self.summary.strip():
            found["summary"] = gettext("Die Zusammenfassung fehlt: zwei, drei Sätze für Liste und Karte.")
        topics = self.topics.all()
        if not topics:
            found["topics"] = gettext("Bitte wählen Sie mindestens ein Thema.")
        elif len(topics) > MAX_TOPICS:
            found["topics"] = gettext("Bitte wählen Sie höchstens drei Themen, es sind %(count)d.") % {
                "count": len(topics)
            }
        if not self.provider:
            found["provider"] = gettext("Bitte wählen Sie, wer dahintersteht.")
        if self.lead_picture is None:
            found["lead_picture"] = gettext("Das Titelbild fehlt.")
        elif not self.lead_picture.description.strip():
            found["lead_picture"] = gettext("Dem Titelbild fehlt die Beschreibung. Bitte ergänzen Sie sie beim Bild.")
        elif not self.lead_picture.credit.strip():
            found["lead_picture"] = gettext(
                "Dem Titelbild fehlt die Angabe, von wem es ist. Bitte ergänzen Sie sie beim Bild."
            )
        return found

    def permissions_for_user(self, user):
        return StoryPermissions(user, self)

    def frame_hosts(self):
        return frame_hosts(self.body)


class ExampleContact(Orderable):
    page = ParentalKey(ExamplePage, on_delete=models.CASCADE, related_name="example_contacts")
    contact = models.ForeignKey(Contact, verbose_name=_("Kontakt"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("contact")]

    class Meta(Orderable.Meta):
        verbose_name = _("Kontakt der Geschichte")
        verbose_name_plural = _("Kontakte der Geschichte")
