from django.conf import settings
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem


class VersionItem(SummaryItem):
    """At the end of the line of figures on the admin's first page."""

    order = 1000
    template_name = "operations/version.html"

    def get_context_data(self, parent_context):
        return {"version": settings.VERSION}


@hooks.register("construct_homepage_summary_items")
def show_version(request, items):
    items.append(VersionItem(request))
