"""Form fields for uploads: what is wrong with a file is said beside the field, and what is right is already clean."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField

from home.media.cleaning import ACCEPT, clean_image
from home.media.films import clean_captions, clean_film


class PictureUpload(WagtailImageField):
    """The content decides, never the name: a PNG called .jpg is as good as any other."""

    default_validators = []

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.help_text = _(
            "JPEG, PNG, WebP, HEIC oder AVIF, höchstens 15 MB. Angaben zu Ort, Zeit und Kamera werden entfernt."
        )
        self.widget.attrs["accept"] = ACCEPT

    def to_python(self, data):
        return None if data in self.empty_values else clean_image(data)


class _CleanedUpload(forms.FileField):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        # The name is thrown away, so its length does not matter.
        self.max_length = None
        self.allow_empty_file = True

    def to_python(self, data):
        data = super().to_python(data)
        return data and self.clean_file(data)


class FilmUpload(_CleanedUpload):
    clean_file = staticmethod(clean_film)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": "video/mp4,video/webm"}


class CaptionsUpload(_CleanedUpload):
    clean_file = staticmethod(clean_captions)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": ".vtt,.srt,text/vtt"}
