"""What leaves in our own export comes back and changes nothing, whatever it says."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from accord.actions import exchange, projection
from accord.actions.models import Action, ExternalIdentifier, Participation
from accord.actions.sheets import importing
from accord.actions.sheets.sheet import Sheet, check_columns, scope_of
from accord.actions.tests.factories import TODAY, complete, make_action, make_vocabulary
from accord.base.multilingual import Multilingual
from accord.partners.tests.factories import make_partner
from tally.sheets import Book, csv_lines, write_xlsx

SIGNS = "=+-@\t\r\n'\"; :,|\\_x0041_\u202e\ufeff\u2028\U0001f41f"
HOSTILE = some.text(
    some.one_of(
        some.characters(exclude_categories=("Cs",), exclude_characters="\x00"),
        some.sampled_from(SIGNS),
    ),
    min_size=1,
    max_size=60,
)
LANGUAGES = ("en", "fr", "es", "ar", "pt")


def exported(kind: str) -> bytes:
    """Return every public action as the file that a person takes away."""
    records = projection.project(list(Action.objects.published()), on=TODAY)
    columns = exchange.columns(LANGUAGES)
    rows = ([each.cell(record) for each in columns] for record in records)
    keys, heads = [each.key for each in columns], [each.heading for each in columns]
    if kind == "xlsx":
        target = io.BytesIO()
        write_xlsx(target, Book("Actions", heads, keys, "accord:actions:1"), rows)
        return target.getvalue()
    guarded = kind == "csv"
    return b"".join(csv_lines(heads if guarded else keys, rows, guarded=guarded))


def planned(content: bytes) -> importing.Report:
    sheet = Sheet(io.BytesIO(content), "actions")
    assert sheet.own, "the file is not recognised as our own"
    check_columns(sheet.columns)
    scope = scope_of(None, sheet.columns, on=TODAY, is_bound=False, is_own=True)
    return importing.preview(sheet.plan(sheet.columns, scope, {}))


def _public_action(title: str, summary: str, role: str, number: str) -> None:
    action = make_action(
        title=Multilingual.of("fr", title, en=summary, pt=role),
        summary=Multilingual.of("en", summary, ar=title),
        budget="1200.50",
        currency="EUR",
    )
    complete(action)
    other = make_partner("League; of: Bakers")
    Participation.objects.create(action=action, partner=other, role=role)
    ExternalIdentifier.objects.create(action=action, scheme="other", value=number)


class RoundTrip(TestCase):
    """No text that anybody may write survives the way out and in as a change."""

    @given(
        HOSTILE, HOSTILE, HOSTILE, HOSTILE, some.sampled_from(["csv", "raw", "xlsx"])
    )
    def test_nothing_changes(self, title, summary, role, number, kind):
        make_vocabulary()
        _public_action(title, summary, role, number)

        report = planned(exported(kind)).to_json()

        assert (report["read"], report["unchanged"], report["refused"]) == (1, 1, [])


@pytest.mark.parametrize("kind", ["csv", "raw", "xlsx"])
def test_one_changed_word_is_one_change(vocabulary, kind):
    _public_action("Barques", "=cmd|' /C calc'!A0", "- pêche", "+33 1")
    before = exported("csv" if kind == "xlsx" else kind)

    report = planned(before.replace(b"Barques", b"Pirogues")).to_json()

    assert (report["changed"], report["refused"]) == (1, []), report


@pytest.mark.django_db
def test_blanks_that_a_spreadsheet_program_rewrote_change_nothing():
    make_vocabulary()
    _public_action("Trois\u202f:\u00a0contrats", "One line\nand another", "trains", "7")
    content = exported("raw").decode("utf-8-sig").replace("\u202f", " ")
    lines = content.replace("\u00a0", " ").splitlines(keepends=True)
    # With a column of one's own the file is no longer ours as a whole.
    content = lines[0].rstrip() + ",remark\r\n" + "".join(lines[1:])

    sheet = Sheet(io.BytesIO(content.encode()), "actions")
    check_columns(sheet.columns)
    scope = scope_of(None, sheet.columns, on=TODAY, is_bound=False, is_own=True)
    report = importing.preview(sheet.plan(sheet.columns, scope, {})).to_json()

    assert sheet.own is None
    assert (report["read"], report["unchanged"], report["changed"]) == (1, 1, 0)
