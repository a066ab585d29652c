"""The first page tree of every new site: home page, Landkarte and events calendar, ready for the first story."""

from django.db import migrations

from home.land.land import land

WELCOME = "Welcome to your new Wagtail site!"


def plant(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    locale = apps.get_model("wagtailcore", "Locale").objects.get(language_code="de")
    root = Page.objects.get(depth=1)
    Page.objects.filter(title=WELCOME, depth=2).delete()

    def add(app, model, path, title, slug, url_path, **fields):
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label=app, model=model.lower()
        )
        return apps.get_model(app, model).objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            path=path,
            depth=len(path) // 4,
            url_path=url_path,
            content_type=content_type,
            locale=locale,
            **fields,
        )

    home_path = f"{root.path}0002"
    home = add(
        "home",
        "HomePage",
        home_path,
        "Landkarte der guten Ideen",
        "start",
        "/start/",
        numchild=2,
        claim="Gute Ideen haben einen Ort",
        claim_marked="einen Ort",
        intro=f"Gute Beispiele {land().from_land}, erzählt von den Menschen, die sie machen.",
    )
    add(
        "practice_examples",
        "ExampleIndexPage",
        f"{home_path}0001",
        "Landkarte",
        "landkarte",
        "/start/landkarte/",
        show_in_menus=True,
    )
    add(
        "events",
        "EventIndexPage",
        f"{home_path}0002",
        "Veranstaltungen",
        "veranstaltungen",
        "/start/veranstaltungen/",
        show_in_menus=True,
    )
    root.numchild = Page.objects.filter(depth=2).count()
    root.save()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "localhost",
            "port": 80,
            "root_page_id": home.pk,
            "site_name": "Landkarte der guten Ideen",
        },
    )


class Migration(migrations.Migration):
    dependencies = [
        ("wagtailcore", "0094_alter_page_locale"),
        ("home", "0001_initial"),
        ("practice_examples", "0001_initial"),
        ("events", "0001_initial"),
    ]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
