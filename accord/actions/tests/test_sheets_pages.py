"""Importing a sheet of actions in the browser, door by door.

Amina edits for the union, Rosa reads for it, Bruno belongs to another partner, Olga to
none, Sami is in the office.
"""

from time import process_time

import pytest

from accord.actions.models import Action, ImportFile
from accord.actions.tests.importing import URL as IATI
from accord.actions.tests.importing import send as send_iati
from accord.actions.tests.importing import text_of
from accord.actions.tests.sheets import (
    FAULTY,
    PLEDGES,
    URL,
    agree,
    columns_of,
    form_on,
    mend,
    send,
    the_file,
)
from accord.base.models import Entry, SavedMapping

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def sheet(amina):
    """Return a sheet that Amina has sent, of which she has seen the columns."""
    send(amina)
    return the_file()


@pytest.fixture
def planned(amina, sheet):
    columns_of(amina, sheet)
    sheet.refresh_from_db()
    return sheet


@pytest.fixture
def faulty(amina):
    send(amina, FAULTY)
    columns_of(amina, the_file())
    return the_file()


# -- sending ---------------------------------------------------------------------------


def test_a_sheet_is_sent_and_its_columns_are_recognised(amina):
    response = send(amina)

    file = the_file()
    assert response.status_code == 302
    assert response.url == f"{URL}{file.pk}/columns/"
    keys = [key for _place, _head, key in file.mapping["columns"]]
    assert keys == [
        "number", "summary", "countries", "starts_on", "budget", "currency", ""
    ]  # fmt: skip
    assert Action.objects.count() == 0


def test_the_form_asks_for_a_file(amina):
    response = amina.post(URL, {})

    assert response.status_code == 422
    assert "Choose the file on your device." in text_of(response)


def test_what_is_no_sheet_is_explained_and_not_kept(amina, folder):
    response = send(amina, b"%PDF-1.7 pledge", name="pledges.csv")

    assert response.status_code == 422
    assert "The file is no spreadsheet" in text_of(response)
    assert not ImportFile.objects.exists()
    assert list(folder.glob("*.sheet")) == []


def test_a_visitor_is_sent_to_sign_in(client):
    assert "/account/login/" in client.get(URL).url


@pytest.mark.parametrize("who", ["rosa", "olga"])
def test_who_may_not_write_may_not_import(who, request):
    client = request.getfixturevalue(who)

    assert (client.get(URL).status_code, send(client).status_code) == (403, 403)


def test_the_same_form_sent_twice_keeps_one_file(amina):
    fields = {"token": "2f2d3b1e-8b7e-4d6c-9f0a-0a1b2c3d4e5f"}

    first, second = send(amina, **fields), send(amina, **fields)

    assert first.url == second.url
    assert ImportFile.objects.count() == 1


# -- columns ---------------------------------------------------------------------------


def test_the_columns_are_shown_with_what_stands_in_them(amina, sheet):
    page = text_of(amina.get(f"{URL}{sheet.pk}/columns/"))

    assert "Column B: Pledge" in page
    assert "Column G: Owner of the row" in page
    assert "Senegal · Mali; Sénégal" in page


def test_two_columns_are_not_the_same(amina, sheet):
    response = columns_of(amina, sheet, column_6="summary")

    assert response.status_code == 422
    assert "Column B is this already" in text_of(response)


def test_a_sheet_without_titles_and_texts_is_explained(amina, sheet):
    response = columns_of(amina, sheet, column_1="")

    assert response.status_code == 422
    assert "No column was recognised as title or text" in text_of(response)


def test_the_heads_may_stand_in_another_row(amina):
    send(amina, "Title,Country\nHeading,Place\nRadios,Mali\nNets,Mali\n")
    file = the_file()

    response = columns_of(amina, file, header_row=2)

    assert response.url == f"{URL}{file.pk}/columns/"
    assert "Column B: Place" in text_of(amina.get(response.url))


def test_a_mapping_is_kept_and_offered_again(amina, sheet):
    columns_of(amina, sheet, column_6="lead", save_as="Pledges of fishers")
    send(amina, PLEDGES.replace("Radios", "Flares"))
    file = ImportFile.objects.latest("id")

    page = text_of(amina.get(f"{URL}{file.pk}/columns/"))

    assert SavedMapping.objects.get().owner == file.partner.reference
    assert "read as kept under “Pledges of fishers”" in page
    assert file.mapping["columns"][6][2] == "lead"


