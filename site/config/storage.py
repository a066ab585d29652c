"""Where static files and public media live."""

from urllib.parse import parse_qs, urlsplit

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Content-hashed names, also inside ES modules: relative imports must end with a semicolon to be seen."""

    support_js_module_import_aggregation = True


def from_url(url: str, hashed_static: bool) -> dict:
    """STORAGES for an `s3://KEY:SECRET@host/bucket?region=…` URL, or the local folders when it is empty.

    Raises ValueError for another scheme.
    """
    static = (
        "config.storage.HashedStaticFilesStorage"
        if hashed_static
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    return {"default": _default(url), "staticfiles": {"BACKEND": static}}


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
