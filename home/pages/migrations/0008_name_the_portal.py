"""The portal's settings become its one record, with name, imprint and colours. What was filled in stays."""

from email.utils import parseaddr

import django.core.validators
from django.conf import settings
from django.db import migrations, models

COLOUR = django.core.validators.RegexValidator("^#[0-9a-fA-F]{6}\\Z", "Bitte eine Farbe als #rrggbb angeben.")


def keep_names(apps, schema_editor):
    """A site that has been given a name before, and a name before the address of its mails, goes by them."""
    for portal in apps.get_model("home", "Portal").objects.select_related("site"):
        portal.name = portal.site.site_name[:80] or portal.name
        sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[0][:80]
        portal.sender = "" if sender == portal.name else sender
        portal.save()


class Migration(migrations.Migration):
    dependencies = [("home", "0007_replace_automatic_redirects"), ("wagtailcore", "0094_alter_page_locale")]

    operations = [
        migrations.RenameModel("PortalSettings", "Portal"),
        migrations.AddField(
            "portal", "name", models.CharField(default="Landkarte der guten Ideen", max_length=80, verbose_name="Name")
        ),
        migrations.AddField(
            "portal",
            "short_name",
            models.CharField(
                default="Landkarte",
                help_text="Wo wenig Platz ist: in der Redaktion.",
                max_length=30,
                verbose_name="Kurzname",
            ),
        ),
        migrations.AddField(
            "portal",
            "claim",
            models.CharField(
                blank=True,
                default="Das machen WIR",
                help_text="Groß in der Fußzeile.",
                max_length=60,
                verbose_name="Leitspruch",
            ),
        ),
        migrations.AddField(
            "portal",
            "sender",
            models.CharField(
                blank=True,
                help_text="Leer lassen: der Name. Die Adresse dazu legt der Betrieb fest.",
                max_length=80,
                verbose_name="Absender der E-Mails",
            ),
        ),
        migrations.AddField(
            "portal", "postal_address", models.TextField(blank=True, max_length=300, verbose_name="Anschrift")
        ),
        migrations.AddField(
            "portal", "represented_by", models.CharField(blank=True, max_length=200, verbose_name="Vertreten durch")
        ),
        migrations.AddField(
            "portal",
            "responsible",
            models.CharField(
                blank=True,
                help_text="Mit Anschrift, wenn sie abweicht.",
                max_length=200,
                verbose_name="Verantwortlich für den Inhalt",
            ),
        ),
        migrations.AddField(
            "portal",
            "main",
            models.CharField(
                default="#0b6b3a",
                help_text="Links und Schaltflächen. Für dunkle Bildschirme hellen wir auf.",
                max_length=7,
                validators=[COLOUR],
                verbose_name="Hauptfarbe",
            ),
        ),
        migrations.AddField(
            "portal",
            "signal",
            models.CharField(
                default="#c4122f",
                help_text="Punkte, Stecknadeln und Warnungen.",
                max_length=7,
                validators=[COLOUR],
                verbose_name="Signalfarbe",
            ),
        ),
        migrations.AddField(
            "portal",
            "highlight",
            models.CharField(
                default="#ffc53d",
                help_text="Unterlegte Wörter, gewählte Orte.",
                max_length=7,
                validators=[COLOUR],
                verbose_name="Leuchtfarbe",
            ),
        ),
        migrations.AddField(
            "portal",
            "poster",
            models.CharField(
                default="#085f33",
                help_text="Die große Fläche der Startseite.",
                max_length=7,
                validators=[COLOUR],
                verbose_name="Plakat",
            ),
        ),
        migrations.RunPython(keep_names, migrations.RunPython.noop),
    ]
