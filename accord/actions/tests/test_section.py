"""The pages of a declaration: any part is saved, at any time, by those who may."""

from datetime import date
from decimal import Decimal

import pytest

from accord.actions import operations
from accord.actions.models import Action, ExternalIdentifier
from accord.actions.rows import MOST_ROWS
from accord.actions.sections import SECTIONS
from accord.actions.tests.factories import TODAY, actor_of, make_draft
from accord.base.multilingual import Multilingual
from accord.partners.tests.factories import make_partner


@pytest.fixture
def url(draft):
    return f"/en/actions/{draft.reference}/declare/"


ANSWERS = {
    "what": (
        {
            "kind": "commitment",
            "language": "fr",
            "title": "Contrats",
            "summary": "Oui.",
        },
        {"kind": "commitment", "sort_title": "contrats"},
    ),
    "when": (
        {"starts_on": "2026-03-01", "ends_on": "2026-03-31"},
        {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31)},
    ),
    "budget": (
        {"budget": "250 000", "currency": "XOF"},
        {"budget": Decimal(250000), "currency": "XOF"},
    ),
}


@pytest.mark.parametrize("key", ANSWERS)
def test_an_editor_saves_a_page(amina, draft, url, key):
    sent, expected = ANSWERS[key]

    response = amina.post(f"{url}{key}/", {"version": 1, **sent})

    assert response.status_code == 302
    saved = Action.objects.get(pk=draft.pk)
    assert {field: getattr(saved, field) for field in expected} == expected
    assert saved.version == 2


def test_relations_are_saved(amina, draft, url):
    other = make_partner("League of Bakers")
    pages = {
        "where": {"countries": ["MLI", "SEN"]},
        "purpose": {"areas": ["2"], "challenges": ["1"]},
        "groups": {"groups": ["women"]},
        "goals": {"targets": ["8.3"]},
        "partners": {"partner_0": other.reference, "role_0": "bakes"},
        "numbers": {"scheme_0": "iati", "value_0": "XM-1"},
    }
    for key, sent in pages.items():
        version = Action.objects.get(pk=draft.pk).version
        amina.post(f"{url}{key}/", {"version": version, **sent})

    assert {each.iso3 for each in draft.countries.all()} == {"MLI", "SEN"}
    assert [each.code for each in draft.areas.all()] == ["2"]
    assert [each.code for each in draft.targets.all()] == ["8.3"]
    assert draft.participations.get().role == "bakes"
    assert draft.external_identifiers.get().value == "XM-1"


@pytest.mark.parametrize("section", SECTIONS, ids=lambda each: each.key)
def test_every_page_may_be_saved_empty(amina, draft, url, section):
    required = {"language": "en"} if section.key == "what" else {}

    response = amina.post(f"{url}{section.key}/", {"version": 1, **required})

    assert response.status_code == 302


@pytest.mark.parametrize("section", SECTIONS, ids=lambda each: each.key)
def test_a_page_shows_and_changes_nothing_when_it_is_only_opened(
    amina, draft, url, section
):
    response = amina.get(f"{url}{section.key}/")

    assert response.status_code == 200
    assert 'name="version" value="1"' in response.content.decode()
    assert Action.objects.get(pk=draft.pk).version == 1


def test_an_empty_row_takes_a_partner_away(amina, draft, url):
    other = make_partner("League of Bakers")
    draft.participations.create(partner=other, role="bakes")

    amina.post(f"{url}partners/", {"version": 1, "partner_0": "", "role_0": "bakes"})

    assert not draft.participations.exists()


def test_thirty_partners_are_all_saved_and_kept(amina, draft, url):
    others = [make_partner(f"Partner {number}") for number in range(30)]
    sent = {f"partner_{row}": each.reference for row, each in enumerate(others)}

    amina.post(f"{url}partners/", {"version": 1, **sent})
    page = amina.get(f"{url}partners/").content.decode()

    assert draft.participations.count() == 30
    assert 'name="partner_30"' in page


