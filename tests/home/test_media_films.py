"""Films and captions through their door (U12), in memory."""

import struct

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from home.media.containers.vtt import CaptionsError, Cue, parse_vtt, write_vtt
from home.media.containers.webm import void
from home.media.films import CaptionsRejected, FilmRejected, clean_captions, clean_film
from home.media.transcripts import Passage, clock, passages
from tests import films

TRACES = [b"\xa9xyz", b"51.2368", b"Erika", b"\xd0\0\0\1", b"<script", b"20160211", b"LOCATION"]


def cleaned(data: bytes):
    return clean_film(ContentFile(data, "../film.php.mp4"))


def refusal(data: bytes) -> str:
    with pytest.raises(FilmRejected) as caught:
        cleaned(data)
    return caught.value.messages[0]


@pytest.mark.parametrize(
    "data",
    [
        films.mp4(inside=[films.box(b"udta", films.POSITION)]),
        films.mp4(inside=[films.box(b"meta", b"51.2368")]),
        films.mp4(inside=[films.box(b"uuid", b"51.2368")]),
        films.mp4(tracks=[films.picture_track(films.box(b"udta", films.POSITION), films.box(b"meta", b"Erika"))]),
        films.mp4(after=[films.box(b"uuid", b"<script>alert(1)</script>"), films.box(b"free", b"51.2368")]),
        films.mp4(after=[films.box(b"evil", b"Erika")]),
    ],
)
def test_an_mp4_loses_place_date_and_device_and_keeps_every_offset(data):
    film = cleaned(data)
    content = film.read()
    assert [trace for trace in TRACES if trace in content] == []
    assert len(content) == len(data)
    assert content.index(b"PICTURES") == data.index(b"PICTURES")
    assert (film.duration, film.width, film.height) == (42.0, 640, 360)
    stem, extension = film.name.split(".")
    assert (len(stem), extension) == (32, "mp4")
    assert cleaned(content).read() == content


@pytest.mark.parametrize("inside", [(), (films.LOCATION_TAG,), (films.ATTACHMENT, films.LOCATION_TAG)])
def test_a_webm_loses_tags_titles_and_attachments(inside):
    data = films.webm(inside=inside)
    film = cleaned(data)
    content = film.read()
    assert [trace for trace in TRACES if trace in content] == []
    assert len(content) == len(data)
    assert content.index(b"PICTURES") == data.index(b"PICTURES")
    assert (film.duration, film.width, film.height) == (42.0, 640, 360)
    assert film.name.endswith(".webm")


@pytest.mark.parametrize("length", [2, 3, 9, 10, 11, 300, 70_000])
def test_a_void_element_fills_its_place_exactly(length):
    head = void(length)
    size = int.from_bytes(head[1:], "big") & ((1 << 7 * (len(head) - 1)) - 1)
    assert len(head) + size == length


def test_tracks_that_are_neither_picture_nor_sound_are_refused():
    assert "Actionkamera" in refusal(films.mp4(tracks=[films.picture_track(), films.other_track(b"meta")]))
    assert "beschädigt" in refusal(films.webm(track_type=33))
    assert "beschädigt" in refusal(films.mp4(tracks=[films.sound_track()]))


@pytest.mark.parametrize("handler", [b"text", b"sbtl", b"subt", b"clcp", b"meta", b"tmcd"])
def test_a_drone_that_writes_its_way_into_subtitles_is_refused(handler):
    assert "Drohne" in refusal(films.mp4(tracks=[films.picture_track(), films.other_track(handler)]))


@pytest.mark.parametrize(
    ("entries", "codec"),
    [
        (films.entry(b"hvc1", films.box(b"hvcC", bytes(20))), "HEVC (H.265)"),
        (films.entry(b"hev1", films.box(b"hvcC", bytes(20))), "HEVC (H.265)"),
        (films.entry(b"apcn", b""), "ProRes"),
        (films.entry(b"mp4v", b""), "MPEG-4 Visual"),
        (films.entry(b"avc1", films.box(b"avcC", b"\1\x6e\0\x1f")), "H.264 High 10"),
        (films.entry(b"avc1", films.box(b"avcC", b"\1\x7a\0\x1f")), "H.264 High 10, 4:2:2"),
        (films.entry(b"avc3", films.box(b"avcC", b"\1\xf4\0\x1f")), "4:4:4"),
    ],
)
def test_a_picture_that_most_browsers_do_not_show_is_refused_with_a_way_out(entries, codec):
    words = refusal(films.mp4(tracks=[films.picture_track(entries=entries)]))
    assert codec in words
    assert "MP4 mit H.264" in words


