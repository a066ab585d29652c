"""The forms of the admin's picture library and film list."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from home.media.documents import clean_document
from home.media.films import CleanedFilm
from home.media.uploads import PictureUpload
from home.media.wording import one_line


class PictureForm(BaseImageForm):
    """WAGTAILIMAGES_IMAGE_FORM_BASE: Wagtail builds the forms of all its upload pages on this one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = PictureUpload(label=given.label, required=given.required, widget=given.widget)

    def clean_title(self):
        """Often the name of a file, and names of files may hide their end behind turned writing."""
        return one_line(self.cleaned_data["title"])


class DocumentForm(BaseDocumentForm):
    """WAGTAILDOCS_DOCUMENT_FORM_BASE, for one document and for several at once."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        return clean_document(file) if file and "file" in self.changed_data else file

    def clean_title(self):
        return one_line(self.cleaned_data["title"])


class VideoForm(WagtailAdminModelForm):
    def clean(self):
        cleaned = super().clean()
        film = cleaned.get("file")
        if isinstance(film, CleanedFilm) and film.duration and "duration_seconds" not in self.changed_data:
            cleaned["duration_seconds"] = max(1, round(film.duration))
        if film and not cleaned.get("duration_seconds") and "duration_seconds" not in self.errors:
            self.add_error(
                "duration_seconds",
                _("Der Film sagt nicht, wie lang er ist. Bitte tragen Sie die Dauer in Sekunden ein."),
            )
        return cleaned
