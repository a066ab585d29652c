from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import CollectionMember
from wagtail.search import index


class Depicted(models.TextChoices):
    NOBODY = "nobody", _("Niemand ist zu erkennen")
    CONSENT = "consent", _("Personen sind zu erkennen, ihre Einwilligung liegt vor")


class Rights(models.Model):
    """What must be known of every picture and clip before anybody sees it."""

    credit = models.CharField(_("Urheberin oder Urheber"), max_length=200, help_text=_("Zum Beispiel „Foto: Jana Feld“."))
    source_licence = models.CharField(
        _("Quelle und Lizenz"), max_length=200, blank=True, help_text=_("Zum Beispiel „Musterwerk Siegen, alle Rechte eingeräumt“ oder „CC BY 4.0“.")
    )
    rights_until = models.DateField(_("Rechte bis"), null=True, blank=True, help_text=_("Leer lassen, wenn die Rechte nicht befristet sind."))
    depicted = models.CharField(_("Wer ist zu sehen?"), max_length=10, choices=Depicted.choices)
    consent_note = models.CharField(
        _("Vermerk zur Einwilligung"), max_length=300, blank=True, help_text=_("Wer hat wann wozu eingewilligt, und wo liegt das Blatt? Nur intern sichtbar.")
    )

    class Meta:
        abstract = True


class Picture(Rights, AbstractImage):
    """A picture of the site. Its file has been through `cleaning.clean_image` on whatever way it came."""

    admin_form_fields = (
        "title", "file", "description", "collection", "credit", "source_licence", "rights_until", "depicted", "consent_note", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("credit")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")
        permissions = [("choose_image", "Can choose image")]


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")]


class Video(Rights, CollectionMember, index.Indexed, models.Model):
    """A clip served by this site itself: film, still, captions and transcript."""

    title = models.CharField(_("Titel"), max_length=150)
    file = models.FileField(_("Film"), upload_to="videos", help_text=_("MP4 oder WebM, höchstens 100 MB. Angaben zu Ort und Gerät werden entfernt."))
    poster = models.ForeignKey(Picture, verbose_name=_("Standbild"), on_delete=models.PROTECT, related_name="+")
    captions = models.FileField(_("Untertitel"), upload_to="videos", help_text=_("Eine WebVTT-Datei (.vtt)."))
    transcript = models.TextField(_("Text zum Film"), help_text=_("Was gesprochen wird und was zu sehen ist, zum Nachlesen."))
    duration_seconds = models.PositiveIntegerField(_("Dauer in Sekunden"), validators=[MinValueValidator(1)])
    created_at = models.DateTimeField(auto_now_add=True)

    search_fields = [*CollectionMember.search_fields, index.SearchField("title"), index.AutocompleteField("title"), index.SearchField("transcript")]

    class Meta:
        verbose_name = _("Film")
        verbose_name_plural = _("Filme")
        ordering = ["-created_at"]

    def __str__(self):
        return self.title