@pytest.mark.parametrize(
    ("entries", "codec"),
    [
        (films.entry(b"ac-3", b"", handler=b"soun"), "AC-3"),
        (films.entry(b"alac", b"", handler=b"soun"), "ALAC"),
        (films.entry(b"mp4a", films.AAC.replace(b"\x40\x15", b"\x6b\x15"), handler=b"soun"), "MPEG"),
        (films.entry(b"mp4a", b"", handler=b"soun"), None),
        (films.entry(b"Opus", films.box(b"dOps", bytes(11)), handler=b"soun"), None),
    ],
)
def test_sound_is_aac_or_opus(entries, codec):
    data = films.mp4(tracks=[films.picture_track(), films.sound_track(entries=entries)])
    if codec:
        assert f"als {codec} gespeichert" in refusal(data)
    else:
        assert cleaned(data).duration == 42.0


@pytest.mark.parametrize("profile", [66, 77, 88, 100])
def test_h264_that_everybody_plays_is_kept(profile):
    entries = films.entry(b"avc1", films.box(b"avcC", bytes([1, profile, 0, 31])))
    assert cleaned(films.mp4(tracks=[films.picture_track(entries=entries)])).width == 640


@pytest.mark.parametrize("codec", [b"V_VP8", b"V_VP9", b"V_AV1"])
def test_webm_is_vp8_vp9_or_av1(codec):
    assert cleaned(films.webm(codec=codec)).width == 640


@pytest.mark.parametrize("codec", [b"V_MPEG4/ISO/AVC", b"V_MPEGH/ISO/HEVC", b"V_THEORA"])
def test_webm_with_anything_else_is_refused(codec):
    assert codec.decode() in refusal(films.webm(codec=codec))


def test_a_webm_loses_the_names_of_its_tracks():
    named = films.webm(in_track=[films.element(0x536E, b"Erikas Kamera"), films.element(0x258688, b"Erikas Telefon")])
    content = cleaned(named).read()
    assert b"Erika" not in content
    assert len(content) == len(named)


def test_an_index_at_the_end_is_brought_to_the_front_and_points_at_the_same_pictures():
    content = cleaned(films.mp4(moov_last=True)).read()
    moov, media = content.index(b"moov"), content.index(b"PICTURES")
    assert moov < media
    assert struct.unpack(">I", content[content.index(b"stco") + 12 :][:4]) == (media,)
    assert cleaned(content).read() == content


@pytest.mark.parametrize("moov_last", [False, True])
def test_text_that_no_track_speaks_of_is_gone_from_between_the_pictures(moov_last):
    content = cleaned(films.mp4(moov_last=moov_last, behind=b"Erika 51.2368")).read()
    assert b"PICTURES" * 50 in content
    assert [trace for trace in TRACES if trace in content] == []


def test_what_hides_in_the_tables_of_a_track_is_gone():
    entries = films.entry(
        b"avc1", films.AVC, films.box(b"udta", films.POSITION), films.box(b"colr", b"prof", b"Erikas Bildschirm")
    )
    content = cleaned(films.mp4(tracks=[films.picture_track(entries=entries)])).read()
    assert [trace for trace in TRACES if trace in content] == []


def test_a_film_in_fragments_keeps_its_pictures_and_nothing_else():
    content = cleaned(films.fragmented(media=films.PICTURES + b"Erika 51.2368")).read()
    assert films.PICTURES in content
    assert b"Erika" not in content