def test_more_rows_than_a_page_takes_are_refused_in_words(amina, draft, url):
    sent = {f"value_{row}": f"N-{row}" for row in range(MOST_ROWS + 1)}

    response = amina.post(f"{url}numbers/", {"version": 1, **sent})

    page = response.content.decode()
    assert response.status_code == 422
    assert f"at most {MOST_ROWS} rows" in page
    assert f'value="N-{MOST_ROWS}"' in page
    assert not draft.external_identifiers.exists()


def test_what_an_import_brought_beyond_the_limit_stays(amina, draft, url):
    ExternalIdentifier.objects.bulk_create(
        ExternalIdentifier(action=draft, scheme="doi", value=f"N-{row:03d}")
        for row in range(MOST_ROWS + 5)
    )
    sent = {}
    for row in range(MOST_ROWS + 5):
        sent |= {f"value_{row}": f"N-{row:03d}", f"scheme_{row}": "doi"}
    sent |= {f"value_{MOST_ROWS + 5}": "ONE-MORE", f"scheme_{MOST_ROWS + 5}": "doi"}

    response = amina.post(f"{url}numbers/", {"version": 1, **sent})

    assert response.status_code == 302
    assert draft.external_identifiers.count() == MOST_ROWS + 6


def test_translations_keep_languages_the_page_does_not_ask(amina, union, url):
    title = Multilingual.of("en", "Contracts", de="Verträge", fr="Contrats")
    draft = make_draft(union, title=title)

    amina.post(
        f"/en/actions/{draft.reference}/declare/translations/",
        {"version": 1, "title_es": "Contratos"},
    )

    title = Action.objects.get(pk=draft.pk).title
    assert title.languages == ["en", "de", "es"]
    assert title.text_in("de") == "Verträge"


def test_a_summary_in_another_language_than_the_title_keeps_it(amina, union):
    summary = Multilingual.of("de", "Wir schreiben.", en="We write.")
    draft = make_draft(union, summary=summary)

    amina.post(
        f"/en/actions/{draft.reference}/declare/translations/",
        {"version": 1, "title_es": "Contratos"},
    )

    assert Action.objects.get(pk=draft.pk).summary == summary


def test_translations_keep_the_original(amina, draft, url):
    amina.post(
        f"{url}translations/", {"version": 1, "title_fr": "Contrats", "summary_fr": ""}
    )

    title = Action.objects.get(pk=draft.pk).title
    assert title.original_language == "en"
    assert title.text_in("fr") == "Contrats"


def test_naming_the_right_language_moves_the_text_there(amina, union, url):
    draft = make_draft(union, title=Multilingual.of("en", "Contrats"))

    amina.post(
        f"/en/actions/{draft.reference}/declare/what/",
        {"version": 1, "language": "fr", "title": "Contrats", "summary": ""},
    )

    title = Action.objects.get(pk=draft.pk).title
    assert (title.original_language, title.languages) == ("fr", ["fr"])


def test_save_and_come_back_later_leads_to_the_drafts(amina, draft, url):
    response = amina.post(
        f"{url}when/", {"version": 1, "starts_on": "2026-03-01", "later": ""}
    )

    assert response["Location"] == "/en/actions/mine/"
    page = amina.get(response["Location"]).content.decode()
    assert "Saved." in page
    assert draft.reference in page


BAD = [
    ("when", {"starts_on": "2026-03-01", "ends_on": "2026-02-01"}, "before the start"),
    ("when", {"starts_on": "yesterday"}, "date"),
    ("budget", {"budget": "1.200", "currency": "EUR"}, "without points or commas"),
    ("budget", {"budget": "lots", "currency": "EUR"}, "in digits"),
    ("budget", {"budget": "12", "currency": ""}, "which currency"),
    ("what", {"language": "en", "title": "x" * 151}, "150"),
    ("what", {"language": "xx", "title": "x"}, "valid choice"),
    ("where", {"countries": ["XYZ"]}, "XYZ"),
    ("partners", {"partner_0": "PAR-1999-0001"}, "valid choice"),
    (
        "numbers",
        {"scheme_0": "iati", "value_0": "TAKEN"},
        "the secretariat can settle it",
    ),
]


