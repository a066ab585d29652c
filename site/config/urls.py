from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.documents.views.serve import serve as serve_document
from wagtail.utils.urlpatterns import decorate_urlpatterns

from config import health, logins, well_known
from home.pages.views import portal_css
from home.publishing.editing import guarded
from search.sitemap import site_sitemap

handler500 = "config.errors.server_error"

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("favicon.ico", well_known.favicon),
    path("robots.txt", well_known.robots),
    path("portal.css", portal_css, name="portal_css"),
    path("sitemap.xml", site_sitemap),
    path(".well-known/security.txt", well_known.security_txt),
    path("admin/", include(decorate_urlpatterns(wagtailadmin_urls.urlpatterns, guarded))),
    # Kept nowhere on the way: it is gone as soon as the last page that offers it is.
    re_path(r"^dokumente/(\d+)/(.*)$", never_cache(serve_document), name="wagtaildocs_serve"),
    path("dokumente/", include(wagtaildocs_urls)),
    path("media/", include("home.media.urls")),
    path("mitmachen/", include("practice_examples.submissions.urls")),
    path("", include("home.land.urls")),
    path("", include("events.urls")),
    path("", include("practice_examples.urls")),
    path("", include("search.urls")),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/", logins.private_page_password
    ),
    path("", include(wagtail_urls)),
]
