import django.utils.timezone
from django.db import migrations, models


def begin_with_the_last_publication(apps, schema_editor):
    """What feeds said until now; a draft nobody has seen keeps the moment of this migration."""
    for event in apps.get_model("events", "EventPage").objects.exclude(last_published_at=None).iterator():
        type(event).objects.filter(pk=event.pk).update(calendar_changed_at=event.last_published_at)


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="eventpage",
            name="calendar_changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.RunPython(begin_with_the_last_publication, migrations.RunPython.noop, elidable=True),
    ]
