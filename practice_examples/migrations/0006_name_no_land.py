"""The field for what belongs to the whole Land no longer carries the name of one; drafts in the history follow."""

from django.db import migrations


def rename_in_history(old, new):
    def rename(apps, schema_editor):
        revisions = apps.get_model("wagtailcore", "Revision").objects
        of_stories = revisions.filter(content_type__app_label="practice_examples", content__has_key=old)
        for revision in of_stories.iterator(chunk_size=200):
            revision.content[new] = revision.content.pop(old)
            revision.save(update_fields=["content"])

    return rename


class Migration(migrations.Migration):
    dependencies = [
        ("practice_examples", "0005_name_rows"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]
    operations = [
        migrations.RenameField("examplepage", "nrw_wide", "land_wide"),
        migrations.RunPython(
            rename_in_history("nrw_wide", "land_wide"), rename_in_history("land_wide", "nrw_wide"), elidable=True
        ),
    ]
