"""Where static files and public media live."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Content-hashed names, also inside ES modules: relative imports must end with a semicolon to be seen."""

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        paths = {name: (Lean(source), path) for name, (source, path) in paths.items()}
        return super().post_process(paths, dry_run=dry_run, **options)


class Lean:
    """Files as they are collected: our own scripts without what only their readers need."""

    def __init__(self, source):
        self.source = source

    def open(self, path):
        file = self.source.open(path)
        if not path.endswith(".js") or not is_ours(Path(self.source.path(path))):
            return file
        with file:
            return ContentFile(without_comments(file.read().decode("utf-8")).encode(), name=path)


def is_ours(file: Path) -> bool:
    """Whether a file lies in this repository. Other people's carry their licence in a comment and stay as they are."""
    return file.is_relative_to(settings.BASE_DIR) and "site-packages" not in file.parts


def without_comments(script: str) -> str:
    """The script without indentation, empty lines and lines of comment; a quarter of what it weighs compressed.

    Whole lines only: no text of ours runs over several (tests/test_static_files.py), so no line can be part of one.
    """
    lines = (line.strip() for line in script.splitlines())
    return "\n".join([*(line for line in lines if line and not line.startswith("//")), ""])


def from_url(url: str, hashed_static: bool) -> dict:
    """STORAGES for an `s3://KEY:SECRET@host/bucket?region=…` URL, or the local folders when it is empty.

    Raises ValueError for another scheme.
    """
    static = (
        "config.environment.storage.HashedStaticFilesStorage"
        if hashed_static
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    return {"default": _default(url), "staticfiles": {"BACKEND": static}}


def private_folder(path: Path) -> Path:
    """The folder, made if need be, for nobody else to look into."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def hosts(url: str) -> list[str]:
    """Origins from which a browser loads public media, for the Content-Security-Policy; none for local folders."""
    parts = urlsplit(url)
    return [f"https://{parts.hostname}" + (f":{parts.port}" if parts.port else "")] if url else []


def _default(url: str) -> dict:
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(url)
    if parts.scheme != "s3":
        raise ValueError("STORAGE_URL must look like s3://KEY:SECRET@host/bucket?region=…")
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": parts.username,
            "secret_key": parts.password,
            "bucket_name": parts.path.strip("/"),
            "endpoint_url": f"https://{parts.hostname}" + (f":{parts.port}" if parts.port else ""),
            "region_name": options.get("region"),
            "file_overwrite": False,
            "querystring_auth": False,
        },
    }
