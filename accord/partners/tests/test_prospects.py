"""Importing lists of organizations, and the prospects that come of them.

Sofia serves in the secretariat; Farid, focal point of the dockers, does not.
"""

import io
import json
import re
from io import StringIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from accord.atlas.tests.factories import make_country
from accord.base.actor import Actor
from accord.base.imports.outcomes import Outcome
from accord.base.models import Entry
from accord.partners import operations
from accord.partners.models import PartnerFile, Prospect
from accord.partners.sheets.likeness import Known, Register
from accord.partners.sheets.sheet import Sheet
from accord.partners.tests.factories import JOINED, make_category, make_partner
from tally.names import key

URL = "/en/partners/import/sheet/"
LIST = "/en/partners/prospects/"
ORGANIZATIONS = """\
registry_id,name,iati_org_id,country,organisation_type,licence
a1,League of Bakers,XM-DAC-41302,SN,21,cc-by
a2,Institute for Fair Work Ltd,GB-COH-0001,SN,80,cc-by
a3,League of Bakers,GB-CHC-77,SN,21,cc-by
a4,Fair Work Institute,FR-3,,22,cc-by
a5,Nowhere Union,GB-CHC-9,Atlantis,90,cc-by
"""


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_country()
    make_category("NGO")
    make_category("ACA")


def planned(content, **mends):
    sheet = Sheet(io.BytesIO(content.encode()), "organizations.csv")
    plan = sheet.plan(sheet.columns, mends, on=JOINED)
    return [each for batch in plan for each in batch]


def send(client, content=ORGANIZATIONS):
    file = SimpleUploadedFile("organizations.csv", content.encode())
    return client.post(URL, {"file": file, "token": str(uuid4())})


def mapped(client, content=ORGANIZATIONS):
    """Send a list, take the columns as they were recognised, return the file."""
    send(client, content)
    file = PartnerFile.objects.latest("id")
    columns = {
        f"column_{place}": key for place, _head, key in file.mapping["columns"] if key
    }
    answers = {"header_row": 1, "language": "en", "unreadable": "refuse", **columns}
    response = client.post(f"{URL}{file.pk}/columns/", answers)
    assert response.status_code == 302
    file.refresh_from_db()
    return file


def field(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def agree(client, file):
    page = client.get(f"{URL}{file.pk}/").content.decode()
    sent = {"token": str(uuid4()), "fingerprint": field(page, "fingerprint")}
    return client.post(f"{URL}{file.pk}/confirm/", sent)


def command(*words):
    out = StringIO()
    try:
        call_command("import_partners", *map(str, words), stdout=out, stderr=StringIO())
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


# -- what a row becomes ----------------------------------------------------------------


def test_every_row_is_accounted_for(world):
    rows = planned(ORGANIZATIONS)

    assert [each.outcome.value for each in rows] == [
        "new", "new", "refused", "new", "refused"
    ]  # fmt: skip
    assert str(rows[2].refusal) == "It has the same name as League of Bakers in row 2."
    assert "There is no country “Atlantis”" in str(rows[4].refusal)


def test_a_near_name_is_noted_and_told(world):
    like = planned(ORGANIZATIONS)[3].like

    assert not like.is_sure
    assert like.known.name == "Institute for Fair Work Ltd"


def test_a_number_that_is_none_is_left_out_and_told(world):
    remarks = [str(each) for each in planned(ORGANIZATIONS)[3].remarks]

    assert any("“FR-3” was left out" in each for each in remarks)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("lei,5493001KJTIIGC8Y1R13", "check digits of this LEI"),
        ("ror,05dxps056", "check digits of this ROR number"),
    ],
)
def test_check_digits_are_compared(world, number, reason):
    head, value = number.split(",")
    rows = planned(f"Organization name,{head}\nUnion of Fishers,{value}\n")

    assert rows[0].outcome is Outcome.REFUSED
    assert reason in str(rows[0].refusal)


def test_a_partner_known_by_a_number_gets_what_its_profile_lacks(world):
    union = make_partner("Union of Fishers")
    operations.add_identifier(
        union, "org-id", "GB-CHC-77", by=Actor.anonymous(), on=JOINED
    )

    row = planned(
        "Name,IATI org id,Website\nFishers United,GB-CHC-77,fishers.example\n"
    )[0]

    assert row.partner == union
    assert row.changes == {"website": "https://fishers.example"}
    assert "was kept where the file differs: name" in str(row.remarks[-1])


def test_a_decision_is_taken(world):
    rows = planned(ORGANIZATIONS, **{"4": {"decision": "create"}})

    assert rows[2].outcome is Outcome.NEW


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Institute for Fair Work Ltd", "Fair Work Institute"),
        ("Fédération des Pêcheurs, ASBL", "Federation Pecheurs"),
    ],
)
def test_legal_forms_and_accents_tell_nobody_apart(one, other):
    assert key(one) == key(other)


