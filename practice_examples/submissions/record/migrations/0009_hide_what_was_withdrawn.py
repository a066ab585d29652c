"""A published story is hidden in the moment its sender withdraws; those that wait for a moderator are hidden now."""

from django.db import migrations, models


def hide(apps, schema_editor):
    withdrawn = apps.get_model("submissions", "Submission").objects.filter(status="take_down")
    apps.get_model("wagtailcore", "Page").objects.filter(pk__in=withdrawn.values("page")).update(
        live=False, has_unpublished_changes=True, live_revision=None
    )


class Migration(migrations.Migration):
    dependencies = [("submissions", "0008_name_no_portal_and_no_land"), ("wagtailcore", "0094_alter_page_locale")]
    operations = [
        migrations.AlterField(
            "submission",
            "status",
            models.CharField(
                choices=[
                    ("unconfirmed", "Adresse noch nicht bestätigt"),
                    ("confirmed", "Bestätigt"),
                    ("drafting", "In Arbeit"),
                    ("in_review", "In Prüfung"),
                    ("question", "Rückfrage"),
                    ("published", "Veröffentlicht"),
                    ("declined", "Nicht aufgenommen"),
                    ("take_down", "Soll gelöscht werden"),
                    ("withdrawn", "Zurückgezogen"),
                ],
                db_index=True,
                default="unconfirmed",
                max_length=12,
                verbose_name="Stand",
            ),
        ),
        migrations.RunPython(hide, migrations.RunPython.noop),
    ]
