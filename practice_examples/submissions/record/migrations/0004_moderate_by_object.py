"""Moderators work on stories that came from a submission (practice_examples/permissions.py), not on all of the map.

What is left is the right to add drafts, which also lets them see the list of stories.
"""

from django.db import migrations


def narrow(apps, schema_editor):
    index = apps.get_model("practice_examples", "ExampleIndexPage").objects.first()
    if index:
        apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(
            group__name="Moderation",
            page=index.pk,
            permission__codename__in=("change_page", "publish_page", "lock_page"),
        ).delete()


class Migration(migrations.Migration):
    dependencies = [("submissions", "0003_first_page")]
    operations = [migrations.RunPython(narrow, migrations.RunPython.noop)]