@pytest.mark.parametrize(("key", "sent", "words"), BAD)
def test_bad_input_is_explained_and_saves_nothing(
    amina, draft, union, url, key, sent, words
):
    ExternalIdentifier.objects.create(
        action=make_draft(union), scheme="iati", value="TAKEN"
    )

    response = amina.post(f"{url}{key}/", {"version": 1, **sent})

    assert response.status_code == 422
    page = response.content.decode()
    assert "error-summary" in page
    assert words in page
    assert Action.objects.get(pk=draft.pk).version == 1


def test_a_public_action_keeps_what_readers_need(fatou, draft, url):
    fatou.post(f"{url}publish/")

    response = fatou.post(f"{url}where/", {"version": 1})

    assert response.status_code == 422
    assert "at least one country" in response.content.decode()
    assert draft.countries.count() == 1


def test_bad_input_keeps_what_was_typed(amina, url):
    response = amina.post(
        f"{url}when/",
        {"version": 1, "starts_on": "2026-03-01", "ends_on": "2026-02-01"},
    )

    assert 'value="2026-02-01"' in response.content.decode()


def test_a_null_character_is_refused_not_a_failure(amina, url):
    response = amina.post(
        f"{url}what/", {"version": 1, "language": "en", "title": "a\x00b"}
    )

    assert response.status_code == 422


@pytest.mark.parametrize("path", ["", "what/", "check/", "done/"])
def test_only_those_of_the_lead_partner_come_in(
    client, bruno, olga, rosa, sami, url, path
):
    assert "/account/login/" in client.get(url + path)["Location"]
    assert bruno.get(url + path).status_code == 404
    assert olga.get(url + path).status_code == 404
    assert rosa.get(url + path).status_code == 403
    assert sami.get(url + path).status_code in {200, 302}


def test_others_cannot_save(client, bruno, olga, rosa, draft, url):
    sent = {"version": 1, "starts_on": "2020-01-01"}

    assert client.post(f"{url}when/", sent).status_code == 302
    assert bruno.post(f"{url}when/", sent).status_code == 404
    assert olga.post(f"{url}when/", sent).status_code == 404
    assert rosa.post(f"{url}when/", sent).status_code == 403
    assert Action.objects.get(pk=draft.pk).version == 1


def test_fields_of_other_pages_are_not_taken_along(amina, draft, url):
    amina.post(
        f"{url}when/",
        {
            "version": 1,
            "starts_on": "2026-03-01",
            "kind": "commitment",
            "lead": make_partner("Elsewhere").pk,
            "published_on": "2026-01-01",
            "is_sample": "on",
        },
    )

    saved = Action.objects.get(pk=draft.pk)
    assert (saved.kind, saved.lead_id) == ("initiative", draft.lead_id)
    assert (saved.published_on, saved.is_sample) == (None, False)


def test_a_withdrawn_action_is_not_changed(amina, editor, draft, url):
    by = actor_of(editor)
    operations.publish(draft, by=by, on=TODAY)
    operations.withdraw(draft, Multilingual.of("en", "Over."), by=by, on=TODAY)

    response = amina.post(
        f"{url}when/", {"version": 1, "starts_on": "2026-03-01"}, follow=True
    )

    assert "can no longer be changed" in response.content.decode()


def test_the_secretariat_helps_to_write(sami, draft, url):
    response = sami.post(f"{url}when/", {"version": 1, "starts_on": "2026-03-01"})

    assert response.status_code == 302
    assert Action.objects.get(pk=draft.pk).starts_on == date(2026, 3, 1)


@pytest.mark.parametrize("key", ["where", "partners", "check"])
def test_a_page_asks_the_same_number_of_queries_for_many_records(
    amina, draft, url, key, django_assert_max_num_queries
):
    for number in range(10):
        make_partner(f"Partner {number}")

    with django_assert_max_num_queries(30):
        amina.get(f"{url}{key}/")
