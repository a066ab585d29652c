"""Editors make addresses for flyers and press themselves."""

from importlib import import_module

from django.db import migrations

make_permissions = import_module("config.migrations.0002_editors").make_permissions


def allow(apps, schema_editor):
    make_permissions(apps, ["wagtailredirects"])
    permissions = apps.get_model("auth", "Permission").objects
    names = [f"{action}_redirect" for action in ("add", "change", "delete", "view")]
    for editors in apps.get_model("auth", "Group").objects.filter(name="Redaktion"):
        editors.permissions.add(*permissions.filter(content_type__app_label="wagtailredirects", codename__in=names))


class Migration(migrations.Migration):
    dependencies = [("config", "0003_one_portal"), ("wagtailredirects", "0008_add_verbose_name_plural")]
    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
