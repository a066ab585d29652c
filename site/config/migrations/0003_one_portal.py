"""Every site begins with its record, which the group "Redaktion" may change; nothing else names a portal or a Land."""

from django.db import migrations


def settle(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="home", model="portal"
    )
    # Who might change the settings may change the record they have become.
    for action in ("add", "change", "delete", "view"):
        permission, _ = Permission.objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_portal",
            defaults={"name": f"Can {action} Angaben zum Portal"},
        )
        former = Permission.objects.filter(content_type__app_label="home", codename=f"{action}_portalsettings")
        groups = Group.objects.filter(permissions__in=former)
        if action == "change" and not former:
            groups = Group.objects.filter(name="Redaktion")
        for group in groups:
            group.permissions.add(permission)
        former.delete()

    Portal = apps.get_model("home", "Portal")
    for site in apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True):
        Portal.objects.get_or_create(site=site)
    untouched = apps.get_model("home", "HomePage").objects.filter(latest_revision=None)
    untouched.filter(title=Portal().name).update(title="Startseite", draft_title="Startseite")


class Migration(migrations.Migration):
    dependencies = [("config", "0002_editors"), ("home", "0008_name_the_portal")]
    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
