from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy

from home.land.models import Place, Region


class ChangeOnlyPolicy(ModelPermissionPolicy):
    """What there is comes from the gazetteer; nobody adds or deletes a town, not even an administrator."""

    def user_has_permission(self, user, action):
        return action not in ("add", "delete") and super().user_has_permission(user, action)


class GazetteerViewSet(ModelViewSet):
    copy_view_enabled = False

    @property
    def permission_policy(self):
        return ChangeOnlyPolicy(self.model)


class RegionViewSet(GazetteerViewSet):
    model = Region
    icon = "globe"
    menu_label = _("Regionen")
    list_display = ["name", "contact_name", "contact_phone", "contact_email"]
    list_per_page = 20
    panels = [
        HelpPanel(_("Dieser Kontakt steht bei allen Geschichten und Terminen der Region, die keinen eigenen haben.")),
        FieldPanel("contact_name"),
        FieldPanel("contact_phone"),
        FieldPanel("contact_email"),
    ]


class TownIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().towns().select_related("kreis", "region")


class TownViewSet(GazetteerViewSet):
    model = Place
    name = "staedte"
    icon = "site"
    menu_label = _("Städte und Gemeinden")
    index_view_class = TownIndexView
    list_display = ["name", "kreis", "region"]
    list_filter = ["region", "kreis"]
    search_fields = ["name"]
    panels = [
        HelpPanel(_("Zu welcher Region eine Stadt oder Gemeinde gehört; ihre Ortsteile folgen ihr.")),
        FieldPanel("region"),
    ]


class GazetteerGroup(ModelViewSetGroup):
    menu_label = _("Regionen")
    menu_icon = "globe"
    menu_order = 310
    items = [RegionViewSet(), TownViewSet()]


@hooks.register("register_admin_viewset")
def gazetteer():
    return GazetteerGroup()