@pytest.mark.parametrize(
    "tables",
    [
        [films.table(b"stsc", 1, 1, 2, 1), films.table(b"stsz", 200, 2), films.table(b"stco", 1, 900_000)],
        [films.table(b"stsc", 1, 1, 2, 1), films.table(b"stsz", 2_000, 2), films.table(b"stco", 1, 700)],
        [films.table(b"stsc", 1, 1, 2, 1), films.table(b"stsz", 0, 2_000_000_000), films.table(b"stco", 1, 700)],
        [films.table(b"stsc", 0), films.table(b"stsz", 200, 2), films.table(b"stco", 1, 700)],
        [films.table(b"stsz", 200, 2)],
    ],
)
def test_tables_that_point_elsewhere_are_a_damaged_film(tables):
    assert "beschädigt" in refusal(films.mp4(tracks=[films.picture_track(tables=tables)]))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "leer"),
        (b"<html><script>alert(1)</script>", "kein MP4"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "kein MP4"),
        (films.mp4(brand=b"qt  "), "kein MP4"),
        (films.mp4(brand=b"heic"), "kein MP4"),
        (films.mp4()[:200], "beschädigt"),
        (films.mp4()[:-1], "beschädigt"),
        (films.mp4() + b"<script>alert(1)</script>", "beschädigt"),
        (films.mp4() + b"PK\x03\x04", "beschädigt"),
        (films.box(b"ftyp", b"isom", bytes(4), b"isom"), "beschädigt"),
        (films.box(b"ftyp", b"isom", bytes(4), b"isom") + films.box(b"free") * 30_000, "beschädigt"),
        (films.mp4(inside=[struct.pack(">I4sQ", 1, b"trak", 2**63)]), "beschädigt"),
        (films.webm()[:-10], "beschädigt"),
        (films.webm().replace(b"webm", b"evil"), "beschädigt"),
        (b"\x1a\x45\xdf\xa3" + b"\xff" * 50, "beschädigt"),
    ],
)
def test_what_is_no_sound_film_is_refused_in_german(data, words):
    assert words in refusal(data)


def test_more_than_a_hundred_megabytes_are_refused_without_reading():
    class Huge:
        size = 100 * 1024 * 1024 + 1

    with pytest.raises(FilmRejected, match="100 MB"):
        clean_film(Huge())


@given(st.binary(max_size=300), st.integers(0, 600))
def test_a_damaged_film_is_refused_or_clean_but_never_an_error(noise, position):
    for data in (films.mp4(inside=[films.box(b"udta", films.POSITION)]), films.webm(inside=[films.LOCATION_TAG])):
        try:
            film = cleaned(data[:position] + noise + data[position + len(noise) :])
        except FilmRejected:
            continue
        film.close()


def captions(text: str | bytes) -> str:
    return (
        clean_captions(ContentFile(text if isinstance(text, bytes) else text.encode(), "untertitel.vtt"))
        .read()
        .decode()
    )


def complaint(text: str | bytes) -> str:
    with pytest.raises(CaptionsRejected) as caught:
        clean_captions(ContentFile(text if isinstance(text, bytes) else text.encode(), "x.vtt"))
    return caught.value.messages[0]


def test_captions_are_written_anew_from_their_cues():
    assert captions(films.VTT) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nPfiff, Rufe auf dem Platz.\n\n"
        "00:00:14.500 --> 00:00:18.250\nWir haben mit sechs Leuten angefangen.\n"
    )


def test_captions_lose_styles_settings_comments_and_markup():
    hostile = (
        "\ufeffWEBVTT - <script>alert(1)</script>\r\nX-Evil: 1\r\n\r\n"
        "STYLE\r\n::cue { background: url(https://evil.example/) }\r\n\r\n"
        "REGION\r\nid:a width:100%\r\n\r\n"
        "NOTE <img src=x>\r\n\r\n"
        "evil-id\r\n00:01.000 --> 00:02.000 position:10% line:-1 align:<script>\r\n"
        "<v Trainer>Wir <b>alle</b> &amp; <i.x>du</i> &lt;3</v>\r\n<script>alert(1)</script>\u202egpj\x07\r\n"
    )
    assert (
        captions(hostile) == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nTrainer: Wir alle &amp; du &lt;3\nalert(1)gpj\n"
    )


def test_markup_hidden_in_markup_stays_text():
    assert "<script" not in captions("WEBVTT\n\n00:01.000 --> 00:02.000\n<<b>script>x&lt;script&gt;<c\n")


@pytest.mark.parametrize(
    ("text", "complained"),
    [
        ("", "Zeile 1: Das ist keine Datei mit Untertiteln."),
        ("<html>", "Zeile 1: Das ist keine Datei mit Untertiteln."),
        ("WEBVTT\n\n1\n00:00:01:12 --> 00:00:02:00\nHallo", "Zeile 4: Die Zeit ist nicht zu verstehen."),
        ("WEBVTT\n\n00:01.000 -> 00:02.000\nHallo", "Zeile 3: Hier fehlt die Zeile mit der Zeit"),
        ("WEBVTT\n\n1\n00:01.000 --> 00:99.000\nHallo", "Zeile 4: Die Zeit ist nicht zu verstehen."),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\nHallo", "Zeile 3: Das Ende liegt nicht nach dem Anfang."),
        ("WEBVTT\n\n00:03.000 --> 00:04.000\n\nHallo", "Zeile 5: Hier fehlt die Zeile mit der Zeit"),
        ("WEBVTT\n\n00:03.000 --> 00:04.000\n \n", "Zeile 5: Die Datei enthält keinen Untertitel."),
        ("WEBVTT\n\n00:03.000 --> 00:04.000\n" + "a" * 1001, "Zeile 3: Das ist zu lang"),
        ("WEBVTT\n\nNOTE nichts\n", "Zeile 4: Die Datei enthält keinen Untertitel."),
        ("WEBVTT\n\n00:03.000 --> 00:04.000\nTür".encode("latin-1"), "Zeile 4: Die Datei ist kein UTF-8-Text."),
        ("WEBVTT\n" + "a" * 1024 * 1024, "größer als 1 MB"),
    ],
)
def test_a_fault_in_captions_is_named_with_its_line(text, complained):
    assert complained in complaint(text)


