import contextlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import migrations

from home.media.documents import DocumentRejected, clean_document
from home.media.storage import private_storage


def move(apps, schema_editor):
    """Documents of earlier versions lie in the public folder as they came."""
    private = private_storage()
    for document in apps.get_model("wagtaildocs", "Document").objects.exclude(file=""):
        name = document.file.name
        if not default_storage.exists(name) or private.exists(name):
            continue
        with default_storage.open(name) as file:
            content = file.read()
        # What cannot be cleaned stays for its editors, and is handed out as a download only.
        with contextlib.suppress(DocumentRejected):
            content = clean_document(ContentFile(content, name)).read()
        kept = private.save(name, ContentFile(content))
        type(document).objects.filter(pk=document.pk).update(file=kept, file_size=len(content), file_hash="")
        default_storage.delete(name)


class Migration(migrations.Migration):
    dependencies = [("media", "0002_captions_also_as_srt"), ("wagtaildocs", "0014_alter_document_file_size")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
