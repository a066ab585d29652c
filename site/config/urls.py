from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import health as views
from search.sitemap import site_sitemap

handler500 = "config.errors.server_error"

urlpatterns = [
    path("health/live", views.live),
    path("health/ready", views.ready),
    path("favicon.ico", views.favicon),
    path("robots.txt", views.robots),
    path("sitemap.xml", site_sitemap),
    path(".well-known/security.txt", views.security_txt),
    path("admin/", include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    path("media/", include("home.media.urls")),
    path("mitmachen/", include("practice_examples.submissions.urls")),
    path("", include("home.land.urls")),
    path("", include("events.urls")),
    path("", include("practice_examples.urls")),
    path("", include("search.urls")),
    path("", include(wagtail_urls)),
]
