"""Who moderates adds pictures and works on those, and no longer changes or deletes any other of the site."""

from django.db import migrations


def narrow(apps, schema_editor):
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(
        group__name="Moderation", permission__codename="change_image"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("submissions", "0010_tell_who_wrote_last")]
    operations = [migrations.RunPython(narrow, migrations.RunPython.noop)]
