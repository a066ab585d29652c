from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from home.pages.models import Portal

YEAR = 365 * 24 * 3600


@require_safe
def portal_css(request):
    """The portal's own colours, over the stylesheets of the site; for good under the address that pages name."""
    palette = Portal.current().palette
    response = HttpResponse(f"@layer tokens{{{palette.css()}}}", content_type="text/css; charset=utf-8")
    kept = {"max_age": YEAR, "immutable": True} if request.GET.get("v") == palette.key else {"no_cache": True}
    patch_cache_control(response, public=True, **kept)
    return response