def test_another_partners_mapping_is_not_offered(amina, bruno, sheet):
    columns_of(amina, sheet, save_as="Pledges of fishers")
    send(bruno)
    file = ImportFile.objects.latest("id")

    assert "Pledges of fishers" not in text_of(bruno.get(f"{URL}{file.pk}/columns/"))


@pytest.mark.parametrize(
    ("who", "status"), [("rosa", 404), ("bruno", 404), ("olga", 404), ("sami", 200)]
)
def test_the_columns_are_for_who_may_import(who, status, request, sheet):
    client = request.getfixturevalue(who)

    assert client.get(f"{URL}{sheet.pk}/columns/").status_code == status


# -- preview ---------------------------------------------------------------------------


def test_the_preview_tells_each_row_and_writes_nothing(amina, planned):
    page = text_of(amina.get(f"{URL}{planned.pk}/"))

    assert "Radios for every boat" in page
    assert "row 3 of the file" in page
    assert "These columns were not used: Owner of the row." in page
    assert planned.summary["new"] == 2
    assert Action.objects.count() == 0


def test_a_cell_that_cannot_be_read_is_shown_where_it_stands(amina, faulty):
    page = text_of(amina.get(f"{URL}{faulty.pk}/"))

    assert faulty.summary["refused"] == 2
    assert "Country in row 3" in page
    assert 'value="Atlantis"' in page
    assert "There is no country “Atlantis” here" in page
    assert "can be read as 2026-04-03 or as 2026-03-04" in page
    assert "“Europe” is not one country" in page


def test_every_fault_of_a_row_is_told_in_the_language_of_the_reader(amina, faulty):
    page = text_of(amina.get(f"/fr/actions/import/sheet/{faulty.pk}/"))

    rows = page.partition('id="rows"')[2]
    assert "<bdi>Country</bdi></strong> : Il n’y a pas" in rows.replace("\xa0", " ")
    assert "<bdi>Start</bdi></strong> : « 03/04/2026 »" in rows.replace("\xa0", " ")
    assert "Country: " not in rows
    assert "(facultatif)" not in page.partition('id="mend"')[2].partition("</form>")[0]
    assert "dans cette langue\xa0: English" in page


def test_whoever_has_no_sheet_is_given_one_to_fill_in(amina):
    page = text_of(amina.get("/fr/actions/import/sheet/"))

    assert 'href="/fr/actions/template.xlsx"' in page
    assert 'href="/fr/actions/import/sheet/"' in text_of(
        amina.get("/fr/actions/declare/")
    )


def test_cells_are_mended_in_place(amina, faulty):
    response = mend(amina, faulty, cell_3_2="Mali", cell_3_3="2026-04-03", cell_4_2="")

    faulty.refresh_from_db()
    assert response.status_code == 302
    assert (faulty.summary["new"], faulty.summary["refused"]) == (3, 0)
    assert "2 rows are mended." in text_of(amina.get(response.url))


def test_what_is_mended_wrongly_is_shown_again_with_a_summary(amina, faulty):
    response = mend(amina, faulty, cell_3_2="Mali", cell_3_3="3.4.", cell_4_2="MLI")
    page = text_of(amina.get(response.url))

    assert "There is a problem" in page
    assert 'value="3.4."' in page
    assert "Country in row 3" not in page


def test_a_preview_that_changed_meanwhile_is_not_agreed_to(amina, faulty):
    page = text_of(amina.get(f"{URL}{faulty.pk}/"))
    mend(amina, faulty, cell_3_2="Mali", cell_3_3="2026-04-03", cell_4_2="")

    response = amina.post(f"{URL}{faulty.pk}/confirm/", form_on(page, "confirm/"))

    assert response.url == URL
    assert Action.objects.count() == 0


@pytest.mark.parametrize("door", ["", "columns/", "mend/", "confirm/"])
@pytest.mark.parametrize("who", ["rosa", "bruno", "olga"])
def test_others_do_not_know_of_a_sheet(door, who, request, planned):
    client = request.getfixturevalue(who)
    address = f"{URL}{planned.pk}/{door}"
    method = client.get if door in {"", "columns/"} else client.post

    assert method(address).status_code == 404


@pytest.mark.parametrize("door", ["mend/", "confirm/"])
def test_a_get_changes_nothing(amina, planned, door):
    assert amina.get(f"{URL}{planned.pk}/{door}").status_code == 405


