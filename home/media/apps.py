from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "home.media"
    label = "media"
    verbose_name = _("Bilder und Filme")

    def ready(self):
        from django.db.models.signals import post_delete
        from wagtail.documents import get_document_model
        from wagtail.models import UploadedFile
        from wagtail.signals import page_published

        from home.caching import version
        from home.media.fields import PrivateDocumentFile, WaitingUploadFile
        from home.media.housekeeping import delete_files_of_video
        from home.media.models import Picture, Video
        from home.media.publishing import draw_pictures_of_published_page

        # Wagtail keeps the raw file of an unfinished multiple upload in public media; here it does not.
        UploadedFile._meta.get_field("file").attr_class = WaitingUploadFile
        get_document_model()._meta.get_field("file").attr_class = PrivateDocumentFile
        page_published.connect(draw_pictures_of_published_page, dispatch_uid="draw_pictures")
        post_delete.connect(delete_files_of_video, sender="media.Video", dispatch_uid="delete_files_of_video")
        for model in (Picture, Video):
            version.changes_with(model, "pages show it and its credit, until the rights to it end")