def test_another_country_is_another_organization():
    register = Register([Known("PAR-2024-0001", "League of Bakers", "SEN")])

    assert register.like("League of Bakers", "MLI", []) is None
    assert register.like("League of Bakers", "", []).is_sure


# -- the pages -------------------------------------------------------------------------


def test_organizations_become_prospects_once(world, sofia):
    file = mapped(sofia)
    agree(sofia, file)

    names = Prospect.objects.order_by("reference").values_list("name", flat=True)
    assert list(names) == [
        "League of Bakers", "Institute for Fair Work Ltd", "Fair Work Institute"
    ]  # fmt: skip
    first = Prospect.objects.order_by("reference")[0]
    assert (first.country_id, first.category.code) == ("SEN", "NGO")
    assert first.numbers == [["org-id", "XM-DAC-41302"]]
    assert (first.source_file, first.source_row) == ("organizations.csv", 2)
    assert Entry.objects.filter(verb="noted").count() == 3
    again = mapped(sofia)
    assert (again.summary["new"], again.summary["unchanged"]) == (0, 3)


def test_a_look_alike_waits_for_a_decision(world, sofia):
    file = mapped(sofia)
    page = sofia.get(f"{URL}{file.pk}/").content.decode()
    assert "What about row 4?" in page
    assert "Say for each whether it is the same" in page
    assert "It has the same name as League of Bakers in row 2." in page

    sofia.post(
        f"{URL}{file.pk}/mend/",
        {
            "token": str(uuid4()),
            "fingerprint": field(page, "fingerprint"),
            "cell_4_decision": "create",
            "cell_6_3": "Senegal",
        },
    )

    file.refresh_from_db()
    assert (file.summary["new"], file.summary["refused"]) == (5, 0)


@pytest.mark.parametrize("who", ["amina", "farid", "bruno"])
def test_nobody_else_sees_prospects(who, world, sofia, request):
    agree(sofia, mapped(sofia))
    prospect = Prospect.objects.first()
    client = request.getfixturevalue(who)

    assert client.get(LIST).status_code == 403
    assert client.get("/en/partners/prospects/prospects.csv").status_code == 403
    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}{PartnerFile.objects.get().pk}/").status_code == 404
    assert client.post(f"{LIST}{prospect.reference}/").status_code == 404


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert "/account/login/" in client.get(LIST).url
    assert "/account/login/" in client.get(URL).url


def test_prospects_are_found_by_their_names(world, sofia):
    agree(sofia, mapped(sofia))

    page = sofia.get(LIST, {"q": "bakers"}).content.decode()

    assert "League of Bakers" in page
    assert "Fair Work" not in page


def test_a_prospect_is_filed(world, sofia):
    agree(sofia, mapped(sofia))
    prospect = Prospect.objects.first()

    response = sofia.post(
        f"{LIST}{prospect.reference}/", {"state": "in-touch", "token": str(uuid4())}
    )

    prospect.refresh_from_db()
    assert response.url == f"{LIST}#{prospect.reference}"
    assert prospect.state == "in-touch"
    assert Entry.objects.get(verb="filed").after == {"state": "in-touch"}


def test_filing_takes_only_a_state_there_is(world, sofia):
    agree(sofia, mapped(sofia))
    prospect = Prospect.objects.first()

    sofia.post(f"{LIST}{prospect.reference}/", {"state": "member"})

    prospect.refresh_from_db()
    assert prospect.state == "new"
    assert sofia.get(f"{LIST}{prospect.reference}/").status_code == 405


def test_the_list_leaves_as_a_guarded_file(world, sofia):
    agree(sofia, mapped(sofia, "Name,Country\n=cmd()|x,SN\n"))

    content = b"".join(
        sofia.get("/en/partners/prospects/prospects.csv").streaming_content
    )

    assert b"'=cmd()|x" in content


def test_the_list_takes_few_queries(world, sofia, django_assert_max_num_queries):
    agree(sofia, mapped(sofia))
    sofia.get(LIST)

    with django_assert_max_num_queries(14):
        sofia.get(LIST)


# -- the command -----------------------------------------------------------------------


def test_the_command_tells_what_the_page_tells(world, tmp_path):
    path = tmp_path / "organizations.csv"
    path.write_text(ORGANIZATIONS)

    code, out = command(path, "--preview", "--format", "json")

    report = json.loads(out)
    assert code == 0
    assert [report[key] for key in ("read", "new", "changed", "unchanged")] == [
        5,
        3,
        0,
        0,
    ]
    assert [each["where"] for each in report["refused"]] == ["row 4", "row 6, country"]
    assert Prospect.objects.count() == 0


def test_what_is_no_table_is_refused_as_a_whole(world, tmp_path):
    path = tmp_path / "ror.jsonl"
    path.write_text('{"id": "https://ror.org/0001k0954"}\n')

    code, out = command(path, "--format", "json")

    assert code == 2
    assert "The file is no spreadsheet" in json.loads(out)["refused"][0]["reason"]
