from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "home.land"
    label = "places"
    verbose_name = _("Orte")

    def ready(self):
        from django.db.models import ForeignKey
        from wagtail.admin.forms.models import register_form_field_override

        from home.caching import version
        from home.land.fields import PlaceField
        from home.land.models import Place, Region

        # Whatever in the admin points at a place is chosen by typing its name.
        register_form_field_override(ForeignKey, to=Place, override={"form_class": PlaceField})
        version.changes_with(Region, "a story without people of its own shows the region's contact")
        version.changes_with(Place, "stories, lists and the map show its name and point")
