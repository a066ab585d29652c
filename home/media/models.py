from datetime import timedelta

from django.core.cache.backends.dummy import DummyCache
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, ImageQuerySet, get_upload_to
from wagtail.models import CollectionMember
from wagtail.search import index

from home.media import renditions, transcripts
from home.media.fields import CaptionsFileField, FilmFileField, PictureFileField
from home.media.films import CleanedFilm
from home.media.storage import private_storage

ORIGINAL = "original"


class Depicted(models.TextChoices):
    NOBODY = "nobody", _("Niemand ist zu erkennen")
    CONSENT = "consent", _("Personen sind zu erkennen, ihre Einwilligung liegt vor")


def rights_hold(relation: str = "", today=None) -> Q:
    """Rights not over yet, of the rows themselves or of a picture or film they name; the last day still counts."""
    until = f"{relation}__rights_until" if relation else "rights_until"
    return Q(**{until: None}) | Q(**{f"{until}__gte": today or timezone.localdate()})


class RightsQuerySet(models.QuerySet):
    def usable(self, today=None):
        return self.filter(rights_hold(today=today))

    def rights_end_soon(self, today=None):
        """Within thirty days, so that somebody can still ask."""
        today = today or timezone.localdate()
        return self.filter(rights_until__range=(today, today + timedelta(days=30)))

    def rights_ended(self, today=None):
        return self.filter(rights_until__lt=today or timezone.localdate())


