"""What an import of a sheet of organizations would do, row by row, without doing it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.utils.translation import gettext_noop

from accord.base.exchange.columns import Column
from accord.base.imports.cells import Fault, Unreadable
from accord.base.imports.mapped import Own
from accord.base.imports.mapping import ColumnMap
from accord.base.imports.outcomes import Outcome, Place, Refusal, Remark
from accord.base.imports.rows import is_header_again, is_total
from accord.base.imports.tables import Cell, Row, Table
from accord.partners import exchange
from accord.partners.models import Partner, Prospect
from accord.partners.projection import project
from accord.partners.sheets import profiles
from accord.partners.sheets.likeness import SAME_NUMBER, Known, Likeness, Register
from accord.partners.sheets.reading import RowReader, Told

BATCH = 200
SKIP, CREATE, SAME = "skip", "create", "same:"
Mends = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one row: of a partner's profile, or as a prospect.

    `changes` is what is written; `like` whom the row resembles, for a person to decide.
    """

    outcome: Outcome
    row: int
    name: str = ""
    partner: Partner | None = None
    prospect: Prospect | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    new_numbers: tuple[tuple[str, str], ...] = ()
    told: Told | None = None
    like: Likeness | None = None
    decision: str = ""
    remarks: tuple[Remark, ...] = ()
    refusal: Any = None
    faults: tuple[Fault, ...] = ()


class Plan:
    """The rows of a sheet in batches; `notices` is complete at the end."""

    def __init__(
        self,
        table: Table,
        columns: ColumnMap,
        mends: Mends,
        *,
        own: Own | None,
        on: date,
    ) -> None:
        self._header = next(
            row for row in table.rows if row.number == columns.header_row
        )
        self._table, self._columns, self._mends = table, columns, mends
        self._own, self._on = own, on
        self._reader = RowReader(columns, own=own)
        self._partners = {each.reference: each for each in _partners()}
        self._prospects = {each.reference: each for each in Prospect.objects.all()}
        self._by_key = {each.key: each for each in self._prospects.values()}
        self._register = Register(_known(self._partners, self._prospects))
        self._seen: Counter[str] = Counter()
        self._rows: dict[str, int] = {}
        self._similar = 0

    def __iter__(self) -> Iterator[list[Planned]]:
        rows = self._table.below(self._header)
        while batch := list(islice(rows, BATCH)):
            records = self._records(batch) if self._own else {}
            yield [self._one(row, records) for row in batch]

    @property
    def notices(self) -> list[Remark]:
        """What is to be said of the sheet as a whole."""
        said = []
        unused = self._columns.unused
        if unused:
            sentence = gettext_noop("These columns were not used: {columns}.")
            said.append(Remark(Place(0), sentence, {"columns": "; ".join(unused)}))
        if self._similar:
            sentence = gettext_noop(
                "Rows that resemble an organization that is here or stands above:"
                " {count}. Decide on each."
            )
            said.append(Remark(Place(0), sentence, {"count": self._similar}))
        said += [
            Remark(Place(row), template, values)
            for row, template, values in self._table.remarks
        ]
        return said

    def _records(self, rows: Sequence[Row]) -> dict[str, dict[str, Cell]]:
        """Return what an export says now of the partners that rows refer to."""
        found = [
            self._partners[reference]
            for row in rows
            if (reference := self._reader.reference_in(row)) in self._partners
        ]
        keys = self._columns.by_key
        languages = {
            key.rpartition("_")[2] for key in keys if key.startswith(profiles.TEXT_KEYS)
        }
        columns: list[Column] = [
            each for each in exchange.columns(sorted(languages)) if each.key in keys
        ]
        return {
            record["reference"]: {each.key: each.cell(record) for each in columns}
            for record in project(found, on=self._on)
        }

    # -- one row -----------------------------------------------------------------------

    def _one(self, row: Row, records: Mapping[str, Mapping[str, Cell]]) -> Planned:
        if is_total(row) or is_header_again(row, self._header):
            sentence = gettext_noop("This row is no organization, but heads or totals.")
            return Planned(
                Outcome.REFUSED, row.number, refusal=Remark(Place(row.number), sentence)
            )
        stands = records.get(self._reader.reference_in(row), {})
        told = self._reader.read(row, self._mends.get(str(row.number), {}), stands)
        if told.reference.startswith("PAR") and told.reference in self._partners:
            return self._as_partner(told, self._partners[told.reference])
        if told.reference:
            sentence = gettext_noop(
                "There is no partner {value}; leave the cell empty for a new one."
            )
            reason = Unreadable(sentence, {"value": told.reference})
            self._reader.fault(told, "reference", reason)
            return _refused(told)
        if not told.name:
            sentence = gettext_noop("The row names no organization; write its name.")
            self._reader.fault(told, "name", Unreadable(sentence))
        if told.faults:
            return _refused(told)
        return self._without_reference(told)

    def _without_reference(self, told: Told) -> Planned:
        if first := self._rows.get(told.digest):
            sentence = gettext_noop("Row {row} says the same.")
            return _left(told, Remark(told.place, sentence, {"row": first}))
        self._rows[told.digest] = told.row.number
        # Another row with the same number, or name and country, is another row.
        self._seen[told.identity] += 1
        if self._seen[told.identity] > 1:
            told.identity += f":{self._seen[told.identity]}"
        standing = self._by_key.get(told.identity)
        if standing:
            return self._as_known(told, standing)
        if told.decision.startswith(SAME):
            return self._as_same(told, told.decision.removeprefix(SAME))
        same = self._register.by_number(told.numbers)
        if same and same.reference in self._partners:
            return self._as_partner(told, self._partners[same.reference])
        like = self._register.like(told.name, told.country, told.numbers)
        if like:
            self._similar += 1
            decided = told.decision or (SKIP if like.is_sure else CREATE)
            if decided == SKIP:
                return _left(told, Remark(told.place, like.template, like.values), like)
            remark = Remark(told.place, like.template, like.values)
            told.remarks.append(remark)
        known = Known("", told.name, told.country, tuple(told.numbers), told.row.number)
        self._register.add(known)
        return Planned(
            Outcome.NEW,
            told.row.number,
            told.name,
            told=told,
            like=like,
            decision=told.decision,
            remarks=tuple(told.remarks),
        )

    def _as_same(self, told: Told, reference: str) -> Planned:
        """Take the row for an organization that a person named."""
        if reference in self._partners:
            return self._as_partner(told, self._partners[reference])
        if reference in self._prospects:
            return self._as_known(told, self._prospects[reference])
        sentence = gettext_noop("It is the same as another row, as somebody decided.")
        return _left(told, Remark(told.place, sentence))

    def _as_known(self, told: Told, standing: Prospect) -> Planned:
        changes = (
            {} if standing.digest == told.digest else profiles.wanted(standing, told)
        )
        outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
        return Planned(
            outcome,
            told.row.number,
            told.name,
            prospect=standing,
            changes=changes,
            told=told,
            decision=told.decision,
            remarks=tuple(told.remarks),
        )

    def _as_partner(self, told: Told, partner: Partner) -> Planned:
        if told.faults:
            return _refused(told)
        if told.version and told.version != str(partner.version):
            sentence = gettext_noop(
                "Somebody has changed {reference} since this file was taken; take the"
                " file again and change it there."
            )
            values = {"reference": partner.reference}
            return _left(told, Remark(told.place, sentence, values))
        changes, kept = profiles.changes_of(
            partner, told, is_edit=bool(told.reference), on=self._on
        )
        have = {(each.scheme, each.value) for each in partner.identifiers.all()}
        new = [number for number in told.numbers if number not in have]
        taken = self._register.by_number(new)
        if taken and taken.reference != partner.reference and not taken.row:
            likeness = Likeness(taken, SAME_NUMBER, is_sure=True)
            return _left(told, Remark(told.place, likeness.template, likeness.values))
        fixed = [*told.fixed, *kept]
        if fixed:
            sentence = gettext_noop(
                "What stands in {reference} was kept where the file differs: {columns}."
            )
            values = {"reference": partner.reference, "columns": "; ".join(fixed)}
            told.remarks.append(Remark(told.place, sentence, values))
        outcome = Outcome.CHANGED if changes or new else Outcome.UNCHANGED
        return Planned(
            outcome,
            told.row.number,
            told.name or partner.name.original,
            partner=partner,
            changes=changes,
            new_numbers=tuple(new),
            told=told,
            decision=told.decision,
            remarks=tuple(told.remarks),
        )


