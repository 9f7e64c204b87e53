"""What a person does to import a file in the browser."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from accord.actions.tests.iati_files import WORKSHOPS

URL = "/en/actions/import/iati/"


def send(client, content=WORKSHOPS, *, name="workshops.xml", **fields):
    file = SimpleUploadedFile(name, content, content_type="text/xml")
    return client.post(URL, {"file": file, **fields})


def agree(client, file, *, token=None, sha256=None):
    fields = {"token": str(token or uuid4()), "sha256": sha256 or file.sha256}
    return client.post(f"{URL}{file.pk}/confirm/", fields)


def text_of(response):
    return response.content.decode()
