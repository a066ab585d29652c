"""Where static files and public media live."""

import posixpath
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

from config.environment import privacy


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Content-hashed names, also inside ES modules: relative imports must end with a semicolon to be seen."""

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        paths = {name: (Delivered(source, paths), path) for name, (source, path) in paths.items()}
        return super().post_process(paths, dry_run=dry_run, **options)


class Delivered:
    """Files as they are collected: ours without comments and spare blanks, styles with what they import."""

    def __init__(self, source, paths):
        self.source, self.paths = source, paths

    def open(self, path):
        file = self.source.open(path)
        if not path.endswith((".js", ".css")) or not is_ours(Path(self.source.path(path))):
            return file
        with file:
            text = file.read().decode()
        text = jsmin(text) if path.endswith(".js") else tight(self.bundled(path, text))
        return ContentFile(text.encode(), name=path)

    def bundled(self, path: str, styles: str) -> str:
        """One stylesheet for a page: every `@import url("…");` replaced by that file, its own addresses kept true."""

        def imported(match):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(path), match["file"]))
            source, prefixed = self.paths[name]
            with source.open(prefixed) as file:
                return self.bundled(path, moved(file.read().decode(), posixpath.relpath(name, posixpath.dirname(path))))

        return IMPORT.sub(imported, styles)


def tight(styles: str) -> str:
    """The same rules without comments and spare blanks. (rcssmin takes those before `:is()` along, which mean something.)"""
    return SPARE.sub(lambda match: match["text"] or match["mark"] or " " * bool(match["blank"]), styles)


SPARE = re.compile(
    r"""(?P<text>"[^"]*"|'[^']*')|/\*.*?\*/|\s*(?P<mark>[{};,])\s*|(?<=:)\s+|(?P<blank>\s+)""", re.DOTALL
)
IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\);')
ADDRESS = re.compile(r"""url\((?P<quote>["']?)(?P<file>(?!data:|#|/|\w+:)[^"')]+)(?P=quote)\)""")


def moved(styles: str, name: str) -> str:
    """The text of the stylesheet `name` as it reads one folder up the path, where that name is relative to."""
    folder = posixpath.dirname(name)
    return ADDRESS.sub(lambda match: f'url("{posixpath.normpath(posixpath.join(folder, match["file"]))}")', styles)


def is_ours(file: Path) -> bool:
    """Whether a file lies in this repository. Other people's carry their licence in a comment and stay as they are."""
    return file.is_relative_to(settings.BASE_DIR) and "site-packages" not in file.parts


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
    privacy.make_folder(path, 0o700)
    privacy.close(path, others=0o077)
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
