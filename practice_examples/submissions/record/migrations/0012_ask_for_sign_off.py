from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("submissions", "0011_leave_pictures_of_editors_alone")]
    operations = [
        migrations.AddField("submission", "shown_revision", models.PositiveBigIntegerField(editable=False, null=True)),
        migrations.AddField(
            "submission", "waiver", models.TextField(blank=True, verbose_name="Ohne Einverständnis, weil")
        ),
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
                    ("sign_off", "Wartet auf Einverständnis"),
                    ("agreed", "Einverstanden"),
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
    ]
