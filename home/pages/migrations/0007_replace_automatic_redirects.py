"""Wagtail made a redirect for every page below a renamed one; one row for the renamed page says the same."""

from django.db import migrations


def replace_redirects(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    FormerAddress = apps.get_model("home", "FormerAddress")
    site = apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).first()
    if site is None:
        return

    def child(parent, slug):
        return Page.objects.filter(slug=slug, url_path=f"{parent.url_path}{slug}/").first()

    def walk(slugs):
        here = site.root_page
        for slug in slugs:
            former = FormerAddress.objects.filter(parent=here, slug=slug).select_related("page").first()
            here = child(here, slug) or (former and former.page)
            if here is None:
                return None
        return here

    redirects = apps.get_model("wagtailredirects", "Redirect").objects.filter(
        automatically_created=True, redirect_page__isnull=False, redirect_page_route_path=""
    )
    # What stands above comes first, and what stands below then mostly needs nothing.
    for redirect in sorted(redirects, key=lambda redirect: redirect.old_path.count("/")):
        *above, slug = redirect.old_path.strip("/").split("/")
        parent = walk(above)
        if parent is None:
            continue
        if child(parent, slug) is None:
            row = {"parent": parent, "slug": slug, "defaults": {"page_id": redirect.redirect_page_id}}
            FormerAddress.objects.get_or_create(**row)
        redirect.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0006_remember_former_addresses"),
        ("wagtailcore", "0094_alter_page_locale"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]
    operations = [migrations.RunPython(replace_redirects, migrations.RunPython.noop)]
