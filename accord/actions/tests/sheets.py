"""Sheets that people send, and what they do with them in the browser."""

import html
import re
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from accord.actions.models import ImportFile

URL = "/en/actions/import/sheet/"
PLEDGES = """\
No,Pledge,Country,Start,Budget,Currency,Owner of the row
1,Radios for every boat. We fit them in each port.,Senegal,2026-03-01,1200,EUR,x
2,A training centre.,Mali; Sénégal,2026-04-03,,,x
"""
FAULTY = """\
No,Pledge,Country,Start
1,Radios for every boat.,Senegal,2026-03-01
2,A training centre for young fishers.,Atlantis,03/04/2026
3,Nets that let young fish go.,Europe,
"""


def send(client, content=PLEDGES, *, name="pledges.csv", **fields):
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, data, content_type="text/csv")
    return client.post(URL, {"file": file, **fields})


def columns_of(client, file, **changes):
    """Send the page of columns as it stands, with some answers changed."""
    page = client.get(f"{URL}{file.pk}/columns/").content.decode()
    answers = {**answers_on(page), "token": str(uuid4()), **changes}
    return client.post(f"{URL}{file.pk}/columns/", answers)


def answers_on(page: str) -> dict[str, str]:
    """Return what a browser would send of the page's form if nobody touched it."""
    found: dict[str, str] = {}
    for name, body in re.findall(
        r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)"[^>]*selected', body)
        first = re.search(r'<option value="([^"]*)"', body)
        found[name] = (chosen or first)[1]
    for tag in re.findall(r"<input[^>]*>", page):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" not in told or told.get("type") in {"radio", "checkbox"}:
            if told.get("type") == "radio" and "checked" in tag:
                found[told["name"]] = told["value"]
            continue
        found[told["name"]] = html.unescape(told.get("value", ""))
    for name, text in re.findall(
        r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL
    ):
        found[name] = html.unescape(text.removeprefix("\n"))
    return found


def form_on(page: str, ending: str) -> dict[str, str]:
    """Return the answers of the form of a page that is sent to such an address."""
    form = re.search(
        rf'<form[^>]*action="[^"]*{ending}"[^>]*>(.*?)</form>', page, re.DOTALL
    )
    assert form, f"no form to {ending}"
    return answers_on(form[1])


def mend(client, file, **cells):
    page = client.get(f"{URL}{file.pk}/").content.decode()
    return client.post(f"{URL}{file.pk}/mend/", {**form_on(page, "mend/"), **cells})


def agree(client, file, **changes):
    page = client.get(f"{URL}{file.pk}/").content.decode()
    return client.post(
        f"{URL}{file.pk}/confirm/", {**form_on(page, "confirm/"), **changes}
    )


def the_file() -> ImportFile:
    return ImportFile.objects.get(format="sheet")
