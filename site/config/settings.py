"""All settings of the site, in one file: every difference between machines comes from the environment.

docs/betrieb.md lists the variables. DEMO=1 is a complete site to click through, as strict as production;
DEBUG=1 is for developers. Without either the site is in production and insists on a SECRET_KEY of its own.
"""

import importlib.util
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

from config.environment import caches, databases, privacy, secret_key, storage

# The only place it is written; what changed stands in CHANGELOG.md.
VERSION = "0.9.0"

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()
privacy.keep()
privacy.read_env(BASE_DIR / ".env")

# Everything that running the site writes is below one folder, so that a checkout stays clean.
# The web server passes through it to the public files.
VAR_DIR = privacy.make_folder(Path(env("VAR_DIR", default=str(BASE_DIR / "var"))), 0o750)
# The Land whose map it is: a folder as home/land/data/README.md describes it.
LAND_DIR = Path(env("LAND_DIR", default=str(BASE_DIR / "home" / "land" / "data")))

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
PRODUCTION = not (DEBUG or DEMO)
# Everybody knows it, so it opens nothing outside demo mode (config.logins).
DEMO_PASSWORD = "landkarte"

BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
HTTPS = urlsplit(BASE_URL).scheme == "https"
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    default=[urlsplit(BASE_URL).hostname] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"],
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

DATABASES = {"default": databases.from_url(env("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = secret_key.choose(
    env("SECRET_KEY", default=""),
    keep_in=None if PRODUCTION else databases.folder(DATABASES["default"]) or VAR_DIR,
)

INSTALLED_APPS = [
    # Ours, from the ground floor up. `demo` is optional: deleting site/demo/ deletes it.
    "home.language",
    "home.land",
    "home.media",
    "home.mail",
    "home.sharing",
    "home.publishing",
    "home.pages",
    "practice_examples",
    "practice_examples.map_page",
    "practice_examples.story_page",
    "practice_examples.submissions.record",
    "practice_examples.submissions.sender",
    "practice_examples.submissions.moderators",
    "events",
    "events.index_page",
    "events.event_page",
    "search",
    "search.search_page",
    "search.place_pages",
    "search.home_sections",
    *(["demo"] if importlib.util.find_spec("demo") else []),
    "operations",
    "config",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailgeowidget",
    "modelcluster",
    "taggit",
    "django_filters",
    "js_lib_leaflet",
    "post_office",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    # Widgets of the site's own build on Django's.
    "django.forms",
]

MIDDLEWARE = [
    "home.pages.middleware.EveryAnswer",
    "home.caching.html.PageCache",
    "django.middleware.security.SecurityMiddleware",
    "home.pages.middleware.ContentSecurityPolicy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "home.pages.middleware.LimitRequestSize",
    "home.pages.middleware.BoundedWrites",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "home.pages.middleware.LeadOn",
    "home.pages.middleware.KnownSite",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "site" / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["config.environment.templates.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.pages.templatetags.frame.frame",
            ],
            "builtins": ["home.caching.html"],
        },
    }
]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "config.logins.GuessesAreCounted",
    "config.logins.DemoPasswordOnlyInDemo",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# Behind a proxy everybody would share its address, and one attacker could lock out a name for all.
AXES_CLIENT_IP_CALLABLE = "practice_examples.submissions.protection.rate_limits.connection_of"
AXES_LOCKOUT_TEMPLATE = "lockout.html"
AXES_VERBOSE = False

# German only for now. The source strings are German, so the interface is right without a catalogue;
# other languages are a translation away (make messages).
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]

# Apart from one another: a robot that asks for many pages must push neither what pages are made of out of the cache
# nor the counters that keep robots away. Without a server of its own, each is so large in every process; 500 pages are
# some 20 MB.
CACHES = caches.from_url(
    env("CACHE_URL", default="locmemcache://"), entries={"default": 5_000, "pages": 500, "counters": 100_000}
)
# How long a page is kept for visitors, unless something is published before; 0 draws every page for everybody.
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=0 if DEBUG else 60)

# A cache in front that drops everything at `PURGE /*`; empty if there is none.
PURGE_URL = env("PURGE_URL", default="")
WAGTAILFRONTENDCACHE = (
    {"front": {"BACKEND": "home.caching.purge.PurgeByRequest", "LOCATION": PURGE_URL}} if PURGE_URL else {}
)

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.environment.fonts.FontFinder",
]
STATICFILES_DIRS = [BASE_DIR / "site" / "static", ("places/geo", LAND_DIR / "geometry")]
MEDIA_URL = "/media/"
MEDIA_ROOT = env("MEDIA_ROOT", default=str(VAR_DIR / "media"))
# Photos nobody has approved yet, and the originals of everything. No web server may ever serve it.
PRIVATE_ROOT = env("PRIVATE_ROOT", default=str(VAR_DIR / "private"))
# What must not come back with an older backup; best on another disk.
ERASURE_LOG = Path(env("ERASURE_LOG", default=str(VAR_DIR / "erased.txt")))
STORAGE_URL = env("STORAGE_URL", default="")
STORAGES = storage.from_url(STORAGE_URL, hashed_static=not DEBUG)
MEDIA_HOSTS = storage.hosts(STORAGE_URL)
# Uploads are cleaned before they are kept; larger requests never reach memory as a whole.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# The group is the web server's.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o640, 0o750
# What comes in lies here as it came, with place and time, until it is cleaned. A worker that is killed leaves it behind;
# `purge` does not.
FILE_UPLOAD_TEMP_DIR = str(storage.private_folder(VAR_DIR / "incoming"))
# In bytes: five photos, or one film. Elsewhere nobody sends more than text.
LARGEST_UPLOAD = 110 * 1024 * 1024
UPLOAD_VIEWS = {"submissions:status", "submissions:upload"}
# Forms of visitors in one process, fewer than it has threads, so that somebody can always read.
WRITES_AT_ONCE = env.int("WRITES_AT_ONCE", default=3)
LARGEST_REQUEST = DATA_UPLOAD_MAX_MEMORY_SIZE

