"""What an import of a sheet would do, row by row, without doing it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop

from accord.actions import exchange, facts, projection
from accord.actions.facts import LABELS, Facts, plain
from accord.actions.iati import merging
from accord.actions.models import Action, ImportedRow
from accord.actions.sheets import matching
from accord.actions.sheets.known import Known
from accord.actions.sheets.leads import Scope, named_in
from accord.actions.sheets.matching import Match
from accord.actions.sheets.planned import Planned, hindrance
from accord.actions.sheets.reading import RowReader, Told
from accord.base.imports.cells import Unreadable, same_words
from accord.base.imports.mapped import Own
from accord.base.imports.mapping import ColumnMap
from accord.base.imports.outcomes import Outcome, Place, Refusal, Remark
from accord.base.imports.rows import is_header_again, is_total
from accord.base.imports.tables import Cell, Row, Table
from accord.base.languages import own_name
from accord.base.multilingual import Multilingual
from accord.partners.models import Partner

BATCH = 200
UNITS = (
    *merging.UNITS,
    ("kind",),
    ("challenges",),
    ("external_identifiers",),
)
Mends = Mapping[str, Mapping[str, str]]


class Plan:
    """The rows of a sheet in batches; `notices` is complete at the end."""

    def __init__(
        self,
        table: Table,
        columns: ColumnMap,
        scope: Scope,
        mends: Mends,
        *,
        own: Own | None,
        actions: QuerySet[Action] | None = None,
    ) -> None:
        """`actions` is where standing actions are looked up, locked or not."""
        self._header = next(
            row for row in table.rows if row.number == columns.header_row
        )
        self._table, self._columns, self._scope = table, columns, scope
        self._mends, self._own = mends, own
        self._actions = Action.objects.all() if actions is None else actions
        self.known = Known.read()
        self._reader = RowReader(columns, self.known, own=own)
        self._seen: Counter[tuple[int, str]] = Counter()
        self._first: dict[str, int] = {}
        self._derived = 0

    def __iter__(self) -> Iterator[list[Planned]]:
        """Yield batches in the order of the sheet, in a fixed number of queries."""
        rows = self._table.below(self._header)
        while batch := list(islice(rows, BATCH)):
            yield self._plan(batch)

    @property
    def notices(self) -> list[Remark]:
        """What is to be said of the sheet as a whole."""
        said = []
        unused = self._columns.unused
        if unused:
            sentence = gettext_noop("These columns were not used: {columns}.")
            said.append(Remark(Place(0), sentence, {"columns": "; ".join(unused)}))
        if self._derived:
            sentence = gettext_noop(
                "Titles made of the first sentence of a text: {count}. Write better"
                " ones before you publish."
            )
            said.append(Remark(Place(0), sentence, {"count": self._derived}))
        said += self._reader.notices()
        has_texts = {"title", "summary"} & self._columns.by_key.keys()
        if has_texts and "language" not in self._columns.by_key:
            sentence = gettext_noop(
                "The texts were taken to be in this language: {language}."
            )
            language = self._columns.options.get("language", "") or "en"
            said.append(Remark(Place(0), sentence, {"language": own_name(language)}))
        said += [
            Remark(Place(row), template, values)
            for row, template, values in self._table.remarks
        ]
        above = self._table.above(self._header)
        if above:
            sentence = gettext_noop(
                "Rows left out above the heads in row {row}: {count}."
            )
            values = {"count": above, "row": self._header.number}
            said.append(Remark(Place(0), sentence, values))
        return said

    # -- a batch ---------------------------------------------------------------------

    def _plan(self, rows: Sequence[Row]) -> list[Planned]:
        read: list[tuple[Told, Partner | None] | Planned] = []
        records = self._records(rows) if self._own else {}
        for row in rows:
            reason = self._no_record(row)
            if reason:
                refusal = Remark(Place(row.number), reason, {})
                read.append(Planned(Outcome.REFUSED, row.number, refusal=refusal))
            else:
                told = self._reader.read(
                    row,
                    self._mends.get(str(row.number), {}),
                    records.get(self._reader.reference_in(row), {}),
                )
                read.append((told, self._lead(told)))
        pairs = [each for each in read if not isinstance(each, Planned)]
        keys = {told.row.number: self._key(told, lead) for told, lead in pairs}
        standing = matching.standing(pairs, keys, self._actions)
        return [
            each
            if isinstance(each, Planned)
            else self._one(*each, keys[each[0].row.number], standing)
            for each in read
        ]

    def _no_record(self, row: Row) -> str:
        if is_total(row):
            return gettext_noop("This is a row of totals, not an action.")
        if is_header_again(row, self._header):
            return gettext_noop("This row repeats the heads of the columns.")
        return ""

    def _records(self, rows: Sequence[Row]) -> dict[str, dict[str, Cell]]:
        """Return what an export says now of the public actions that rows refer to."""
        references = {self._reader.reference_in(row) for row in rows}
        found = list(
            Action.objects.filter(reference__in=references, published_on__isnull=False)
        )
        keys = self._columns.by_key
        languages = {
            language
            for base, _mark, language in (key.rpartition("_") for key in keys)
            if base in facts.TEXTS
        }
        columns = [
            each for each in exchange.columns(sorted(languages)) if each.key in keys
        ]
        return {
            record["reference"]: {each.key: each.cell(record) for each in columns}
            for record in projection.project(found, on=self._scope.on)
        }

    def _lead(self, told: Told) -> Partner | None:
        if told.reference:
            return None
        try:
            lead, partner, name = self._scope.lead_of(told, self.known)
        except Unreadable as reason:
            self._reader.fault(told, "lead", reason)
            return None
        if partner:
            told.facts.setdefault("partners", [])
            told.facts["partners"].append((partner, ""))
        if name:
            line = named_in(told.language, name)
            summary = told.texts["summary"].get(told.language, "")
            told.texts["summary"][told.language] = f"{summary}\n\n{line}".strip()
        return lead

    def _key(self, told: Told, lead: Partner | None) -> str:
        """Return what the row is known by; of two equal rows the second is another."""
        if lead is None:
            return ""
        if told.number:
            return f"number:{told.number}"
        seen = (lead.pk, told.identity)
        self._seen[seen] += 1
        count = self._seen[seen]
        return f"row:{told.identity}" + (f":{count}" if count > 1 else "")

    # -- one row ---------------------------------------------------------------------

    def _one(
        self, told: Told, lead: Partner | None, key: str, standing: matching.Standing
    ) -> Planned:
        if told.reference:
            found = standing.by_reference.get(told.reference)
            if found is None or not self._scope.covers(found.action.lead):
                sentence = gettext_noop(
                    "Among the actions that you may change here there is no {value};"
                    " leave the cell empty for a new one."
                )
                reason = Unreadable(sentence, {"value": told.reference})
                self._reader.fault(told, "reference", reason)
                return self._refused(told, lead)
            return self._as_referred(told, found, standing.numbers_of(told))
        if lead is None:
            return self._refused(told, lead)
        row = standing.by_key.get((lead.pk, key))
        if row and row.digest == told.digest and not self._is_mended(told):
            return Planned(
                Outcome.UNCHANGED, told.row.number, lead, told.title, told.language,
                row.action,
            )  # fmt: skip
        if again := self._again(f"{lead.pk} {key}", told):
            return again
        return self._as_row(told, lead, key, standing, row)

    def _is_mended(self, told: Told) -> bool:
        return bool(self._mends.get(str(told.row.number)))

    def _again(self, what: str, told: Told) -> Planned | None:
        first = self._first.setdefault(what, told.row.number)
        if first == told.row.number:
            return None
        sentence = gettext_noop("Row {row} is about the same action.")
        refusal = Remark(told.place, sentence, {"row": first})
        return Planned(
            Outcome.REFUSED, told.row.number, None, told.title, told.language,
            refusal=refusal,
        )  # fmt: skip

    def _as_row(
        self,
        told: Told,
        lead: Partner,
        key: str,
        standing: matching.Standing,
        row: ImportedRow | None,
    ) -> Planned:
        held = standing.numbers_of(told)
        own = [each for each in held.values() if each.lead_id == lead.pk]
        action = row.action if row else next(iter(own), None)
        if any(each != action for each in held.values()):
            reason = Unreadable(str(facts.NUMBER_IS_TAKEN))
            self._reader.fault(told, "identifiers", reason)
        if not told.title:
            sentence = gettext_noop(
                "The row has neither a title nor a text; write one."
            )
            column = "title" if self._reader.name_of("title") else "summary"
            self._reader.fault(told, column, Unreadable(sentence))
        if told.faults:
            return self._refused(told, lead)
        if told.is_title_derived:
            self._derived += 1
        self._reader.check_lengths(told)
        if action is None:
            return self._as_new(told, lead, key)
        return self._as_changed(told, lead, key, standing.match(action))

    def _refused(self, told: Told, lead: Partner | None) -> Planned:
        return Planned(
            Outcome.REFUSED,
            told.row.number,
            lead,
            told.title,
            told.language,
            refusal=Refusal(told.place, tuple(told.faults)),
            faults=tuple(told.faults),
            remarks=tuple(told.remarks),
        )

    def _as_new(self, told: Told, lead: Partner, key: str) -> Planned:
        changes = {**told.facts}
        for fact, texts in told.texts.items():
            if texts:
                original = (
                    told.language if told.language in texts else next(iter(texts))
                )
                changes[fact] = Multilingual().with_texts(original, texts)
        return self._planned(
            Outcome.NEW, told, lead, changes=changes, mapped=plain(changes), key=key
        )

    def _planned(
        self, outcome: Outcome, told: Told, lead: Partner, **more: Any
    ) -> Planned:
        remarks = (*told.remarks, *more.pop("remarks", ()))
        return Planned(
            outcome,
            told.row.number,
            lead,
            told.title,
            told.language,
            remarks=remarks,
            digest=told.digest,
            **more,
        )

    def _texts_over(self, told: Told, now: Facts) -> dict[str, Any]:
        """Return the texts of the row on top of those that stand."""
        changes: dict[str, Any] = {}
        for fact, texts in told.texts.items():
            if not texts or (fact == "title" and told.is_title_derived and now[fact]):
                continue
            standing = Multilingual.from_json(now[fact])
            every = {each: standing.text_in(each) for each in standing.languages}
            original = standing.original_language if standing else told.language
            every |= {
                each: text for each, text in texts.items()
                if self._own or not same_words(text, every.get(each, ""))
            }  # fmt: skip
            changes[fact] = standing.with_texts(
                original if every.get(original) else next(iter(every)), every
            )
        return changes

    def _as_changed(self, told: Told, lead: Partner, key: str, match: Match) -> Planned:
        """Follow the sheet where nobody has written here since its last import."""
        action, now, last = match
        if action.withdrawn_on:
            return self._withdrawn(told, action)
        wanted = {**told.facts, **self._texts_over(told, now)}
        changes, kept = merging.merged(wanted, last=last, now=now, units=UNITS)
        if not changes and not kept:
            return self._planned(Outcome.UNCHANGED, told, lead, action=action)
        remarks = []
        if action.published_on:
            sentence = gettext_noop(
                "{reference} is published, so it stays as it is; the file now"
                " differs in: {facts}. Change them on its page if you agree."
            )
            remarks.append(self._about(told, action, sentence, [*changes, *kept]))
            changes = {}
        elif kept:
            sentence = gettext_noop(
                "Your own words were kept in {reference} where the file now"
                " differs: {facts}."
            )
            remarks.append(self._about(told, action, sentence, kept))
        return self._planned(
            Outcome.CHANGED, told, lead, action=action, changes=changes, key=key,
            mapped=plain(wanted), standing=now, remarks=remarks,
        )  # fmt: skip

    def _about(
        self, told: Told, action: Action, sentence: str, differing: Sequence[str]
    ) -> Remark:
        names = [gettext(str(LABELS[each])) for each in differing if each != "currency"]
        values = {"reference": action.reference, "facts": ", ".join(names)}
        return Remark(told.place, sentence, values)

    def _withdrawn(self, told: Told, action: Action) -> Planned:
        sentence = gettext_noop(
            "The action {reference} was withdrawn, so what changed in the file"
            " was left out."
        )
        refusal = Remark(told.place, sentence, {"reference": action.reference})
        return Planned(
            Outcome.REFUSED, told.row.number, action.lead, told.title, told.language,
            action, refusal=refusal,
        )  # fmt: skip

    def _as_referred(
        self, told: Told, match: Match, others: Mapping[matching.Number, Action]
    ) -> Planned:
        """Change what the row says otherwise of an action it names by reference."""
        action, now, _last = match
        if again := self._again(f"= {action.reference}", told):
            return again
        if told.lead and self.known.partners.find(told.lead) != {action.lead.reference}:
            sentence = gettext_noop("Who leads an action is not changed by an import.")
            self._reader.fault(told, "lead", Unreadable(sentence))
        if any(each.pk != action.pk for each in others.values()):
            taken = Unreadable(str(facts.NUMBER_IS_TAKEN))
            self._reader.fault(told, "identifiers", taken)
        if told.faults:
            return self._refused(told, action.lead)
        wanted = {**told.facts, **self._texts_over(told, now)}
        told_now = plain(wanted)
        changes = {
            fact: value for fact, value in wanted.items() if told_now[fact] != now[fact]
        }
        if not changes:
            return self._planned(Outcome.UNCHANGED, told, action.lead, action=action)
        if action.withdrawn_on:
            return self._withdrawn(told, action)
        reason = hindrance(told, action, now | plain(changes))
        if reason:
            refusal = Remark(told.place, reason.template, reason.values)
            return Planned(
                Outcome.REFUSED, told.row.number, action.lead, told.title,
                told.language, action, refusal=refusal,
            )  # fmt: skip
        self._reader.check_lengths(told)
        return self._planned(
            Outcome.CHANGED, told, action.lead, action=action, changes=changes,
            mapped=plain(changes), standing=now,
            is_revision=action.published_on is not None,
        )  # fmt: skip
