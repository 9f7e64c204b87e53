"""What is refused before it is read: bodies without end, addresses with nulls."""

from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = pytest.mark.django_db
SIGN_IN = "/en/account/login/"


@pytest.fixture(autouse=True)
def small_limits(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 3000
    settings.UPLOAD_LIMIT_BYTES = 5000


def sent_with_a_file(client, size):
    """Send a file where none is asked for, with the cookie against forged forms."""
    client.get(SIGN_IN)
    token = client.cookies["csrf"].value
    file = SimpleUploadedFile("a.xml", b"x" * size)
    return client.post(SIGN_IN, {"csrfmiddlewaretoken": token, "file": file})


def test_a_visitor_cannot_send_a_file_anywhere(monkeypatch):
    written = []
    monkeypatch.setattr(
        "django.core.files.uploadedfile.TemporaryUploadedFile.__init__",
        lambda *_args, **_kwargs: written.append(1),
    )
    client = Client(enforce_csrf_checks=True)

    answer = sent_with_a_file(client, 4000)

    assert answer.status_code == 413
    assert "too large" in answer.content.decode()
    assert written == []


def test_who_has_signed_in_sends_files_up_to_the_limit(client):
    client.force_login(get_user_model().objects.create_user("a@a.example"))

    allowed = client.post("/en/account/", {"file": BytesIO(b"x" * 4000)})
    refused = client.post("/en/account/", {"file": BytesIO(b"x" * 9000)})

    assert allowed.status_code == 200
    assert refused.status_code == 413


def test_a_field_of_ordinary_length_is_read(client):
    answer = client.post(SIGN_IN, {"login": "a" * 1000, "password": "b"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "address", ["/id/action/%00", "/id/partner/a%00b", "/en/partners/%00/"]
)
def test_an_address_with_a_null_is_no_address(client, address):
    assert client.get(address).status_code in {400, 404}


def test_a_search_for_a_null_finds_what_is_left_of_it(client):
    answer = client.get("/en/countries/?q=%00")

    assert answer.status_code == 200
