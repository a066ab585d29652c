"""Every new site has its "Mitmachen", after Landkarte and Veranstaltungen."""

from django.db import migrations


def plant(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    SubmissionPage = apps.get_model("submissions", "SubmissionPage")
    home = apps.get_model("home", "HomePage").objects.order_by("path").first()
    if home is None or SubmissionPage.objects.exists():
        return
    children = Page.objects.filter(path__startswith=home.path, depth=home.depth + 1)
    if children.filter(slug="mitmachen").exists():
        return
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="submissions", model="submissionpage"
    )
    number = max([int(path[-4:], 36) for path in children.values_list("path", flat=True)], default=0) + 1
    SubmissionPage.objects.create(
        title="Mitmachen",
        draft_title="Mitmachen",
        slug="mitmachen",
        intro="Sie haben etwas ausprobiert, das Geflüchteten in Arbeit, Ausbildung oder in die Nachbarschaft hilft? Melden Sie Ihr Projekt an.",
        path=f"{home.path}{number:04d}",
        depth=home.depth + 1,
        url_path=f"{home.url_path}mitmachen/",
        show_in_menus=True,
        content_type=content_type,
        locale_id=home.locale_id,
    )
    home.numchild = children.count()
    home.save()


class Migration(migrations.Migration):
    dependencies = [("submissions", "0002_moderation"), ("config", "0001_first_pages")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