def _refused(told: Told) -> Planned:
    return Planned(
        Outcome.REFUSED,
        told.row.number,
        told.name,
        told=told,
        refusal=Refusal(told.place, tuple(told.faults)),
        faults=tuple(told.faults),
        remarks=tuple(told.remarks),
    )


def _left(told: Told, reason: Remark, like: Likeness | None = None) -> Planned:
    return Planned(
        Outcome.REFUSED,
        told.row.number,
        told.name,
        told=told,
        like=like,
        decision=told.decision,
        refusal=reason,
        remarks=tuple(told.remarks),
    )


def _partners() -> list[Partner]:
    return list(
        Partner.objects.prefetch_related("identifiers", "areas", "challenges").order_by(
            "id"
        )
    )


def _known(
    partners: Mapping[str, Partner], prospects: Mapping[str, Prospect]
) -> Iterator[Known]:
    for each in partners.values():
        numbers = tuple((one.scheme, one.value) for one in each.identifiers.all())
        names = {each.name.text_in(language) for language in each.name.languages}
        for name in sorted(names):
            yield Known(each.reference, name, each.country_id or "", numbers)
    for prospect in prospects.values():
        numbers = tuple((scheme, value) for scheme, value in prospect.numbers)
        for name in (prospect.name, *prospect.names.values()):
            yield Known(prospect.reference, name, prospect.country_id or "", numbers)
