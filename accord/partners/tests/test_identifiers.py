import csv
import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accord.partners import identifiers

# Published numbers: 5493001KJTIIGC8Y1R12 stands as the worked example of ISO 17442;
# 02mhbdp94, 05dxps055 and 021nxhr62 are the examples of ror.readme.io.
LEIS = ["5493001KJTIIGC8Y1R12", "213800WAVVOPS85N2205", "HWUPKR0MPOU8FGXBT394"]
RORS = ["02mhbdp94", "05dxps055", "021nxhr62"]

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def lei_of(body: str) -> str:
    """Complete 18 characters by ISO 7064 MOD 97-10, worked character by character."""
    remainder = 0
    for each in f"{body}00":
        value = ALPHABET.index(each)
        remainder = (remainder * (10 if value < 10 else 100) + value) % 97
    return f"{body}{98 - remainder:02}"


def ror_of(body: str) -> str:
    """Complete seven characters; base 32 read by Python's own int()."""
    usual = body.translate(str.maketrans(CROCKFORD, "0123456789abcdefghijklmnopqrstuv"))
    return f"{body}{98 - int(usual, 32) * 100 % 97:02}"


leis = st.text(ALPHABET, min_size=18, max_size=18).map(lei_of)
rors = st.text(CROCKFORD, min_size=6, max_size=6).map(lambda body: ror_of(f"0{body}"))


@pytest.mark.parametrize("number", LEIS)
def test_published_leis_pass(number):
    assert identifiers.checked("lei", number) == number


@pytest.mark.parametrize("number", RORS)
def test_published_ror_numbers_pass(number):
    assert identifiers.checked("ror", number) == number


@given(leis)
def test_a_lei_made_by_the_standard_passes_however_it_is_written(number):
    assert identifiers.checked("lei", f" {number[:4].lower()} {number[4:]} ") == number


@given(rors)
def test_a_ror_number_made_by_the_rule_passes_bare_or_as_an_address(number):
    assert identifiers.checked("ror", f"https://ror.org/{number}") == number


@given(leis, st.integers(0, 19), st.integers(1, 9))
def test_one_wrong_digit_of_a_lei_is_caught(number, place, shift):
    digits = [i for i, each in enumerate(number) if each.isdigit()]
    at = digits[place % len(digits)]
    wrong = f"{number[:at]}{(int(number[at]) + shift) % 10}{number[at + 1 :]}"

    with pytest.raises(ValidationError):
        identifiers.checked("lei", wrong)


@given(rors, st.integers(1, 8), st.integers(1, 31))
def test_one_wrong_character_of_a_ror_number_is_caught(number, at, shift):
    letters = CROCKFORD[:10] if at > 6 else CROCKFORD
    other = letters[(letters.index(number[at]) + shift) % len(letters)]
    wrong = f"{number[:at]}{other}{number[at + 1 :]}"
    if wrong == number:
        return

    with pytest.raises(ValidationError):
        identifiers.checked("ror", wrong)


@pytest.mark.parametrize(
    ("scheme", "written", "kept"),
    [
        ("wikidata", "https://www.wikidata.org/wiki/q54129", "Q54129"),
        ("wikidata", "Q42", "Q42"),
        ("org-id", " XM-DAC-41302 ", "XM-DAC-41302"),
        ("org-id", "GB-CHC-274467", "GB-CHC-274467"),
    ],
)
def test_numbers_without_check_digits_are_kept_in_one_form(scheme, written, kept):
    assert identifiers.checked(scheme, written) == kept


@pytest.mark.parametrize(
    ("scheme", "written"),
    [
        ("lei", ""),
        ("lei", "5493001KJTIIGC8Y1R1"),
        ("lei", "5493001KJTIIGC8Y1R1٢"),
        ("ror", "15dxps055"),
        ("ror", "05dxpi055"),
        ("ror", "05dxps05٥"),
        ("wikidata", "Q0"),
        ("wikidata", "54129"),
        ("org-id", "41302"),
        ("org-id", "XM-DAC"),
        ("isni", "0000000121032683"),
    ],
)
def test_what_no_register_would_issue_is_refused(scheme, written):
    with pytest.raises(ValidationError):
        identifiers.checked(scheme, written)


SHARED = Path(__file__).resolve().parents[4] / "shared/data/organisations"
WITHOUT = "the shared lists of organizations are not here"


@pytest.mark.skipif(not SHARED.exists(), reason=WITHOUT)
def test_every_number_of_the_shared_extract_of_ror_passes():
    with (SHARED / "ror_v2_a.jsonl").open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    outside = [each for record in records for each in record["external_ids"]]
    in_wikidata = [
        number
        for each in outside
        if each["type"] == "wikidata"
        for number in each["all"]
    ]

    assert len(records) > 50
    for record in records:
        assert identifiers.checked("ror", record["id"]) == record["id"][-9:]
    for number in in_wikidata:
        assert identifiers.checked("wikidata", number) == number


@pytest.mark.skipif(not SHARED.exists(), reason=WITHOUT)
def test_nearly_every_publisher_of_iati_has_a_number_that_org_id_would_take():
    with (SHARED / "iati_publishers_a.csv").open(encoding="utf-8") as file:
        numbers = [row["iati_org_id"] for row in csv.DictReader(file)]
    refused = []
    for number in numbers:
        try:
            identifiers.checked("org-id", number)
        except ValidationError:
            refused.append(number)

    # Some publishers carry numbers older than the rule, such as 47045 or XM-DAC.
    assert len(refused) < len(numbers) * 0.1, refused
