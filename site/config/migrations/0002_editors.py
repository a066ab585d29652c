"""The group "Redaktion": the whole job of the communications staff, and nothing technical."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

# Everything an editor keeps, by app. Places are data, not content: of a region only the contact.
CONTENT = {
    "practice_examples": ["topic", "contact"],
    "media": ["video"],
    "wagtaildocs": [],
    "places": [],
    "home": ["equivalentwords"],
}


def appoint(apps, schema_editor):
    make_permissions(apps, ["wagtailcore", "wagtailimages", *CONTENT])
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    # Wagtail's own groups and workflow are in English and meant as examples.
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    apps.get_model("wagtailcore", "Workflow").objects.all().delete()
    apps.get_model("wagtailcore", "Task").objects.all().delete()

    editors, _ = Group.objects.get_or_create(name="Redaktion")
    names = ["access_admin", "change_portalsettings", "change_region"]
    names += [
        f"{action}_{model}"
        for models in CONTENT.values()
        for model in models
        for action in ("add", "change", "delete", "view")
    ]
    editors.permissions.add(*Permission.objects.filter(codename__in=names))

    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    for codename in ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
            group=editors, page=root, permission=permission
        )
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    # Wagtail asks for the rights on its own image model, whatever model takes its place.
    files = ["add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"]
    for permission in Permission.objects.filter(codename__in=files):
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
            group=editors, collection=collection, permission=permission
        )


def make_permissions(apps, labels):
    """Django creates permissions after the last migration; this one needs them now."""
    for label in labels:
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0001_first_pages"),
        # Rights on a model can only be given once it is there.
        ("home", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]
    operations = [migrations.RunPython(appoint, migrations.RunPython.noop)]
