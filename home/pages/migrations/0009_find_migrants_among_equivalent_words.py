from django.db import migrations

BEFORE = "Geflüchtete, Flüchtlinge, Zugewanderte, Neuzugewanderte, Asylsuchende, Schutzsuchende"
AFTER = f"{BEFORE}, Migranten, Eingewanderte"


def change(before, after):
    def run(apps, schema_editor):
        # What editors have made of it stays.
        apps.get_model("home", "EquivalentWords").objects.filter(words=before).update(words=after)

    return run


class Migration(migrations.Migration):
    dependencies = [("home", "0008_name_the_portal")]
    operations = [migrations.RunPython(change(BEFORE, AFTER), change(AFTER, BEFORE))]
