"""What initiatives send in, from the form to the published page.

Names and addresses of people live in Sender only, apart from pages and their history, so that one row is all there
is to delete.
"""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from post_office.models import Email
from wagtail.admin.panels import FieldPanel

from home.fields import ReferringManyToManyField
from home.land.models import Place
from home.media.fields import PictureFileField
from home.media.models import Picture
from home.media.storage import private_storage
from home.pages.addresses import absolute
from practice_examples.models import Contact, ExamplePage, Topic
from practice_examples.submissions.record import retention
from practice_examples.submissions.record.choices import (
    OPEN_TASKS,
    TAKES_PHOTOS,
    WITH_MODERATORS,
    WRITABLE,
    Author,
    ConsentKind,
    PhotoRights,
    ReplyKind,
    Status,
)
from practice_examples.submissions.record.page import SubmissionPage
from practice_examples.submissions.record.querysets import REMIND_AFTER, SubmissionQuerySet

__all__ = ["Consent", "Message", "Photo", "ReplyTemplate", "Sender", "Submission", "SubmissionPage"]

MAX_PHOTOS = 5
PHOTO_FOLDER = "submissions"


def new_token() -> str:
    """256 random bits.

    Stored as it is: every later mail has to carry the link again, the queue of mails stands in the same database,
    and whoever reads that has what the link would show.
    """
    return secrets.token_urlsafe(32)