WRITTEN = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHallo\n\n00:00:03.000 --> 00:00:04.000\nÜber uns\n"


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:01,000 --> 00:00:02,500\nHallo\n\n2\n00:00:03,000 --> 00:00:04,000\nÜber uns\n",
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\nHallo\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nÜber uns\r\n",
        "1\n0:00:01,000 --> 0:00:02,500\n{\\an8}Hallo\n\n\n2\n0:00:03,000-->0:00:04,000\n<i>Über uns</i>",
        "WEBVTT\n\n00:00:01,000 --> 00:00:02,500\nHallo\n\n00:00:03,000 --> 00:00:04,000\nÜber uns",
        "WEBVTT\n00:01.000 --> 00:02.500\nHallo\n\n00:03.000 --> 00:04.000\nÜber uns",
        "WEBVTT\nKind: captions\nLanguage: de\n00:01.000 --> 00:02.500\nHallo\n\n00:03.000 --> 00:04.000\nÜber uns",
        "WEBVTT\n\n0:00:01.0 --> 0:00:02.5\nHallo\n\n0:00:03.0 --> 0:00:04.0\nÜber uns",
        "WEBVTT\n\n00:03.000 --> 00:04.000\nÜber uns\n\n00:01.000 --> 00:02.500\nHallo",
        "WEBVTT\n\n00:01.000 --> 00:02.500\nHallo\n\n00:02.600 --> 00:02.900\n\n00:03.000 --> 00:04.000\nÜber uns",
        "WEBVTT\n\n00:01.000 --> 00:02.500\nHallo\n00:03.000 --> 00:04.000\nÜber uns",
        "1\n00:00:01,000 --> 00:00:02,500\nHallo\n2\n00:00:03,000 --> 00:00:04,000\nÜber uns",
        "WEBVTT\n\nNOTE hier\nsteht nichts\n\n00:01.000 --> 00:02.500\nHallo\n\n00:03.000 --> 00:04.000\nÜber uns",
        "\n\n1\n00:00:01,000 --> 00:00:02,500\nHallo\n\n2\n00:00:03,000 --> 00:00:04,000\nÜber uns",
    ],
)
def test_captions_as_tools_write_them_are_put_in_order(text):
    assert captions(text) == WRITTEN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_captions_are_read_in_the_encodings_that_say_what_they_are(encoding):
    assert captions(WRITTEN.encode(encoding)) == WRITTEN


@given(
    st.lists(
        st.tuples(st.integers(0, 10**8), st.integers(1, 10**6), st.text(min_size=1, max_size=60)),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_written_is_read_again(raw):
    cues = [Cue(start / 1000, (start + length) / 1000, "Wort " + text) for start, length, text in sorted(raw)]
    once = parse_vtt(write_vtt(cues))
    assert len(once) == len(cues)
    assert parse_vtt(write_vtt(once)) == once


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    try:
        cues = parse_vtt(b"WEBVTT\n\n" + data)
    except CaptionsError:
        cues = []
    assert all(cue.text and cue.start < cue.end for cue in cues)


def test_a_transcript_knows_when_its_lines_are_spoken():
    assert passages("0:00 [Pfiff]\n0:14 Trainer: Wir waren sechs.\nDas war egal.\n\n1:02:03 Ende") == [
        Passage("[Pfiff]", 0),
        Passage("Trainer: Wir waren sechs. Das war egal.", 14),
        Passage("Ende", 3723),
    ]
    assert passages("Ein Platz am Abend.\n\nIm Hintergrund die Bahn.") == [
        Passage("Ein Platz am Abend."),
        Passage("Im Hintergrund die Bahn."),
    ]
    assert [clock(5), clock(192), clock(3723)] == ["0:05", "3:12", "1:02:03"]
