"""Documents: through the one door, private, and public only while a public page offers them."""

import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from home.media.documents import DocumentRejected, clean_document
from home.media.storage import private_storage
from home.pages.models import StandardPage
from tests import documents
from tests.factories import make_home

TRACES = [
    b"Erika",
    b"Mustermann",
    b"JavaScript",
    b"Launch",
    b"cmd.exe",
    b"<script",
    b"Kamerahersteller",
    b"Exif",
    b"XFA",
]


@pytest.fixture(autouse=True)
def _own_media(media):
    pass


@pytest.fixture
def editors_client(admin_user):
    made = Client()
    made.force_login(admin_user, "django.contrib.auth.backends.ModelBackend")
    return made


def cleaned(data: bytes, name: str = "Faltblatt.pdf") -> bytes:
    return clean_document(ContentFile(data, name)).read()


def everything_in(data: bytes) -> bytes:
    """The file, and what stands compressed in it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [item.read_raw_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        written = [
            str(item).encode() for item in [*pdf.objects, pdf.trailer, pdf.Root] if not isinstance(item, pikepdf.Stream)
        ]
        return b"".join([data, *streams, *written])


@pytest.mark.parametrize("name", documents.DISARMED)
def test_a_pdf_loses_authors_scripts_attachments_and_places_and_keeps_its_pages(name):
    content = cleaned(documents.DISARMED[name])
    found = everything_in(content)
    assert [trace for trace in TRACES if trace in found] == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
        assert "/Info" not in pdf.trailer
    assert cleaned(content)


def test_the_files_would_give_people_away_as_they_come():
    assert all(b"Erika" in everything_in(documents.DISARMED[name]) for name in ("author", "remark", "form", "tail"))
    assert b"Kamerahersteller" in everything_in(documents.DISARMED["photo"])
    assert b"JavaScript" in everything_in(documents.DISARMED["script"])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("empty", "Die Datei ist leer."),
        ("html", "Das ist kein PDF."),
        ("svg", "Das ist kein PDF."),
        ("exe", "Das ist kein PDF."),
        ("photo", "Das ist kein PDF."),
        ("zip", "Das ist kein PDF."),
        ("html-before", "Das ist kein PDF."),
        ("only-head", "beschädigt"),
        ("truncated", "beschädigt"),
        ("no-pages", "beschädigt"),
        ("password", "mit einem Passwort geschützt"),
        ("too-many-pages", "beschädigt"),
        ("too-large", "größer als 20 MB"),
    ],
)
def test_what_is_no_sound_pdf_is_refused_in_german(name, words):
    with pytest.raises(DocumentRejected) as refused:
        cleaned(documents.REFUSED[name])
    assert words in refused.value.messages[0]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Faltblatt Überruhr (neu).PDF", "Faltblatt-Überruhr-neu.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("böse.php.pdf", "böse-php.pdf"),
        ("", "dokument.pdf"),
        (None, "dokument.pdf"),
    ],
)
def test_people_find_the_name_they_gave(given, kept):
    assert clean_document(ContentFile(documents.pdf(), given)).name == kept


def upload(client, data: bytes, name: str = "blatt.pdf"):
    file = SimpleUploadedFile(name, data, "application/pdf")
    return client.post(reverse("wagtaildocs:add"), {"title": "Faltblatt", "file": file, "tags": ""}, follow=True)


@pytest.mark.django_db
def test_an_editors_document_lies_cleaned_in_the_private_store(editors_client):
    upload(editors_client, documents.DISARMED["author"])
    document = get_document_model().objects.get()
    assert private_storage().exists(document.file.name)
    assert not default_storage.exists(document.file.name)
    assert b"Erika" not in document.file.read()


@pytest.mark.django_db
@pytest.mark.parametrize("name", documents.REFUSED)
def test_a_refused_document_is_named_beside_its_field_and_leaves_nothing(editors_client, name):
    response = upload(editors_client, documents.REFUSED[name])
    assert response.status_code == 200
    assert get_document_model().objects.count() == 0
    assert not private_storage().exists("documents") or private_storage().listdir("documents")[1] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["html", "password", "author"])
def test_several_documents_at_once_pass_the_same_door(editors_client, name):
    data = {**documents.DISARMED, **documents.REFUSED}[name]
    answer = editors_client.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "Blatt", "files[]": SimpleUploadedFile("blatt.pdf", data, "application/pdf")},
        HTTP_X_REQUESTED_WITH="XMLHttpRequest",
    ).json()
    assert answer["success"] is (name == "author")
    assert get_document_model().objects.count() == int(name == "author")
    assert not default_storage.exists("documents/blatt.pdf")


@pytest.fixture
def document(db):
    return get_document_model().objects.create(title="Faltblatt", file=ContentFile(documents.pdf(), "blatt.pdf"))


@pytest.fixture
def page(document):
    page = StandardPage(title="Presse", slug="blaetter", body=[("download", {"document": document, "title": ""})])
    return make_home().add_child(instance=page)


def test_a_document_is_a_download_while_a_public_page_offers_it(client, document, page):
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="blatt.pdf"'
    assert "no-store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def take_down(page):
    page.unpublish()


def expire(page):
    StandardPage.objects.filter(pk=page.pk).update(expire_at=timezone.now())


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="geheim")


def remove_the_block(page):
    page.body = []
    page.save_revision().publish()


def delete(page):
    page.delete()


@pytest.mark.parametrize("end", [take_down, expire, restrict, remove_the_block, delete])
def test_the_end_of_its_last_public_page_ends_a_document_in_the_next_request(
    client, editors_client, document, page, end
):
    assert client.get(document.url).status_code == 200
    end(page)
    assert client.get(document.url).status_code == 404
    assert editors_client.get(document.url).status_code == 200


def test_a_document_that_no_page_offers_is_there_for_editors_alone(client, editors_client, document):
    assert client.get(document.url).status_code == 404
    assert editors_client.get(document.url).status_code == 200


def test_a_link_in_a_text_offers_a_document_too(client, document):
    text = f'<p><a linktype="document" id="{document.pk}">Blatt</a></p>'
    make_home().add_child(instance=StandardPage(title="Presse", slug="blaetter", body=[("text", text)]))
    assert client.get(document.url).status_code == 200
