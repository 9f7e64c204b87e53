"""What one activity of a file becomes, and what is said of the rest."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from accord import atlas
from accord.actions.facts import plain
from accord.actions.iati.known import Known, sectors
from accord.actions.iati.mapping import draft_of
from accord.actions.iati.wording import cleaned
from accord.actions.tests.factories import TODAY
from accord.actions.tests.iati_files import (
    CONTRACTS,
    WORKSHOPS,
    changed,
    number,
    opened,
)
from accord.partners.tests.factories import make_partner
from tally.iati import read
from tally.iati.codelists import codelist

pytestmark = pytest.mark.usefixtures("vocabulary")
VOCABULARY = Path(atlas.__file__).parent / "data" / "vocabulary.toml"


def drafted(content=WORKSHOPS, *, position=0, lead=None):
    lead = lead or make_partner("Union of Workshops")
    activity = list(read(opened(content), on=TODAY))[position]
    return draft_of(activity, lead, Known.read())


def said(draft):
    return {(each.element, str(each)) for each in draft.remarks}


def test_title_and_summary_keep_their_original_and_their_translations():
    draft = drafted()

    title, summary = draft.changes["title"], draft.changes["summary"]
    assert title.original_language == summary.original_language == "fr"
    assert title.text_in("en") == "Written contracts in workshops"
    # The general description stands before the objectives; the publisher's HTML goes.
    assert summary.original == (
        "Les ateliers de Dakar et de Bamako & leurs apprenties.\n\n"
        "Neuf cents apprenties signent un contrat."
    )


def test_a_text_without_a_language_is_in_that_of_the_lead():
    content = changed(
        ' xml:lang="fr" default-currency="XOF"', ' default-currency="XOF"'
    )

    draft = drafted(content)

    assert draft.changes["title"].original_language == "en"


def test_countries_come_from_the_activity_and_from_its_transactions():
    assert drafted().changes["countries"] == ["SEN", "MLI"]
    assert drafted(position=1).changes["countries"] == ["MLI"]


def test_a_country_that_is_not_in_the_atlas_is_named():
    assert any(
        element == "recipient-country" and "GM" in sentence
        for element, sentence in said(drafted(position=1))
    )


def test_regions_are_named_with_what_they_mean_for_publishing():
    beside = said(drafted())
    alone = said(
        drafted(
            WORKSHOPS.replace(
                b'<recipient-country code="SN" percentage="60"/>', b""
            ).replace(b'<recipient-country code="ML" percentage="30"/>', b"")
        )
    )

    assert any("Besides its countries" in sentence for _element, sentence in beside)
    assert any("no country: 298 Africa" in sentence for _element, sentence in alone)


def test_the_actual_start_counts_before_the_planned_one():
    changes = drafted().changes

    assert changes["starts_on"] == date(2025, 2, 3)
    assert changes["ends_on"] == date(2027, 12, 31)


def test_an_end_before_the_start_is_left_out_and_told():
    draft = drafted(changed('"3" iso-date="2027-12-31"', '"3" iso-date="2024-12-31"'))

    assert draft.changes["ends_on"] is None
    assert any(
        "lies before the start" in sentence for _element, sentence in said(draft)
    )


def test_budgets_of_the_largest_currency_are_summed_revised_ones_in_place():
    draft = drafted()

    assert draft.changes["budget"] == Decimal("20000000.50")
    assert draft.changes["currency"] == "XOF"
    assert any("19000 EUR left out" in sentence for _element, sentence in said(draft))
    assert any("revised one was counted" in s for _element, s in said(draft))


def test_an_activity_without_a_budget_has_none():
    changes = drafted(position=1).changes

    assert (changes["budget"], changes["currency"]) == (None, "")


def test_targets_are_taken_and_goals_without_a_target_named():
    draft = drafted()

    assert draft.changes["targets"] == ["8.5"]
    assert any("without a target: 5;" in sentence for _element, sentence in said(draft))


def test_sectors_give_areas_and_groups_where_the_published_mapping_says_so():
    draft = drafted()

    # Employment is area 3, which this test's atlas does not have.
    assert draft.changes["areas"] == ["1"]
    assert draft.changes["groups"] == ["women"]
    assert any(
        "21010 Transport policy" in sentence for _element, sentence in said(draft)
    )


def test_organizations_with_a_partners_number_take_part_and_others_are_named():
    lead = make_partner("Union of Workshops")
    bakers = make_partner("League of Bakers")
    number(lead, "SN-REG-7")
    number(bakers, "XX-BAK-1")

    draft = drafted(lead=lead)

    # In the language of the draft, which is French.
    assert draft.changes["partners"] == [(bakers.reference, "Financement")]
    named = [s for element, s in said(draft) if element == "participating-org"]
    assert len(named) == 1
    assert "has: A funding agency (XX-NOBODY-1) – Funding." in named[0]


def test_a_file_of_another_partner_is_told():
    number(make_partner("Union of Workshops"), "SN-REG-7")

    draft = drafted(lead=make_partner("League of Bakers"))

    assert any("is another partner" in sentence for _element, sentence in said(draft))


def test_what_an_action_does_not_hold_is_listed():
    sentences = [sentence for _element, sentence in said(drafted())]

    assert "An action has no place for these elements: result (1)." in sentences


def test_a_cancelled_activity_is_told():
    assert any(
        "“5 Cancelled”" in sentence for _element, sentence in said(drafted(position=1))
    )


def test_an_overlong_title_is_kept_and_told():
    title = "Des contrats " * 20

    draft = drafted(changed("Des contrats écrits dans les ateliers", title))

    assert draft.changes["title"].original == title.strip()
    assert any(
        element == "title" and "shorten it" in sentence
        for element, sentence in said(draft)
    )


def test_every_remark_names_line_activity_and_element():
    for remark in drafted().remarks:
        assert remark.line == 3
        assert remark.where.identifier == CONTRACTS
        assert remark.element


def test_every_fact_of_a_draft_is_one_that_actions_have():
    assert plain(drafted().changes)["external_identifiers"] == [["iati", CONTRACTS]]


@pytest.mark.parametrize(
    ("text", "plain_text"),
    [
        ("<p>One.</p><p>Two &amp; three.</p>", "One.\n\nTwo & three."),
        ("&lt;b&gt;Bold&lt;/b&gt; &nbsp; word", "Bold word"),
        ("Fewer than <5 & more", "Fewer than <5 & more"),
        ("Two corridors, one <urban>.", "Two corridors, one <urban>."),
    ],
)
def test_texts_become_plain_paragraphs(text, plain_text):
    assert cleaned(text) == plain_text


def test_every_line_of_the_mapping_is_of_the_list_and_has_a_reason():
    known = {**codelist("Sector"), **codelist("SectorCategory")}
    for code, sector in sectors().items():
        assert code in known
        assert sector.areas or sector.groups
        assert sector.reason.endswith(".")


def test_the_mapping_speaks_of_areas_and_groups_that_the_atlas_ships():
    tables = VOCABULARY.read_text(encoding="utf-8")
    for sector in sectors().values():
        for code in (*sector.areas, *sector.groups):
            assert f'code = "{code}"' in tables
