"""One fault at a time in a sound file: each is answered by name, none in silence."""

import pytest

from tally.iati import Activity, FileRefused, Refusal
from tally.iati.tests.samples import activity, opened, remarks, sample

SOUND = sample("two-activities-2.03.xml").decode()
FIRST, SECOND = SOUND.split("</iati-activity>")[:2]

# What is changed (once, in the first activity), into what, and which element is named.
FAULTS = [
    ("SN-NINEA-0042-APPRENTIS", "", "iati-identifier", "identifier_missing"),
    ("SN-NINEA-0042-APPRENTIS", "  ", "iati-identifier", "identifier_missing"),
    ("<iati-identifier>", "<identifier>", None, None),
    (
        "<title>",
        "<iati-identifier>SN-NINEA-0042-B</iati-identifier><title>",
        "iati-identifier",
        "identifier_several",
    ),
    (
        "SN-NINEA-0042-APPRENTIS",
        "SN-NINEA-0042-ROUTES",
        "iati-identifier",
        "identifier_twice",
    ),
    ("APPRENTIS<", "APP RENTIS<", "iati-identifier", "identifier_characters"),
    ("APPRENTIS<", "APP/RENTIS<", "iati-identifier", "identifier_characters"),
    (">SN-NINEA-0042-APP", ">SN-NINEA-43-APP", "iati-identifier", "identifier_prefix"),
    ('<reporting-org ref="SN-NINEA-0042"', "<reporting-org", "reporting-org", "attribute_missing"),
    ('ref="SN-NINEA-0042" type="22" sec', 'ref="" type="22" sec', "reporting-org", "attribute_missing"),
    ('type="22" secondary', "secondary", "reporting-org", "attribute_missing"),
    ('type="22" secondary', 'type="25" secondary', "reporting-org", "code_unknown"),
    ('secondary-reporter="0"', 'secondary-reporter="no"', "reporting-org", "flag_unreadable"),
    ('secondary-reporter="0"', 'second="0"', "reporting-org", "attribute_unknown"),
    ("<narrative>Des contrats pour les apprentis</narrative>", "<narrative/>", "title/narrative", "narrative_empty"),
    ("<narrative>Des contrats", '<narrative xml:lang="en">Des contrats', "title/narrative", "language_twice"),
    ('xml:lang="en">Contracts', 'xml:lang="english!">Contracts', "title/narrative", "language_unknown"),
    ("<title>", "<title/><title>", "title", "narrative_missing"),
    ("<title>", "<title/><title>", "title", "element_several"),
    ("<title>", "<title>stray", "title", "text_stray"),
    ("<title>", '<title short="1">', "title", "attribute_unknown"),
    ("<title>", "<title><text>a</text>", "title/text", "element_unknown"),
    ('<description type="1">', '<description type="9">', "description", "code_unknown"),
    ('<description type="1">', "<description/><description>", "description", "narrative_missing"),
    ('role="1"', 'role="9"', "participating-org", "code_unknown"),
    ('role="1" ', "", "participating-org", "attribute_missing"),
    ('type="40"', 'type="4"', "participating-org", "code_unknown"),
    ('activity-id="XM-DAC-41302-77"', 'activity-id=""', "participating-org", "attribute_missing"),
    ('activity-id="XM', 'activityid="XM', "participating-org", "attribute_unknown"),
    ("<activity-status", "<participating-org role='4'/><activity-status", "participating-org", "organisation_unnamed"),
    ('<other-identifier ref="APP-7"', "<other-identifier", "other-identifier", "attribute_missing"),
    ('type="A1"', 'type="Z1"', "other-identifier", "code_unknown"),
    ('type="A1"', 'type="a1"', "other-identifier", "code_case"),
    ('<owner-org ref="SN', '<owner-org reff="SN', "other-identifier/owner-org", "attribute_unknown"),
    ('<activity-status code="2"/>', '<activity-status code="7"/>', "activity-status", "code_unknown"),
    ('<activity-status code="2"/>', "<activity-status/>", "activity-status", "attribute_missing"),
    ('<activity-status code="2"/>', "", "activity-status", "element_missing"),
    ('<activity-status code="2"/>', '<activity-state code="2"/>', "activity-state", "element_unknown"),
    ('iso-date="2025-02-03"', 'iso-date="03/02/2025"', "activity-date", "date_unreadable"),
    ('iso-date="2025-02-03"', 'iso-date="2025-02-30"', "activity-date", "date_unreadable"),
    ('iso-date="2025-02-03"', 'iso-date=""', "activity-date", "attribute_missing"),
    ('iso-date="2025-02-03"', 'date="2025-02-03"', "activity-date", "attribute_missing"),
    ('iso-date="2025-02-03"', 'iso-date="0025-02-03"', "activity-date", "date_unlikely"),
    ('iso-date="2025-02-03"', 'iso-date="2025-02-03Z"', "activity-date", "date_trimmed"),
    ('iso-date="2025-02-03"', 'iso-date="2025-02-03T00:00:00+02:00"', "activity-date", "date_trimmed"),
    ('iso-date="2025-02-03"', 'iso-date="2027-02-03"', "activity-date", "date_future"),
    ('iso-date="2027-12-31"', 'iso-date="2024-12-31"', "activity-date", "dates_reversed"),
    ('<activity-date type="2"', '<activity-date type="1"', "activity-date", "date_twice"),
    ('<activity-date type="2"', '<activity-date type="5"', "activity-date", "code_unknown"),
    ('<activity-date type="2"', "<activity-date", "activity-date", "attribute_missing"),
    ('code="ML"', 'code="ml"', "recipient-country", "code_case"),
    ('code="ML"', 'code="MLI"', "recipient-country", "code_unknown"),
    ('code="ML" ', "", "recipient-country", "attribute_missing"),
    ('percentage="30"', 'percentage="130"', "recipient-country", "percentage_range"),
    ('percentage="30"', 'percentage="30%"', "recipient-country", "number_unreadable"),
    ('percentage="30"', 'percentage="31"', "recipient-country", "percentages_sum"),
    (' percentage="30"', "", "recipient-country", "percentages_missing"),
    ('code="289"', 'code="290"', "recipient-region", "code_unknown"),
    ('code="289" vocabulary="1"', 'code="289" vocabulary="8"', "recipient-region", "code_unknown"),
    ('code="16020"', 'code="16021"', "sector", "code_unknown"),
    ('code="16020" ', "", "sector", "attribute_missing"),
    ('percentage="75"', 'percentage="7,5"', "sector", "number_separators"),
    ('percentage="75"', 'percentage="70"', "sector", "percentages_sum"),
    ('<sector vocabulary="99"', '<sector vocabulary="97"', "sector", "code_unknown"),
    ("<narrative>Garages</narrative>", "", "sector", "vocabulary_needs_text"),
    ('<tag vocabulary="2" code="8"/>', '<tag vocabulary="2" code="18"/>', "tag", "code_unknown"),
    ('code="8.6"', 'code="8.66"', "tag", "code_unknown"),
    ('<tag vocabulary="2" code="8"/>', '<tag code="8"/>', "tag", "attribute_missing"),
    ('<budget type="1"', '<budget type="3"', "budget", "code_unknown"),
    ('status="2"', 'status="x"', "budget", "code_unknown"),
    ('<period-start iso-date="2025-01-01"/>', "", "budget", "element_lacks"),
    ('<period-start iso-date="2025-01-01"/>', "<period-start/>", "budget/period-start", "attribute_missing"),
    ('<period-end iso-date="2025-12-31"/>', '<period-end iso-date="soon"/>', "budget/period-end", "date_unreadable"),
    ('<period-end iso-date="2025-12-31"/>', '<period-end iso-date="2024-12-31"/>', "budget", "dates_reversed"),
    ('<period-end iso-date="2025-12-31"/>', '<period-end iso-date="2025-12-31">x</period-end>', "budget/period-end", "text_stray"),
    ("12500000.50", "12 500 000.50", "budget/value", "number_separators"),
    ("12500000.50", "12,500,000.50", "budget/value", "number_separators"),
    ("12500000.50", "NaN", "budget/value", "number_unreadable"),
    ("12500000.50", "1.25e7", "budget/value", "number_unreadable"),
    ("12500000.50", "", "budget/value", "number_unreadable"),
    ("12500000.50", "9" * 50, "budget/value", "number_unreadable"),
    (' default-currency="XOF"', "", "budget/value", "currency_missing"),
    ('default-currency="XOF"', 'default-currency="CFA"', "iati-activity", "code_unknown"),
    ('default-currency="XOF"', 'default-currency="xof"', "iati-activity", "code_case"),
    ('<value currency="EUR" value-date="2026', '<value currency="EURO" value-date="2026', "budget/value", "code_unknown"),
    ('<value value-date="2025-01-01"', "<value", "budget/value", "attribute_missing"),
    ("<value value-date=\"2025-01-01\">12500000.50</value>", "", "budget", "element_lacks"),
    ("<value value-date=\"2025-01-01\">", "<value value-date=\"2025-01-01\">1</value><value>", "budget/value", "element_several"),
    ('<transaction-type code="4"/>', "", "transaction", "element_lacks"),
    ('<transaction-type code="4"/>', '<transaction-type code="E"/>', "transaction/transaction-type", "code_unknown"),
    ('<transaction-date iso-date="2025-03-01"/>', '<transaction-date iso-date="x"/>', "transaction/transaction-date", "date_unreadable"),
    ('<transaction-date iso-date="2025-03-01"/>', "", "transaction", "element_lacks"),
    (">-120.5<", ">-120,5<", "transaction/value", "number_separators"),
    ('currency="EUR" value-date="2025-03-01"', 'currency="€" value-date="2025-03-01"', "transaction/value", "code_unknown"),
    ('ref="SN-NINEA-0042-ATELIERS" type="1"', 'type="1"', "related-activity", "attribute_missing"),
    ('ATELIERS" type="1"', 'ATELIERS" type="9"', "related-activity", "code_unknown"),
    ('hierarchy="1"', 'hierarchy="top"', "iati-activity", "number_unreadable"),
    ('humanitarian="0"', 'humanitarian="maybe"', "iati-activity", "flag_unreadable"),
    ("2026-01-31T10:20:30Z", "yesterday", "iati-activity", "time_unreadable"),
    ("2026-01-31T10:20:30Z", "2026-12-31T10:20:30Z", "iati-activity", "date_future"),
    ('hierarchy="1"', 'level="1"', "iati-activity", "attribute_unknown"),
    ('xml:lang="fr" ', 'xml:lang="1"', None, None),
    ("</iati-activities>", "<iati-activty/></iati-activities>", "iati-activty", "element_unknown"),
]  # fmt: skip


