from urllib.parse import urlsplit

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Technik"

    def ready(self):
        # Not sent for apps without models, as this one is.
        post_migrate.connect(name_site_after_base_url, sender=apps.get_app_config("wagtailcore"))


def name_site_after_base_url(apps=apps, **kwargs):
    """Wagtail keeps the address of the site in the database; the operator gives it once, as BASE_URL."""
    parts = urlsplit(settings.BASE_URL)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).update(
        hostname=parts.hostname, port=port
    )
