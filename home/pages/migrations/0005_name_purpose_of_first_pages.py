"""The frame found its plain pages by their slugs; now each says what it is for, in its row and in its revisions."""

from django.db import migrations

PURPOSES = {
    "ueber-die-aktion": "about",
    "aufnahmekriterien": "criteria",
    "presse": "press",
    "kontakt": "contact",
    "leichte-sprache": "easy_language",
    "gebaerdensprache": "sign_language",
    "barrierefreiheit": "accessibility",
    "impressum": "imprint",
    "datenschutz": "privacy",
    "offene-daten": "open_data",
}


def name_purposes(apps, schema_editor):
    Revision = apps.get_model("wagtailcore", "Revision")
    for page in apps.get_model("home", "StandardPage").objects.filter(depth=3, slug__in=PURPOSES):
        page.purpose = PURPOSES[page.slug]
        page.save(update_fields=["purpose"])
        for revision in Revision.objects.filter(object_id=str(page.pk), base_content_type__model="page"):
            revision.content["purpose"] = page.purpose
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [("home", "0004_add_page_purpose"), ("wagtailcore", "0094_alter_page_locale")]
    operations = [migrations.RunPython(name_purposes, migrations.RunPython.noop)]
