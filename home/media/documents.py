"""The one door for documents: PDF by content, written anew without scripts, attachments, authors and places."""

import io
import re

import pikepdf
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from home.media.containers.headers import file_kind, without_jpeg_notes

MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
MAX_PAGES = 1_000
MAX_OBJECTS = 200_000
# What runs, fetches, sends or starts something, wherever it stands.
ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR"),
    *("/Movie", "/Sound", "/Rendition", "/RichMediaExecute"),
}
# Entries that say who made it when with what, carry other files, or run.
ENTRIES = {
    *("/AA", "/AF", "/EmbeddedFiles", "/JS", "/JavaScript", "/LastModified", "/Metadata"),
    *("/OpenAction", "/PieceInfo", "/XFA"),
}
ANNOTATIONS = {"/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound", "/3D"}
NOTES_OF_PEOPLE = ("/T", "/M", "/CreationDate", "/RC", "/Popup")


class DocumentRejected(ValidationError):
    """The document is not kept. The message says in German what to do instead."""


class CleanedDocument(ContentFile):
    """A PDF that has been through `clean_document`; keeps the name people gave it, as far as it is harmless."""


def clean_document(file) -> CleanedDocument:
    """The PDF in `file`, written anew. Raises DocumentRejected; nothing is kept as it came."""
    if isinstance(file, CleanedDocument):
        file.seek(0)
        return file
    file.seek(0)
    data = file.read(MAX_DOCUMENT_BYTES + 1)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise DocumentRejected(_("Das Dokument ist größer als 20 MB. Bitte verkleinern Sie es."), code="too_large")
    if not data:
        raise DocumentRejected(_("Die Datei ist leer. Bitte wählen Sie das Dokument noch einmal aus."), code="empty")
    if file_kind(data) != "PDF":
        raise DocumentRejected(
            _("Das ist kein PDF. Bitte speichern Sie das Dokument als PDF, am besten barrierefrei (PDF/UA)."),
            code="wrong_kind",
        )
    return CleanedDocument(_rewritten(data), name=_harmless_name(file.name))


def _rewritten(data: bytes) -> bytes:
    output = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if not 0 < len(pdf.pages) <= MAX_PAGES or len(pdf.objects) > MAX_OBJECTS:
                raise ValueError("no pages, or more than anybody reads")
            for key in [key for key in pdf.trailer if key in ("/Info", "/ID")]:
                del pdf.trailer[key]
            for item in pdf.objects:
                _clean(item)
            pdf.save(output, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    except pikepdf.PasswordError as error:
        raise DocumentRejected(
            _("Das Dokument ist mit einem Passwort geschützt. Bitte speichern Sie es ohne Schutz."), code="protected"
        ) from error
    except (pikepdf.PdfError, ValueError, RuntimeError, OSError, KeyError, TypeError) as error:
        raise DocumentRejected(
            _("Das Dokument ist beschädigt oder unvollständig. Bitte speichern Sie es neu als PDF."), code="unreadable"
        ) from error
    return output.getvalue()


def _clean(item) -> None:
    if isinstance(item, pikepdf.Stream) and item.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        item.write(without_jpeg_notes(item.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
    if isinstance(item, pikepdf.Array):
        for inner in list(item):
            _clean(inner) if _is_direct(inner) else None
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return
    if str(item.get("/S", "")) in ACTIONS or str(item.get("/Subtype", "")) in ANNOTATIONS:
        for key in list(item.keys()):
            if key not in ("/Rect", "/P", "/Type"):
                del item[key]
        return
    for key in list(item.keys()):
        if key in ENTRIES or (key in NOTES_OF_PEOPLE and _is_remark(item)):
            del item[key]
        elif _is_direct(item[key]):
            _clean(item[key])


def _is_direct(value) -> bool:
    """Part of the object it stands in; others come by themselves."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _is_remark(item) -> bool:
    return "/Rect" in item and str(item.get("/Subtype", "")) not in ("/Widget", "/Link")


def _harmless_name(name: str | None) -> str:
    stem = re.sub(r"\.pdf$", "", (name or "").replace("\\", "/").rsplit("/", 1)[-1], flags=re.IGNORECASE)
    words = re.findall(r"[\w-]+", stem)
    return f"{'-'.join(words)[:80] or 'dokument'}.pdf"
