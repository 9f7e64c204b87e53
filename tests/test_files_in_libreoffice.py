"""No text of a partner runs in LibreOffice, in whatever file it arrives (H4)."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from accord.accounts.models import Person
from accord.actions.models import Action, Participation
from accord.base.multilingual import Multilingual
from accord.partners.models import Partner
from tally.sheets import csv_lines
from tally.sheets.tests.test_read_xlsx import PAYLOADS
from tests import cast

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# LibreOffice takes yes and no of a workbook for these two formulas.
FORMULA = re.compile(r'table:formula="(?!of:=(?:TRUE|FALSE)\(\)")[^"]*"')
LINK = re.compile(r"<text:a ")
# The import of CSV with “evaluate formulas” on: the worst that a person can choose.
EVALUATING = (
    "--infilter=Text - txt - csv (StarCalc):"
    "44,34,76,1,,0,false,true,false,false,false,-1,true"
)
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(
        OFFICE is None, reason="LibreOffice is not here (Debian: libreoffice-calc)"
    ),
]


@pytest.fixture
def opened(tmp_path):
    """Open a file in LibreOffice and return its document as XML."""

    def open_(content: bytes, name: str, *options: str) -> str:
        path = tmp_path / name
        path.write_bytes(content)
        subprocess.run(
            [
                OFFICE,
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--headless",
                "--convert-to",
                "fods",
                "--outdir",
                str(tmp_path / "out"),
                *options,
                str(path),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return (tmp_path / "out" / Path(name).with_suffix(".fods")).read_text("utf-8")

    return open_


@pytest.fixture
def hostile(coalition) -> None:
    """Give partners and actions the texts that spreadsheets run."""
    actions = list(Action.objects.published().order_by("id"))
    for place, action in enumerate(actions):
        text = PAYLOADS[place % len(PAYLOADS)]
        action.title = action.summary = Multilingual.of("en", text, fr=text, pt=text)
        action.save(update_fields=["title", "summary"])
    Participation.objects.update(role=PAYLOADS[0])
    for place, partner in enumerate(Partner.objects.order_by("id")):
        text = PAYLOADS[place % len(PAYLOADS)]
        partner.name = partner.mandate_text = Multilingual.of("en", text, ar=text)
        partner.short_name = text[:60]
        partner.save(update_fields=["name", "mandate_text", "short_name"])
    for place, person in enumerate(Person.objects.order_by("id")):
        person.name = PAYLOADS[place % len(PAYLOADS)]
        person.save(update_fields=["name"])
    assert len(actions) >= len(PAYLOADS)


def test_unguarded_payloads_do_run(opened):
    """Otherwise the tests below would prove nothing."""
    content = b"".join(csv_lines(["a"], [[each] for each in PAYLOADS], guarded=False))

    assert FORMULA.search(opened(content, "raw.csv", EVALUATING))


@pytest.mark.parametrize(
    "place", ["actions", "partners", "actions/{our_published}", "secretariat/people"]
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_export_runs_anything(clients, hostile, opened, place, ending):
    if "{" in place:
        reference = Action.objects.published().order_by("id").first().reference
        place = f"actions/{reference}"
    role = "secretariat" if place.startswith("secretariat") else "visitor"
    answer = clients[role].get(f"/en/{place}.{ending}")
    content = b"".join(answer.streaming_content)

    document = opened(
        content, f"taken.{ending}", *([EVALUATING] if ending == "csv" else [])
    )

    assert FORMULA.findall(document) == []
    assert LINK.findall(document) == []
    assert "cmd|" in document or "actions/" in place


def test_numbers_stay_numbers(clients, coalition, opened):
    action = cast.action_in("published")
    Action.objects.filter(pk=action.pk).update(budget="1234567.50", currency="EUR")

    for ending in ("csv", "xlsx"):
        answer = clients["visitor"].get(f"/en/actions/{action.reference}.{ending}")
        content = b"".join(answer.streaming_content)
        document = opened(content, f"one.{ending}")
        assert 'office:value="1234567.5"' in document