def test_a_visitor_may_not_agree(client, planned):
    assert "/account/login/" in client.post(f"{URL}{planned.pk}/confirm/").url


# -- agreeing --------------------------------------------------------------------------


def test_the_rows_become_drafts_of_the_partner(amina, union, planned):
    response = agree(amina, planned)

    assert response.url == f"{URL}{planned.pk}/"
    first, second = Action.objects.order_by("reference")
    assert first.title.original == "Radios for every boat."
    assert (first.lead, first.published_on) == (union, None)
    assert sorted(each.iso3 for each in second.countries.all()) == ["MLI", "SEN"]
    entry = Entry.objects.get(subject=first.history_reference)
    assert entry.after["source"]["row"] == 2
    page = text_of(amina.get(response.url))
    assert f"Check and publish {first.reference}" in page


def test_agreeing_fifty_times_imports_once(amina, planned):
    page = text_of(amina.get(f"{URL}{planned.pk}/"))
    form = form_on(page, "confirm/")

    for _time in range(50):
        amina.post(f"{URL}{planned.pk}/confirm/", form)

    assert Action.objects.count() == 2
    assert Entry.objects.filter(verb="imported").count() == 3


def test_the_same_file_again_changes_nothing(amina, planned):
    agree(amina, planned)
    send(amina)
    again = ImportFile.objects.latest("id")
    columns_of(amina, again)

    again.refresh_from_db()
    assert again.summary["unchanged"] == 2
    assert "everything in the file is here already" in text_of(
        amina.get(f"{URL}{again.pk}/")
    )


def test_a_mended_file_comes_back_unchanged(amina, faulty):
    mend(amina, faulty, cell_3_2="Mali", cell_3_3="2026-04-03", cell_4_2="")
    agree(amina, faulty)
    send(amina, FAULTY)
    again = ImportFile.objects.latest("id")
    columns_of(amina, again)

    again.refresh_from_db()
    assert again.summary["unchanged"] == 3


# -- the office ------------------------------------------------------------------------


def test_the_office_lets_the_file_say_who_leads(sami, union):
    send(sami, "Organisation,Title\nunion of FISHERS,Radios\nNobody Ltd,Nets\n")
    columns_of(sami, the_file())
    file = the_file()

    page = text_of(sami.get(f"{URL}{file.pk}/"))

    assert (file.summary["new"], file.summary["refused"]) == (1, 1)
    assert "“Nobody Ltd” is no partner of the coalition" in page
    agree(sami, file)
    assert Action.objects.get().lead == union


def test_an_editor_imports_for_the_own_partner_only(amina, union):
    send(amina, "Organisation,Title\nLeague of Bakers,Bread\n")
    columns_of(amina, the_file(), rows="column")
    agree(amina, the_file())

    draft = Action.objects.get()
    assert draft.lead == union
    assert "Organization: League of Bakers" in draft.summary.original


def test_each_kind_of_import_lists_its_own_files(amina, planned):
    send_iati(amina)

    assert "pledges.csv" in text_of(amina.get(URL))
    assert "workshops.xml" not in text_of(amina.get(URL))
    assert "pledges.csv" not in text_of(amina.get(IATI))


def test_a_sheet_of_the_office_is_not_the_editors(amina, sami, union):
    send(sami, partner=union.pk)
    file = the_file()

    assert file.partner == union
    assert "pledges.csv" not in text_of(amina.get(URL))
    for door in ("", "columns/"):
        assert amina.get(f"{URL}{file.pk}/{door}").status_code == 404
    for door in ("columns/", "mend/", "confirm/"):
        assert amina.post(f"{URL}{file.pk}/{door}", {}).status_code == 404


# -- what is written to hurt -----------------------------------------------------------


def test_cells_made_to_hurt_are_shown_soon(amina):
    cells = {"Budget": "1" + " " * 30_000 + "1", "Targets": "9" * 5000}
    sheet = (
        f"Pledge,Country,{','.join(cells)}\nRadios,Senegal,{','.join(cells.values())}\n"
    )
    send(amina, sheet)
    began = process_time()

    columns_of(amina, the_file())

    assert the_file().summary["refused"] == 1
    assert process_time() - began < 5


def test_a_mapping_of_no_number_is_none(amina, sheet):
    page = amina.get(f"{URL}{sheet.pk}/columns/?mapping={'9' * 5000}")

    assert page.status_code == 200
