"""A topic's colour is its own, no longer a rule of the stylesheet for its slug."""

from django.db import migrations, models

COLOURS = {
    "sprache": "sky",
    "ausbildung": "sun",
    "arbeit": "brick",
    "qualifizierung-und-anerkennung": "honey",
    "schule-und-studium": "navy",
    "begegnung-und-patenschaften": "coral",
    "sport": "leaf",
    "kultur-und-medien": "plum",
    "beratung": "teal",
    "frauen": "berry",
    "gruendung": "olive",
    "netzwerke": "lilac",
}


def colour(apps, schema_editor):
    for slug, colour in COLOURS.items():
        apps.get_model("practice_examples", "Topic").objects.filter(slug=slug).update(colour=colour)


class Migration(migrations.Migration):
    dependencies = [("practice_examples", "0006_name_no_land")]
    operations = [
        migrations.AddField(
            "topic",
            "colour",
            models.CharField(
                choices=[
                    ("sky", "Himmelblau"),
                    ("sun", "Sonnengelb"),
                    ("brick", "Ziegelrot"),
                    ("honey", "Honig"),
                    ("navy", "Nachtblau"),
                    ("coral", "Koralle"),
                    ("leaf", "Blattgrün"),
                    ("plum", "Pflaume"),
                    ("teal", "Petrol"),
                    ("berry", "Beere"),
                    ("olive", "Olive"),
                    ("lilac", "Lavendel"),
                ],
                default="sky",
                help_text="Das Quadrat davor.",
                max_length=10,
                verbose_name="Farbe",
            ),
        ),
        migrations.RunPython(colour, migrations.RunPython.noop),
    ]
