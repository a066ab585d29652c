"""The one door for films and their captions: checked by content, cleaned of place, date and device, renamed."""

import contextlib
import shutil
import struct
import tempfile
import uuid

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from home.media.containers.mp4 import ForeignTrack, Mp4Error, NotMp4, inspect_mp4
from home.media.containers.mp4_samples import UnplayableCodec
from home.media.containers.vtt import CaptionsError, Problem, parse_vtt, write_vtt
from home.media.containers.webm import WebmError, inspect_webm

MAX_FILM_BYTES = 100 * 1024 * 1024
MAX_CAPTIONS_BYTES = 1024 * 1024
CHUNK = 1024 * 1024


class FilmRejected(ValidationError):
    """The film is not kept. The message says in German what to do instead."""


class CaptionsRejected(ValidationError):
    """The captions are not kept. The message names the line that is wrong."""


class CleanedFilm(File):
    """A film that has been through `clean_film`; lies in a temporary file until it is stored.

    `duration` is in seconds, 0.0 if the container does not say.
    """

    def __init__(self, file, extension, findings):
        super().__init__(file, name=f"{uuid.uuid4().hex}.{extension}")
        self.duration = findings.duration
        self.width = findings.width
        self.height = findings.height


class CleanedCaptions(ContentFile):
    def __init__(self, content):
        super().__init__(content, name=f"{uuid.uuid4().hex}.vtt")


def clean_film(file) -> CleanedFilm:
    """A copy of the MP4 or WebM in `file` without metadata. Raises FilmRejected; nothing is kept as it came."""
    if isinstance(file, CleanedFilm):
        file.seek(0)
        return file
    size = file.size
    if not size:
        raise FilmRejected(_("Die Datei ist leer. Bitte wählen Sie den Film noch einmal aus."), code="empty")
    if size > MAX_FILM_BYTES:
        raise FilmRejected(
            _("Der Film ist größer als 100 MB. Bitte rechnen Sie ihn kleiner, zum Beispiel auf 720p."), code="too_large"
        )
    file.seek(0)
    head = file.read(12)
    try:
        if head[4:8] == b"ftyp":
            extension, findings = "mp4", inspect_mp4(file, size)
        elif head[:4] == b"\x1a\x45\xdf\xa3":
            extension, findings = "webm", inspect_webm(file, size)
        else:
            raise NotMp4("unknown container")
        return CleanedFilm(_patched_copy(file, size, findings), extension, findings)
    except NotMp4 as error:
        raise FilmRejected(
            _("Das ist kein MP4- oder WebM-Film. Bitte speichern Sie ihn als MP4 (H.264)."), code="wrong_kind"
        ) from error
    except UnplayableCodec as error:
        raise FilmRejected(
            _(
                "Der Film ist als %(codec)s gespeichert; das spielen viele Browser nicht ab. Bitte speichern Sie ihn als "
                "MP4 mit H.264 und AAC. Auf dem iPhone: Einstellungen, Kamera, Formate, „Maximale Kompatibilität“."
            ),
            code="unplayable",
            params={"codec": str(error)},
        ) from error
    except ForeignTrack as error:
        raise FilmRejected(
            _(
                "Der Film enthält eine Datenspur, zum Beispiel die Wege einer Actionkamera oder Drohne. "
                "Bitte speichern Sie ihn nur mit Bild und Ton neu."
            ),
            code="foreign_track",
        ) from error
    except (Mp4Error, WebmError, struct.error, OSError, ValueError, OverflowError) as error:
        raise FilmRejected(
            _("Der Film ist beschädigt oder unvollständig. Bitte speichern Sie ihn neu als MP4 (H.264)."),
            code="unreadable",
        ) from error


def _patched_copy(file, size, findings):
    """Open until it is stored; closed, and with that gone, if anything fails on the way."""
    with contextlib.ExitStack() as on_failure:
        copy = on_failure.enter_context(tempfile.TemporaryFile())
        file.seek(0)
        shutil.copyfileobj(file, copy, CHUNK)
        if copy.tell() != size:
            raise OSError("the upload is shorter than announced")
        for start, end in findings.blanks:
            copy.seek(start)
            while start < end:
                start += copy.write(bytes(min(CHUNK, end - start)))
        for offset, content in findings.patches:
            copy.seek(offset)
            copy.write(content)
        if findings.late_index:
            _bring_index_forward(copy, size, findings)
        copy.seek(0)
        on_failure.pop_all()
        return copy


def _bring_index_forward(copy, size, findings):
    """The index before the pictures, so that playing begins with the first bytes; what it points at has moved."""
    place, start, end = findings.late_index
    copy.seek(start)
    index = bytearray(copy.read(end - start))
    for position, entries, width in findings.offset_tables:
        form, at = f">{entries}{'I' if width == 4 else 'Q'}", position - start
        moved = (offset + len(index) * (place <= offset < start) for offset in struct.unpack_from(form, index, at))
        struct.pack_into(form, index, at, *moved)
    copy.seek(place)
    pictures = copy.read(start - place)
    copy.seek(place)
    copy.write(index)
    copy.write(pictures)


def clean_captions(file) -> CleanedCaptions:
    """The WebVTT or SRT in `file`, written anew as WebVTT. Raises CaptionsRejected."""
    if isinstance(file, CleanedCaptions):
        file.seek(0)
        return file
    file.seek(0)
    data = file.read(MAX_CAPTIONS_BYTES + 1)
    if len(data) > MAX_CAPTIONS_BYTES:
        raise CaptionsRejected(
            _("Die Untertitel sind größer als 1 MB. Bitte prüfen Sie, ob es die richtige Datei ist."), code="too_large"
        )
    try:
        return CleanedCaptions(write_vtt(parse_vtt(data)))
    except CaptionsError as error:
        raise CaptionsRejected(
            _("Untertitel, Zeile %(line)s: %(problem)s"),
            code="unreadable",
            params={"line": error.line, "problem": _explain(error.problem)},
        ) from error


def _explain(problem):
    return {
        Problem.NOT_TEXT: _("Die Datei ist kein UTF-8-Text. Bitte speichern Sie sie mit der Zeichenkodierung UTF-8."),
        Problem.NOT_WEBVTT: _("Das ist keine Datei mit Untertiteln. Möglich sind WebVTT (.vtt) und SRT (.srt)."),
        Problem.TIME: _("Die Zeit ist nicht zu verstehen. Richtig ist zum Beispiel „00:00:14.000 --> 00:00:18.500“."),
        Problem.ORDER: _("Das Ende liegt nicht nach dem Anfang."),
        Problem.NO_TIMING: _("Hier fehlt die Zeile mit der Zeit, zum Beispiel „00:00:14.000 --> 00:00:18.500“."),
        Problem.TOO_LONG: _("Das ist zu lang für einen Untertitel."),
        Problem.NO_CUES: _("Die Datei enthält keinen Untertitel."),
    }[problem]