def mutant(old: str, new: str) -> bytes:
    assert old in SOUND
    return SOUND.replace(old, new, 1).encode()


def test_there_are_at_least_sixty_faults() -> None:
    assert len(FAULTS) >= 60
    assert remarks(SOUND.encode()) == []


@pytest.mark.parametrize(
    ("old", "new", "element", "code"),
    FAULTS,
    ids=[f"{n}-{fault[2]}-{fault[3]}" for n, fault in enumerate(FAULTS)],
)
def test_a_fault_is_named_where_it_stands(
    old: str, new: str, element: str | None, code: str | None
) -> None:
    content = mutant(old, new)
    if element is None:
        with pytest.raises(FileRefused, match="line"):
            remarks(content)
        return

    found = remarks(content)

    matching = [r for r in found if (r.where.element, r.reason.code) == (element, code)]
    assert matching, [str(r) for r in found]
    assert matching[0].where.line > 0
    assert str(matching[0]).endswith(".")


@pytest.mark.parametrize(
    "name",
    ["reporting-org", "title", "activity-status"],
)
def test_a_whole_element_taken_out_is_missed(name: str) -> None:
    start = SOUND.index(f"<{name}")
    closing = f"</{name}>"
    end = SOUND.find(closing, start, SOUND.index("</iati-activity>"))
    end = SOUND.index("/>", start) + 2 if end < 0 else end + len(closing)

    found = remarks((SOUND[:start] + SOUND[end:]).encode())

    assert [(r.where.element, r.reason.code) for r in found] == [
        (name, "element_missing")
    ]


def test_a_fault_in_one_activity_leaves_the_other_untouched() -> None:
    untouched = list(opened(SOUND.encode()))[1]

    for old, new, element, _ in FAULTS:
        if element is None or old == "</iati-activities>" or "ROUTES" in new:
            continue
        second = list(opened(mutant(old, new)))[1]
        assert isinstance(second, Activity)
        assert isinstance(untouched, Activity)
        assert second.digest == untouched.digest, (old, new)


def test_what_cannot_be_read_is_left_out_but_the_budget_stays() -> None:
    found = activity(mutant("12500000.50", "12,500,000.50"))

    assert len(found.budgets) == 2
    assert found.budgets[0].value is None


def test_a_refusal_names_line_identifier_and_element() -> None:
    content = mutant("SN-NINEA-0042-APPRENTIS", "")

    (refused,) = [r for r in remarks(content) if isinstance(r, Refusal)]

    assert (refused.where.line, refused.where.identifier) == (3, None)
    assert str(refused) == (
        "line 3, iati-identifier: The activity has no iati-identifier; give it one, it "
        "is how the activity is recognised next time."
    )
