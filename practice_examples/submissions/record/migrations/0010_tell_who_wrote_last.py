from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("submissions", "0009_hide_what_was_withdrawn")]
    operations = [
        migrations.AddField("submission", "writers", models.JSONField(default=dict, editable=False)),
    ]
