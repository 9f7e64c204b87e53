"""What an activity says reaches the importer, in each version of the standard."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tally.iati import Refusal
from tally.iati.codelists import codelist
from tally.iati.model import (
    ActivityDate,
    CountryShare,
    Money,
    OtherIdentifier,
    RegionShare,
    RelatedActivity,
)
from tally.iati.tests.samples import (
    SMALLEST,
    activity,
    changed,
    codes,
    file_of,
    opened,
    records,
    remarks,
    sample,
)

FULL = "two-activities-2.03.xml"


def test_texts_are_told_apart_by_language() -> None:
    found = activity(sample(FULL))

    assert found.titles == {
        "fr": "Des contrats pour les apprentis",
        "en": "Contracts for apprentices",
    }
    assert [(d.type, d.texts) for d in found.descriptions] == [
        (
            "1",
            {
                "fr": "Neuf cents apprentis des garages reçoivent un contrat écrit."
                "\n\nLa branche fixe le salaire."
            },
        ),
        ("3", {"en": "Young people in informal garages"}),
    ]


def test_the_header_of_an_activity_is_read() -> None:
    found = activity(sample(FULL))

    assert found.iati_identifier == "SN-NINEA-0042-APPRENTIS"
    assert found.line == 3
    assert found.default_language == "fr"
    assert found.default_currency == "XOF"
    assert found.hierarchy == 1
    assert found.humanitarian is False
    assert found.last_updated == datetime(2026, 1, 31, 10, 20, 30, tzinfo=UTC)
    assert found.status == "2"


def test_organizations_keep_their_references_and_roles() -> None:
    found = activity(sample(FULL))

    publisher = found.reporting_organization
    assert publisher is not None
    assert (publisher.ref, publisher.type) == ("SN-NINEA-0042", "22")
    assert not publisher.is_secondary
    assert publisher.names["en"] == "Union of Dakar workshops"
    funder, implementer = found.participants
    assert (funder.role, funder.activity_id) == ("1", "XM-DAC-41302-77")
    assert (implementer.role, implementer.type) == ("4", "22")


def test_dates_and_places_are_values() -> None:
    found = activity(sample(FULL))

    assert found.dates[1] == ActivityDate("2", date(2025, 2, 3))
    assert found.starts_on == date(2025, 2, 3)
    assert found.ends_on == date(2027, 12, 31)
    assert found.countries == (
        CountryShare("SN", Decimal(60)),
        CountryShare("ML", Decimal(30)),
    )
    assert found.regions == (RegionShare("289", "1", Decimal(10)),)


def test_sectors_and_tags_keep_their_vocabulary() -> None:
    found = activity(sample(FULL))

    assert [(s.vocabulary, s.code) for s in found.sectors] == [
        ("1", "16020"),
        ("1", "11330"),
        ("99", "G1"),
    ]
    assert found.sectors[2].names == {"fr": "Garages"}
    assert found.goals == ("8",)
    assert found.targets == ("8.6",)
    assert found.tags[2].names == {"fr": "apprentissage"}


def test_money_is_decimal_in_its_own_or_the_default_currency() -> None:
    found = activity(sample(FULL))

    first, second = found.budgets
    assert first.value == Money(Decimal("12500000.50"), "XOF", date(2025, 1, 1))
    assert second.value == Money(Decimal(19000), "EUR", date(2026, 1, 1))
    assert (first.type, first.status) == ("1", "2")
    assert (second.type, second.status) == ("1", "1")
    assert found.transactions.count == 3
    assert found.transactions.sums == {
        ("1", "XOF"): Decimal("7500000.25"),
        ("4", "EUR"): Decimal("-120.5"),
    }


def test_the_rest_is_read_or_counted() -> None:
    found = activity(sample(FULL))

    assert found.other_identifiers == (
        OtherIdentifier(
            "APP-7", "A1", "SN-NINEA-0042", {"fr": "Union des ateliers de Dakar"}
        ),
    )
    assert found.related_activities == (RelatedActivity("SN-NINEA-0042-ATELIERS", "1"),)
    assert found.results == 1
    assert found.passed_over == {"contact-info": 1, "result": 1}


def test_countries_and_sectors_may_stand_in_the_transactions_only() -> None:
    _, found = records(sample(FULL))

    assert not isinstance(found, Refusal)
    assert found.countries == ()
    assert found.transactions.countries == ("GM", "SN")
    assert found.country_codes == ("GM", "SN")
    assert found.transactions.sectors == (("21010", "1"), ("21020", "1"))
    assert found.notices == ()


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("one-activity-2.01.xml", "2.01"),
        ("one-activity-2.02.xml", "2.02"),
        (FULL, "2.03"),
    ],
)
def test_every_version_reads_without_a_remark(name: str, version: str) -> None:
    assert opened(sample(name)).version == version
    assert remarks(sample(name)) == []


def test_an_older_encoding_is_understood() -> None:
    found = activity(sample("one-activity-2.01.xml"))

    assert found.titles == {"es": "Guardería del mercado"}


def test_comments_instructions_and_foreign_elements_leave_no_trace() -> None:
    found = activity(sample("one-activity-2.02.xml"))

    assert found.titles == {"en": "Dockers' clinic"}
    assert found.passed_over == {}


def test_a_language_is_inherited_from_the_nearest_that_says_one() -> None:
    inherited = activity(sample("one-activity-2.02.xml"))
    own = activity(
        file_of(
            changed("<title>", '<title xml:lang="PT-br">'),
            attributes='version="2.03" xml:lang="fr"',
        )
    )

    assert inherited.default_language == "en"
    assert own.titles == {"pt-br": "A title"}


def test_a_text_without_any_language_is_kept_and_reported_once() -> None:
    content = file_of(changed(' xml:lang="en"', ""))

    assert activity(content).titles == {"und": "A title"}
    (remark,) = remarks(content)
    assert str(remark) == (
        "line 4, XX-1-A, reporting-org/narrative: Neither this text nor the activity "
        "says its language; add xml:lang, the text was kept without one."
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_unicode_files_are_read_by_their_first_bytes(encoding: str) -> None:
    declaration = '<?xml version="1.0" encoding="UTF-16"?>'
    text = declaration + file_of(changed("A title", "Título")).decode()

    assert activity(text.encode(encoding)).titles == {"en": "Título"}


def test_the_smallest_activity_is_sound() -> None:
    assert remarks(file_of(SMALLEST)) == []


def test_version_1_words_are_understood_with_a_remark() -> None:
    day = changed('type="1" iso', 'type="start-planned" iso')
    role = changed('role="4"', 'role="Implementing"')

    assert activity(file_of(day)).dates == (ActivityDate("1", date(2026, 1, 1)),)
    assert activity(file_of(role)).participants[0].role == "4"
    assert codes(file_of(day)) == {("activity-date", "code_old")}
    assert codes(file_of(role)) == {("participating-org", "code_old")}


def test_a_text_outside_a_narrative_is_read_with_a_remark() -> None:
    content = file_of(changed("<title><narrative>A title</narrative>", "<title>Old"))

    assert activity(content).titles == {"en": "Old"}
    assert codes(content) == {("title", "narrative_outside")}


def test_a_second_activity_of_the_same_name_is_refused() -> None:
    first, second, third = records(
        file_of(SMALLEST, SMALLEST, changed("XX-1-A", "XX-1-B"))
    )

    assert not isinstance(first, Refusal)
    assert not isinstance(third, Refusal)
    assert isinstance(second, Refusal)
    assert second.reason.code == "identifier_twice"
    assert str(second) == (
        "line 14, XX-1-A, iati-identifier: The same iati-identifier stands on line 2 "
        "already; only that activity is read, give this one its own."
    )


def test_an_identifier_that_is_a_novel_is_refused() -> None:
    (record,) = records(file_of(changed("XX-1-A", "XX-1-" + "A" * 300)))

    assert isinstance(record, Refusal)
    assert record.reason.code == "identifier_long"


def test_a_wrong_language_of_the_activity_is_said_once() -> None:
    content = file_of(changed('xml:lang="en"', 'xml:lang="english!"'))

    assert sorted(r.reason.code for r in remarks(content)) == [
        "language_missing",
        "language_unknown",
    ]


def test_a_file_without_activities_says_so() -> None:
    reading = opened(file_of())

    assert list(reading) == []
    assert [n.reason.code for n in reading.notices] == ["no_activities"]


def test_remarks_on_one_activity_are_counted_past_a_hundred() -> None:
    many = changed("<sector", "<oops/>" * 150 + "<sector")

    notices = activity(file_of(many)).notices

    assert len(notices) == 101
    assert notices[-1].reason.values == {"count": 50}


def test_an_activity_with_endless_entries_is_refused() -> None:
    many = changed("<sector", '<tag vocabulary="99" code="a"/>' * 10_001 + "<sector")

    (record,) = records(file_of(many))

    assert isinstance(record, Refusal)
    assert record.reason.code == "too_many_entries"


def test_lines_are_named_beyond_what_sixteen_bits_hold() -> None:
    content = file_of("\n" * 70_000, SMALLEST)

    # libxml2 keeps such lines with the text inside an element, which may begin below.
    assert activity(content).line in (70_003, 70_004)


def test_the_day_decides_what_lies_in_the_future() -> None:
    start = file_of(changed('type="1" iso-date="2026-01-01"', 'type="2" iso-date="%s"'))

    assert codes(start.replace(b"%s", b"2026-06-01")) == set()
    assert codes(start.replace(b"%s", b"2026-06-02")) == {
        ("activity-date", "date_future")
    }


def test_code_lists_have_names_and_remember_withdrawn_codes() -> None:
    assert len(codelist("Country")) == 251
    assert codelist("Country")["SN"].names["en"] == "Senegal"
    assert codelist("ActivityStatus")["2"].names["fr"] == "Actif"
    assert codelist("Region")["380"].is_withdrawn
