"""The topics to begin with; editors rename, add and sort them as they like."""

from django.db import migrations

TOPICS = {
    "sprache": "Sprache",
    "ausbildung": "Ausbildung",
    "arbeit": "Arbeit",
    "qualifizierung-und-anerkennung": "Qualifizierung und Anerkennung",
    "schule-und-studium": "Schule und Studium",
    "begegnung-und-patenschaften": "Begegnung und Patenschaften",
    "sport": "Sport",
    "kultur-und-medien": "Kultur und Medien",
    "beratung": "Beratung",
    "frauen": "Frauen",
    "gruendung": "Gründung",
    "netzwerke": "Netzwerke",
}


def add(apps, schema_editor):
    topic = apps.get_model("practice_examples", "Topic")
    topics = [
        topic(slug=slug, title=title, sort_order=position * 10)
        for position, (slug, title) in enumerate(TOPICS.items(), 1)
    ]
    # A site may have some of them already.
    topic.objects.bulk_create(topics, ignore_conflicts=True)


def remove(apps, schema_editor):
    apps.get_model("practice_examples", "Topic").objects.filter(slug__in=TOPICS, examples=None).delete()


class Migration(migrations.Migration):
    dependencies = [("practice_examples", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
