"""What every site begins with names no portal and no Land but its own; a draft calls what applies everywhere so, too.

A consent that was given keeps its words: they are stored with each submission.
"""

from django.db import migrations, models

OLD = (
    "Ich darf die Texte und Fotos weitergeben. Sie dürfen sie für die Landkarte der guten Ideen bearbeiten und "
    "veröffentlichen. Das kann ich jederzeit widerrufen."
)
NEW = OLD.replace("die Landkarte der guten Ideen", "dieses Portal")


def rename(apps, schema_editor):
    apps.get_model("submissions", "SubmissionPage").objects.filter(consent_rights=OLD).update(consent_rights=NEW)
    for submission in apps.get_model("submissions", "Submission").objects.filter(draft__has_key="nrw_wide"):
        submission.draft["land_wide"] = submission.draft.pop("nrw_wide")
        submission.save(update_fields=["draft"])


class Migration(migrations.Migration):
    dependencies = [("submissions", "0007_index_chosen_topics")]
    operations = [
        migrations.AlterField(
            "submissionpage",
            "consent_rights",
            models.TextField(default=NEW, max_length=600, verbose_name="Rechte an Texten und Fotos"),
        ),
        migrations.RunPython(rename, migrations.RunPython.noop),
    ]
