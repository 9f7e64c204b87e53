"""A prospect is edited, invited to apply, and made a partner."""

import csv
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accord.atlas.tests.factories import make_country
from accord.base.actor import Actor
from accord.base.imports.outcomes import Outcome
from accord.base.imports.reporting import Report
from accord.base.models import Entry, Message
from accord.partners.models import Partner, Prospect
from accord.partners.sheets import importing
from accord.partners.sheets.importing import Origin
from accord.partners.sheets.sheet import Sheet
from accord.partners.tests.factories import CODES, JOINED, make_category, make_partner

SHARED = next(
    (
        found
        for up in Path(__file__).resolve().parents
        if (found := up / "shared/data/organisations/iati_publishers_a.csv").exists()
    ),
    None,
)
PLACE = "/en/partners/prospects/PRO-2026-0001/"


@pytest.fixture
def prospect(db: None) -> Prospect:
    found = Prospect(
        reference="PRO-2026-0001",
        name="Leage of Bakers",
        category=make_category("NGO"),
        numbers=[["wikidata", "Q42"]],
        source_file="list.csv",
        source_row=2,
        noted_on=JOINED,
        key="k",
        digest="d",
    )
    found.write_key()
    found.save()
    return found


def test_the_secretariat_edits_invites_and_admits(sofia, prospect):
    token = str(uuid4())
    mended = {
        "token": token,
        "name": "League of Bakers",
        "version": 1,
        "category": prospect.category_id,
    }
    assert sofia.post(f"{PLACE}edit/", mended).status_code == 302
    stale = sofia.post(f"{PLACE}edit/", mended | {"token": uuid4(), "name": "X"})
    assert stale.status_code == 422
    invited = {
        "token": uuid4(),
        "email": "head@bakers.example",
        "name": "Awa",
        "language": "fr",
        "words": "Nous nous sommes vus à Dakar.",
    }
    assert sofia.post(f"{PLACE}invite/", invited).status_code == 302
    letter = Message.objects.get()
    assert "/fr/join/" in letter.text
    assert invited["words"] in letter.text
    prospect.refresh_from_db()
    assert (prospect.state, prospect.name) == ("in-touch", "League of Bakers")
    told = Entry.objects.filter(subject=prospect.history_reference)
    assert all("bakers.example" not in str(each.after) for each in told)

    today = timezone.localdate()
    joining = {
        "token": uuid4(),
        "name_original": "en",
        "name_en": "League of Bakers",
        "category": prospect.category_id,
        "constituency": prospect.category.default_constituency_id,
        "day_day": today.day,
        "day_month": today.month,
        "day_year": today.year,
    }
    answer = sofia.post(f"{PLACE}admit/", joining)

    partner = Partner.objects.get()
    assert answer.url == partner.get_absolute_url() == "/en/partners/league-of-bakers/"
    assert partner.identifiers.get().value == "Q42"
    assert partner.is_partner_on(today)
    again = sofia.post(f"{PLACE}admit/", joining | {"token": uuid4()})
    assert again.url == answer.url
    assert Partner.objects.count() == 1
    assert (
        sofia.post(f"{PLACE}invite/", invited | {"token": uuid4()}).status_code == 422
    )
    assert (
        "It is a partner now" in sofia.get("/en/partners/prospects/").content.decode()
    )


def test_nobody_else_knows_of_a_prospect(farid, bruno, prospect):
    for verb in ("edit", "invite", "admit"):
        assert Client().get(f"{PLACE}{verb}/").status_code == 302
        for client in (farid, bruno):
            assert client.get(f"{PLACE}{verb}/").status_code == 404
            assert client.post(f"{PLACE}{verb}/").status_code == 404
    assert not Message.objects.exists()


def test_bad_input_is_explained(sofia, prospect):
    for verb in ("edit", "invite", "admit"):
        assert sofia.post(f"{PLACE}{verb}/", {"token": uuid4()}).status_code == 422
    assert not Partner.objects.exists()


@pytest.mark.skipif(SHARED is None, reason="the shared list of organizations is absent")
@pytest.mark.django_db
def test_a_thousand_organizations_come_in_as_prospects_once():
    with SHARED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {row["country"] for row in rows if len(row["country"]) == 2}
    for number, code in enumerate(sorted(codes), start=100):
        make_country(f"{code}X", code, str(number), names={"en": f"Country {code}"})
    for code in CODES:
        make_category(code)
    one = rows[1]
    partner = make_partner(one["name"].upper(), country_id=f"{one['country']}X")

    def load() -> Report:
        with SHARED.open("rb") as source:
            sheet = Sheet(source, SHARED.name)
            return importing.carry_out(
                lambda: sheet.plan(sheet.columns, {}, on=JOINED),
                Origin(SHARED.name, "0" * 64),
                by=Actor.anonymous(),
                on=JOINED,
                watcher=lambda _batch: None,
            )

    first, second = load(), load()

    assert first.read == second.read == len(rows) == 1009
    # One is a partner already, under the same name in capitals; one stands there twice.
    assert first.outcomes == {Outcome.NEW: 1007, Outcome.REFUSED: 2}
    assert [partner.reference in str(each) for each in first.refused] == [True, False]
    assert Prospect.objects.count() == 1007
    assert not Prospect.objects.filter(name=one["name"]).exists()
    # The list brought again changes nothing.
    assert second.outcomes == {Outcome.UNCHANGED: 1007, Outcome.REFUSED: 2}