class Rights(models.Model):
    """What must be known of every picture and clip before anybody sees it."""

    credit = models.CharField(
        _("Urheberin oder Urheber"), max_length=200, help_text=_("Zum Beispiel „Foto: Jana Feld“.")
    )
    source_licence = models.CharField(
        _("Quelle und Lizenz"),
        max_length=200,
        blank=True,
        help_text=_("Zum Beispiel „Musterwerk Siegen, alle Rechte eingeräumt“ oder „CC BY 4.0“."),
    )
    rights_until = models.DateField(
        _("Rechte bis"), null=True, blank=True, help_text=_("Leer lassen, wenn die Rechte nicht befristet sind.")
    )
    depicted = models.CharField(_("Wer ist zu sehen?"), max_length=10, choices=Depicted.choices)
    consent_note = models.CharField(
        _("Vermerk zur Einwilligung"),
        max_length=300,
        blank=True,
        help_text=_("Wer hat wann wozu eingewilligt, und wo liegt das Blatt? Nur intern sichtbar."),
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.depicted == Depicted.CONSENT and not self.consent_note.strip():
            raise ValidationError(
                {"consent_note": _("Bitte notieren Sie, wer wann wozu eingewilligt hat und wo das Blatt liegt.")}
            )

    @property
    def is_usable(self) -> bool:
        return self.rights_until is None or self.rights_until >= timezone.localdate()


class PictureQuerySet(ImageQuerySet, RightsQuerySet):
    def with_renditions(self, *presets):
        """Everything `{% picture_tag %}` needs for these presets (none named: for all), in one more query."""
        return self.prefetch_renditions(*renditions.specs(*presets))


class Picture(Rights, AbstractImage):
    """A picture of the site. Its file is private and has been through `cleaning.clean_image`, on whatever way it came.

    Only renditions are public, under names nobody can guess. Assigning a file that is no clean picture raises
    ImageRejected.
    """

    file = PictureFileField(
        verbose_name=_("Datei"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
        storage=private_storage,
    )
    description = models.CharField(
        _("Bildbeschreibung"),
        max_length=255,
        default="",
        help_text=_(
            "Was ist zu sehen? Für Menschen, die das Bild nicht sehen, "
            "zum Beispiel „Zwei Lehrlinge biegen in der Werkstatt ein Blech“."
        ),
    )

    objects = PictureQuerySet.as_manager()

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "credit",
        "source_licence",
        "rights_until",
        "depicted",
        "consent_note",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("credit")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")
        permissions = [("choose_picture", _("Darf Bilder auswählen"))]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """A new file takes the place of the old one and of everything that was drawn from it."""
        replaced = None
        if self.file and not self.file._committed:
            self._set_image_file_metadata()
            replaced = type(self).objects.filter(pk=self.pk).values_list("file", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if replaced:
            self.renditions.all().delete()
            storage = self.file.storage
            transaction.on_commit(lambda: storage.delete(replaced))

    def get_rendition(self, filter):
        spec = getattr(filter, "spec", filter)
        return self._original() if spec == ORIGINAL else super().get_rendition(filter)

    def get_renditions(self, *filters):
        filters = [filter if isinstance(filter, Filter) else Filter(spec=filter) for filter in filters]
        drawn = super().get_renditions(*(filter for filter in filters if filter.spec != ORIGINAL))
        return {filter.spec: self._original() if filter.spec == ORIGINAL else drawn[filter.spec] for filter in filters}

    def create_renditions(self, *filters):
        drawn = super().create_renditions(*filters)
        # Wagtail inserts several at once, and nobody would hear of them.
        if len(filters) > 1:
            for rendition in drawn.values():
                post_save.send(Rendition, instance=rendition, created=True)
        return drawn

    def _original(self):
        """Stands for the private file itself: Wagtail's admin asks for it, and must not make a public copy."""
        rendition = Rendition(image=self, filter_spec=ORIGINAL)
        rendition.width, rendition.height = self.width, self.height
        return rendition

    def generate_rendition_file(self, filter, *, source=None):
        return renditions.draw(self, filter, source) or super().generate_rendition_file(filter, source=source)


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    # Lists load their renditions in one query, and a cache of one process would outlive withdrawn files in another.
    cache_backend = DummyCache("renditions", {})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]

    @property
    def url(self):
        if self.filter_spec == ORIGINAL:
            return reverse("media_files:original", args=[self.image_id])
        return self.file.url

    def get_upload_to(self, filename):
        """Knowing one rendition's address must not lead to another, nor to the picture's next version."""
        return f"images/{renditions.random_name(filename)}"


class Video(Rights, CollectionMember, index.Indexed, models.Model):
    """A clip served by this site itself: film, still, captions and transcript."""

    title = models.CharField(_("Titel"), max_length=150)
    file = FilmFileField(
        _("Film"),
        upload_to="videos",
        help_text=_("MP4 oder WebM, höchstens 100 MB. Angaben zu Ort und Gerät werden entfernt."),
    )
    poster = models.ForeignKey(Picture, verbose_name=_("Standbild"), on_delete=models.PROTECT, related_name="+")
    captions = CaptionsFileField(_("Untertitel"), upload_to="videos", help_text=_("WebVTT (.vtt) oder SRT (.srt)."))
    transcript = models.TextField(
        _("Text zum Film"),
        help_text=_(
            "Was gesprochen wird und was zu sehen ist, zum Nachlesen. Mit der Zeit am Anfang einer Zeile "
            "führt sie in den Film: „0:14 Trainer: Wir haben mit sechs Leuten angefangen.“"
        ),
    )
    duration_seconds = models.PositiveIntegerField(
        _("Dauer in Sekunden"),
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leer lassen: Wir lesen die Dauer aus dem Film."),
    )
    width = models.PositiveIntegerField(editable=False, default=1280)
    height = models.PositiveIntegerField(editable=False, default=720)
    file_size = models.PositiveBigIntegerField(editable=False, default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RightsQuerySet.as_manager()

    search_fields = [
        *CollectionMember.search_fields,
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("transcript"),
    ]

    class Meta:
        verbose_name = _("Film")
        verbose_name_plural = _("Filme")
        ordering = ["-created_at"]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """What the film says about itself is written down; files that were replaced go."""
        before = type(self).objects.filter(pk=self.pk).values_list("file", "captions").first() if self.pk else None
        if self.file and not self.file._committed:
            self._measure(self.file.file)
        super().save(*args, **kwargs)
        gone = set(before or ()) - {self.file.name, self.captions.name, ""}
        storage = self.file.storage
        transaction.on_commit(lambda: [storage.delete(name) for name in gone])

    def _measure(self, film: CleanedFilm):
        self.file_size = film.size
        if film.width and film.height:
            self.width, self.height = film.width, film.height
        if not self.duration_seconds and film.duration:
            self.duration_seconds = max(1, round(film.duration))

    @property
    def mime_type(self) -> str:
        return "video/webm" if self.file.name.endswith(".webm") else "video/mp4"

    @property
    def duration(self) -> str:
        """As people say it: 3:12."""
        return transcripts.clock(self.duration_seconds)

    @cached_property
    def passages(self) -> list[transcripts.Passage]:
        """The transcript in passages; those with a time can be jumped to at `#film-<id>-t<seconds>`."""
        return transcripts.passages(self.transcript)
