import contextlib
from urllib.parse import urlsplit

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db.models.signals import post_migrate
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Technik"

    def ready(self):
        # Not sent for apps without models, as this one is; and that one comes after all of ours.
        post_migrate.connect(name_site_after_base_url, sender=apps.get_app_config("wagtailcore"))
        post_migrate.connect(name_permissions_in_german)


def name_site_after_base_url(apps=apps, **kwargs):
    """Wagtail keeps the address of the site in the database; the operator gives it once, as BASE_URL."""
    parts = urlsplit(settings.BASE_URL)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).update(
        hostname=parts.hostname, port=port
    )


def name_permissions_in_german(app_config, using="default", **kwargs):
    """Django writes "Can add Film" into the database, app by app; whoever appoints a group reads it there."""
    # Django's own receiver comes after this one, and finds nothing left to do.
    create_permissions(app_config, verbosity=0, using=using)
    sentences = {
        "add": _("%(model)s hinzufügen"),
        "change": _("%(model)s ändern"),
        "delete": _("%(model)s löschen"),
        "view": _("%(model)s ansehen"),
    }
    # Wagtail's own, which no catalogue knows.
    names = {
        "bulk_delete_page": _("Seiten mit allem darunter löschen"),
        "lock_page": _("Seiten sperren und eigene Sperren aufheben"),
        "publish_page": _("Jede Seite veröffentlichen"),
        "unlock_page": _("Jede Sperre aufheben"),
    }
    permission = apps.get_model("auth", "Permission")
    # `migrate` speaks English while it runs, and its own models know no German.
    with override(settings.LANGUAGE_CODE):
        of_app = permission.objects.filter(content_type__app_label=app_config.label)
        for found in of_app.select_related("content_type"):
            action, _underscore, model = found.codename.partition("_")
            name = names.get(found.codename)
            if action in sentences and model == found.content_type.model:
                with contextlib.suppress(LookupError):
                    kind = apps.get_model(found.content_type.app_label, model)._meta
                    name = sentences[action] % {"model": capfirst(kind.verbose_name)}
            if name and name != found.name:
                permission.objects.filter(pk=found.pk).update(name=name[:255])