# Mails are queued in the database; `send_queued_mail` delivers them. No request waits for a mail server.
EMAIL = env.email_url("EMAIL_URL", default="smtp://localhost:25")
EMAIL_BACKEND = "home.mail.queue.MailQueue"
EMAIL_HOST = EMAIL["EMAIL_HOST"]
EMAIL_PORT = EMAIL["EMAIL_PORT"]
EMAIL_HOST_USER = EMAIL["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = EMAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
# Only the address; the name before it is the portal's.
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="portal@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
POST_OFFICE = {
    # In a demo mails are read in the admin ("Postausgang") and go nowhere.
    "BACKENDS": {"default": "django.core.mail.backends.dummy.EmailBackend" if DEMO else EMAIL["EMAIL_BACKEND"]},
    "DEFAULT_PRIORITY": "medium",
    # In the folder for temporary files, a name of its own: two sites on one machine do not wait for each other.
    "LOCK_FILE_NAME": f"post_office{VAR_DIR.as_posix().replace('/', '-')}",
    # With home.mail's growing pauses four days; after that the mail stands under "gescheitert".
    "MAX_RETRIES": 12,
    "RETRY_INTERVAL": timedelta(minutes=15),
    # A silent server costs EMAIL_TIMEOUT per mail and thread; a batch has to end before post_office's 180 seconds,
    # or mails count as failed that are on their way.
    "BATCH_SIZE": 25,
    "MESSAGE_ID_ENABLED": True,
    # Else Python asks the network for the name of this machine, in the middle of a request.
    "MESSAGE_ID_FQDN": urlsplit(BASE_URL).hostname,
    "CELERY_ENABLED": False,
}

# --- Security headers, the same in demo and production -------------------------------------------
TILE_URL = env("TILE_URL", default="")
TILE_ATTRIBUTION = env("TILE_ATTRIBUTION", default="")
# Who may show /einbetten/ in a frame: "*" for everybody, or origins such as https://www.example.org.
EMBED_FRAME_ANCESTORS = env.list("EMBED_FRAME_ANCESTORS", default=["*"])
TILE_HOSTS = [f"{urlsplit(TILE_URL).scheme}://{urlsplit(TILE_URL).netloc}".replace("{s}", "*")] if TILE_URL else []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, *TILE_HOSTS, *MEDIA_HOSTS],
        "media-src": [SELF, *MEDIA_HOSTS],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        # The admin shows previews of pages in a frame of its own.
        "frame-ancestors": [SELF],
    }
}
# Wagtail's admin has inline date pickers and data: icons (wagtail#7053); public pages never get this.
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:", *TILE_HOSTS, *MEDIA_HOSTS],
    "frame-src": [SELF],
}
PERMISSIONS_POLICY = {
    # "In meiner Nähe" asks for the position on click and keeps it in the browser.
    "geolocation": "self",
    "fullscreen": "self",
    **{
        name: []
        for name in ("accelerometer", "camera", "display-capture", "gyroscope", "microphone", "midi", "payment", "usb")
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# The admin frames previews, which are answered like the public page itself; hence not DENY.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
BUSY_VIEW = "config.errors.busy"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- Wagtail ---------------------------------------------------------------------------------------
# What has to be typed before many pages are deleted at once.
WAGTAIL_SITE_NAME = "Portal"
WAGTAILADMIN_BASE_URL = BASE_URL
# home.pages.former_addresses does it, with one row for a page and all below it.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILADMIN_NOTIFICATION_USE_HTML = True
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic", "heif", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILEMBEDS_FINDERS = []
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", **databases.search(DATABASES["default"])}
}
# Read by home.publishing.typed_dates, which takes other ways to write them, too.
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT, WAGTAIL_TIME_FORMAT = "%d.%m.%Y", "%d.%m.%Y %H:%M", "%H:%M"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "password_required.html"
WAGTAIL_FRONTEND_LOGIN_TEMPLATE = "login.html"
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.media.forms.DocumentForm"
# Downloaded, never opened among our pages.
WAGTAILDOCS_INLINE_CONTENT_TYPES = []
WAGTAILDOCS_SERVE_METHOD = "serve_view"
TAGGIT_CASE_INSENSITIVE = True

# --- For machines: health checks and security.txt --------------------------------------------------
MINIMUM_FREE_SPACE = env.int("MINIMUM_FREE_MB", default=200) * 1024 * 1024
SECURITY_CONTACT = env("SECURITY_CONTACT", default="")

_ONLY_ERRORS = {"level": "ERROR"}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "config.environment.logs.Discreet",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Addresses that are not there, hosts that are not ours, failed logins: visitors' mistakes, which the web server
        # counts and axes keeps.
        "django.request": _ONLY_ERRORS,
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "axes": _ONLY_ERRORS,
        # Else it brings a handler of its own.
        "post_office": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
