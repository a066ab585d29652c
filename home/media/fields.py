"""Model fields that let nothing raw in: assigning or saving a file sends it through its cleaner first."""

from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile, FileDescriptor, ImageFileDescriptor
from wagtail.images.models import AbstractImage, WagtailImageField, WagtailImageFieldFile

from home.media.cleaning import CleanedImage, clean_image
from home.media.documents import clean_document
from home.media.films import clean_captions, clean_film
from home.media.storage import private_storage
from home.media.uploads import CaptionsUpload, FilmUpload


def _may_be_raw(value, field):
    """A file that has not come out of this very field."""
    return (
        isinstance(value, File)
        and bool(value)
        and not (isinstance(value, FieldFile) and getattr(value, "field", None) is field)
    )


class PictureDescriptor(ImageFileDescriptor):
    def __set__(self, instance, value):
        super().__set__(instance, clean_image(value) if _may_be_raw(value, self.field) else value)


class PictureFieldFile(WagtailImageFieldFile):
    def save(self, name, content, save=True):
        """Keeps the picture, not the name: that one is random."""
        cleaned = clean_image(content)
        super().save(cleaned.name, cleaned, save)

    def get_image_dimensions(self):
        fresh = getattr(self, "_file", None)
        return (fresh.width, fresh.height) if isinstance(fresh, CleanedImage) else super().get_image_dimensions()


class PictureFileField(WagtailImageField):
    """An image file in the private store that has been through `clean_image`, on whatever way it came.

    Assigning a file that is no clean picture raises ImageRejected.
    """

    attr_class = PictureFieldFile
    descriptor_class = PictureDescriptor


class CleanFileDescriptor(FileDescriptor):
    def __set__(self, instance, value):
        super().__set__(instance, self.field.attr_class.clean(value) if _may_be_raw(value, self.field) else value)


class FilmFieldFile(FieldFile):
    clean = staticmethod(clean_film)

    def save(self, name, content, save=True):
        cleaned = self.clean(content)
        super().save(cleaned.name, cleaned, save)


class CaptionsFieldFile(FilmFieldFile):
    clean = staticmethod(clean_captions)


class FilmFileField(models.FileField):
    """A film without place, date or device. Assigning anything else raises FilmRejected."""

    attr_class = FilmFieldFile
    descriptor_class = CleanFileDescriptor

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": FilmUpload, **kwargs})


class CaptionsFileField(models.FileField):
    """WebVTT written anew from its cues. Assigning anything else raises CaptionsRejected."""

    attr_class = CaptionsFieldFile
    descriptor_class = CleanFileDescriptor

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": CaptionsUpload, **kwargs})


class WaitingUploadFile(FieldFile):
    """What Wagtail's multiple upload keeps until its form is complete: never public, and a picture is cleaned.

    Set as `attr_class` of `wagtail.models.UploadedFile.file`, whose own storage is the public one.
    """

    def __init__(self, instance, field, name):
        super().__init__(instance, field, name)
        self.storage = private_storage()

    def save(self, name, content, save=True):
        content_type = self.instance.for_content_type
        if content_type and issubclass(content_type.model_class() or object, AbstractImage):
            content = clean_image(content)
            name = content.name
        super().save(name, content, save)


class PrivateDocumentFile(FieldFile):
    """A document lies in the private store, cleaned; only the view that asks whether it is shown hands it out.

    Set as `attr_class` of the `file` of Wagtail's documents, whose own storage is the public one.
    """

    def __init__(self, instance, field, name):
        super().__init__(instance, field, name)
        self.storage = private_storage()

    @property
    def url(self):
        raise NotImplementedError("A document has no address of its own.")

    def save(self, name, content, save=True):
        cleaned = clean_document(content)
        super().save(cleaned.name, cleaned, save)
