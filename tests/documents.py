"""Makers of PDF files for tests: a plain one, and files that say or do too much."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests import images


def pdf(change=None, *, pages: int = 1, **options) -> bytes:
    """A PDF of blank pages; `change` gets the open document."""
    made = pikepdf.new()
    for _number in range(pages):
        made.add_blank_page(page_size=(200, 100))
    if change:
        change(made)
    output = io.BytesIO()
    made.save(output, **options)
    return output.getvalue()


def javascript(code: str = "app.alert(document.domain)") -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(code))


def authored(made):
    made.docinfo["/Author"] = "Erika Mustermann"
    made.docinfo["/Creator"] = "Erikas Rechner"
    made.Root.Metadata = made.make_stream(b"<x:xmpmeta><dc:creator>Erika Mustermann</dc:creator></x:xmpmeta>")


def opens_a_script(made):
    made.Root.OpenAction = javascript()
    made.Root.AA = Dictionary(WC=javascript())
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), javascript()])))


def links_to_a_program(made):
    launch = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.Launch, F=String("cmd.exe"))
    )
    made.pages[0].Annots = Array([made.make_indirect(launch)])


def carries_a_file(made):
    made.attachments["geheim.txt"] = b"Erika Mustermann, Musterweg 1"
    made.attachments["geheim.txt"].description = "Erikas Datei"


def remarked(made):
    remark = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Rect=[0, 0, 9, 9],
        T=String("Erika Mustermann"),
        Contents=String("Bitte prüfen"),
    )
    made.pages[0].Annots = Array([made.make_indirect(remark)])


def shows_a_photo(made):
    photo = pikepdf.Stream(made, images.jpeg(exif=images.exif()))
    photo.Type, photo.Subtype, photo.Filter = Name.XObject, Name.Image, Name.DCTDecode
    photo.Width, photo.Height, photo.ColorSpace, photo.BitsPerComponent = 64, 48, Name.DeviceRGB, 8
    made.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=photo))


def filled_form(made):
    made.Root.AcroForm = Dictionary(XFA=String("<xdp>Erika Mustermann</xdp>"), Fields=Array())


DISARMED = {
    "plain": pdf(),
    "author": pdf(authored),
    "script": pdf(opens_a_script),
    "program": pdf(links_to_a_program),
    "attachment": pdf(carries_a_file),
    "remark": pdf(remarked),
    "photo": pdf(shows_a_photo),
    "form": pdf(filled_form),
    "tail": pdf() + images.SCRIPT + b"Erika Mustermann",
}
REFUSED = {
    "empty": b"",
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": images.REFUSED["svg"],
    "exe": images.REFUSED["exe"],
    "photo": images.DISARMED["jpeg-gps"],
    "zip": images.REFUSED["zip"],
    "html-before": b"<script>alert(1)</script>" + pdf(),
    "only-head": b"%PDF-1.7\n",
    "truncated": pdf()[:120],
    "no-pages": pdf(pages=0),
    "password": pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
    "too-many-pages": pdf(pages=1001),
    "too-large": pdf() + bytes(20 * 1024 * 1024),
}