class Submission(models.Model):
    """One registered project: what the lists of moderators need as columns, all that was typed as a draft."""

    key = models.UUIDField(_("Schlüssel des Formulars"), unique=True, default=uuid.uuid4, editable=False)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    status = models.CharField(
        _("Stand"), max_length=12, choices=Status.choices, default=Status.UNCONFIRMED, db_index=True
    )
    doubts = models.TextField(_("Zweifel"), blank=True)
    quarantined = models.BooleanField(_("Zurückgehalten"), default=False)

    title = models.CharField(_("Titel"), max_length=120)
    summary = models.TextField(_("Was machen Sie?"), max_length=300)
    place = models.ForeignKey(Place, verbose_name=_("Ort"), on_delete=models.PROTECT, related_name="+")
    lat = models.FloatField(null=True, editable=False)
    lng = models.FloatField(null=True, editable=False)
    topics = ReferringManyToManyField(Topic, verbose_name=_("Themen"), related_name="+")
    provider = models.CharField(_("Wer steht dahinter?"), max_length=40)
    organisation = models.CharField(_("Organisation"), max_length=200)
    website = models.URLField(_("Website"), blank=True, max_length=300)
    # Field name → list of values as typed, also those that are not right yet: nothing is lost over days of pause.
    draft = models.JSONField(default=dict, editable=False)
    # Field name → the opened page that wrote it last, so that two who write at once are told.
    writers = models.JSONField(default=dict, editable=False)
    text_digest = models.CharField(max_length=64, editable=False, db_index=True)

    page = models.OneToOneField(
        ExamplePage,
        verbose_name=_("Seite"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="submission",
    )
    # What of the page the sender was asked about, or why nobody waits for the answer.
    shown_revision = models.PositiveBigIntegerField(null=True, editable=False)
    waiver = models.TextField(_("Ohne Einverständnis, weil"), blank=True)
    # The public one, once a moderator has taken it over.
    contact = models.ForeignKey(Contact, null=True, editable=False, on_delete=models.SET_NULL, related_name="+")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Zuständig"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    mails = models.ManyToManyField(Email, related_name="submissions", editable=False)

    created_at = models.DateTimeField(_("Eingegangen"), auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    handed_in_at = models.DateTimeField(_("Zur Prüfung"), null=True, editable=False)
    status_since = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = SubmissionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Einreichung")
        verbose_name_plural = _("Einreichungen")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("change", "view")

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse("submissions:status", args=[self.token])

    @property
    def number(self) -> str:
        """What the receipt says and people quote on the phone."""
        return f"E-{self.pk:05d}"

    @property
    def absolute_url(self) -> str:
        return absolute(self.get_absolute_url())

    @property
    def page_url(self) -> str:
        return absolute(self.page.url)

    @property
    def state(self) -> dict[str, bool]:
        """For templates: `submission.state.is_in_review`, and so on for every Status."""
        return {f"is_{status.value}": status == self.status for status in Status}

    @property
    def is_writable(self) -> bool:
        return self.status in WRITABLE

    @property
    def takes_photos(self) -> bool:
        return self.status in TAKES_PHOTOS

    @property
    def needs_moderator(self) -> bool:
        return self.status in OPEN_TASKS

    @property
    def is_agreed(self) -> bool:
        """Whether the sender agrees to the page as it is now. A later revision is another page."""
        return self.status == Status.AGREED and self.page and self.page.latest_revision_id == self.shown_revision

    @property
    def lacks_sign_off(self) -> bool:
        return self.status in WITH_MODERATORS and not self.waiver and not self.is_agreed

    @property
    def is_overdue(self) -> bool:
        return self.needs_moderator and timezone.now() - self.status_since > REMIND_AFTER

    @property
    def answer_by(self):
        """When an open question makes the submission go, unless somebody answers it."""
        return max(filter(None, (self.status_since, self.edited_at))) + retention.QUESTION.how_long

    @property
    def email(self) -> str:
        """The sender's address, or nothing once it has been deleted."""
        sender = Sender.objects.filter(submission=self).first()
        return sender.email if sender else ""


class Sender(models.Model):
    """Who sent it. Never copied anywhere else, and deletable without touching the submission."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="sender")
    name = models.CharField(_("Name"), max_length=150)
    email = models.EmailField(_("E-Mail"))

    class Meta:
        verbose_name = _("Absender")
        default_permissions = ()

    def __str__(self):
        return self.name


class Consent(models.Model):
    """The words somebody agreed to, as they stood there."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=20, choices=ConsentKind.choices)
    wording = models.TextField()
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Einwilligung")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["submission", "kind"], name="one_consent_per_kind")]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.version})"


class Photo(models.Model):
    """A photo nobody has approved yet: cleaned, private, under a random name; gone with the submission."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="photos")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    file = PictureFileField(
        upload_to=PHOTO_FOLDER, storage=private_storage, width_field="width", height_field="height", blank=True
    )
    width = models.PositiveIntegerField(editable=False, default=0, null=True)
    height = models.PositiveIntegerField(editable=False, default=0, null=True)
    # A few kilobytes for the sender's own page. The photo itself has no address for anybody but moderators.
    preview = models.TextField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    # As typed; how long they may be is checked when the submission is handed in.
    description = models.TextField(_("Was ist zu sehen?"), blank=True)
    credit = models.TextField(_("Wer hat fotografiert?"), blank=True)
    depicted = models.CharField(_("Wer ist zu sehen?"), max_length=10, choices=PhotoRights.choices, blank=True)
    picture = models.ForeignKey(
        Picture, verbose_name=_("Übernommen als"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    # A picture is not in use just because it came from here.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Foto")
        ordering = ["pk"]
        default_permissions = ()
        # The same file twice, from a double click or a second tab, is one photo.
        constraints = [models.UniqueConstraint(fields=["submission", "digest"], name="each_photo_once")]

    def __str__(self):
        return self.description or str(self.key)

    @property
    def is_complete(self) -> bool:
        return bool(self.description.strip() and self.credit.strip() and self.depicted)


class Message(models.Model):
    """What moderators and sender wrote to each other, in the order of the status page."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="messages")
    author = models.CharField(max_length=10, choices=Author.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Nachricht")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self):
        return self.text[:60]


class ReplyTemplate(models.Model):
    """A text moderators start from when they ask or decline."""

    kind = models.CharField(_("Wofür"), max_length=10, choices=ReplyKind.choices)
    title = models.CharField(_("Name"), max_length=80)
    text = models.TextField(_("Text"), max_length=2000)

    panels = [FieldPanel("kind"), FieldPanel("title"), FieldPanel("text")]

    class Meta:
        verbose_name = _("Textvorlage")
        verbose_name_plural = _("Textvorlagen")
        ordering = ["kind", "title"]

    def __str__(self):
        return self.title
