"""Feed readers knew a story by its address: those they have must not come to them as new."""

from django.conf import settings
from django.db import migrations


def keep_guids(apps, schema_editor):
    site = (
        apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).select_related("root_page").first()
    )
    if site is None:
        return
    stories = apps.get_model("practice_examples", "ExamplePage").objects
    changed = []
    for story in stories.filter(live=True, first_published_at__isnull=False).only("url_path", "feed_guid").iterator():
        story.feed_guid = f"{settings.BASE_URL}/{story.url_path.removeprefix(site.root_page.url_path)}"
        changed.append(story)
    stories.bulk_update(changed, ["feed_guid"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("practice_examples", "0003_add_feed_guid"), ("wagtailcore", "0094_alter_page_locale")]
    operations = [migrations.RunPython(keep_guids, migrations.RunPython.noop)]
