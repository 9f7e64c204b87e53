"""Partners that leave in our own export come back and change nothing."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from accord.atlas.tests.factories import make_area, make_country
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.partners import exchange, operations
from accord.partners.models import Partner, Prospect
from accord.partners.projection import project
from accord.partners.sheets import importing
from accord.partners.sheets.sheet import Sheet
from accord.partners.tests.factories import JOINED, make_partner
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
KINDS = some.sampled_from(["csv", "raw", "xlsx"])
LANGUAGES = ("en", "fr", "es", "ar", "pt")


def exported(kind: str) -> bytes:
    records = project(list(Partner.objects.all()), on=JOINED)
    columns = exchange.columns(LANGUAGES)
    rows = ([each.cell(record) for each in columns] for record in records)
    keys, heads = [each.key for each in columns], [each.heading for each in columns]
    if kind == "xlsx":
        target = io.BytesIO()
        write_xlsx(target, Book("Partners", heads, keys, "accord:partners:1"), rows)
        return target.getvalue()
    guarded = kind == "csv"
    return b"".join(csv_lines(heads if guarded else keys, rows, guarded=guarded))


def reported(content: bytes, *, write: bool = False):
    sheet = Sheet(io.BytesIO(content), "partners")
    assert sheet.own, "the file is not recognised as our own"
    if write:
        return importing.carry_out(
            lambda: sheet.plan(sheet.columns, {}, on=JOINED),
            importing.Origin("partners.csv", "0" * 64),
            by=Actor.anonymous(),
            on=JOINED,
            watcher=lambda _batch: None,
        ).to_json()
    plan = sheet.plan(sheet.columns, {}, on=JOINED)
    return importing.preview(plan, watcher=lambda _batch: None).to_json()


def _partner(name: str, prose: str, short: str, other: str) -> Partner:
    country = make_country()
    return make_partner(
        names=Multilingual.of("fr", name, en=other),
        short_name=short[:60],
        country=country,
        mandate_text=Multilingual.of("en", prose, pt=name),
        expertise=Multilingual.of("ar", other),
        website="https://www.example.org/",
        areas=[make_area()],
    )


class RoundTrip(TestCase):
    @given(
        HOSTILE, HOSTILE, HOSTILE, HOSTILE, some.sampled_from(["csv", "raw", "xlsx"])
    )
    def test_nothing_changes(self, name, prose, short, other, kind):
        partner = _partner(name, prose, short, other)
        operations.add_identifier(
            partner, "wikidata", "Q54129", by=Actor.anonymous(), on=JOINED
        )

        report = reported(exported(kind))

        assert (report["read"], report["unchanged"], report["refused"]) == (1, 1, [])


@pytest.mark.parametrize("kind", ["csv", "raw"])
def test_one_changed_word_changes_the_profile(db, kind):
    partner = _partner("Pêcheurs", "=cmd|' /C calc'!A0", "UP", "Fishers")
    changed = exported(kind).replace(b"Fishers", b"United Fishers")

    report = reported(changed, write=True)

    partner.refresh_from_db()
    assert (report["changed"], report["refused"]) == (1, [])
    assert partner.name.text_in("en") == "United Fishers"
    assert partner.mandate_text.original == "=cmd|' /C calc'!A0"
    assert reported(exported(kind))["unchanged"] == 1
    assert not Prospect.objects.exists()


def test_an_older_file_does_not_undo_what_was_written_since(db):
    partner = _partner("Pêcheurs", "We fish.", "UP", "Fishers")
    old = exported("csv").replace(b"We fish.", b"We fished.")
    name = Multilingual.of("fr", "Pêcheurs unis")
    operations.change_profile(
        partner, {"name": name}, by=Actor.anonymous(), on=JOINED, version=1
    )

    report = reported(old, write=True)

    assert "Somebody has changed" in report["refused"][0]["reason"]
