"""Gather the elements of one activity as they become complete."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from lxml import etree

from tally.iati import elements, values
from tally.iati.digest import Digest
from tally.iati.elements import LANG, Context, Notes, given
from tally.iati.model import (
    ACTUAL_END,
    ACTUAL_START,
    PLANNED_END,
    PLANNED_START,
    Activity,
    Notice,
    Refusal,
    ReportingOrganization,
    Where,
)
from tally.iati.reasons import reason
from tally.iati.shape import (
    ACTIVITY_ATTRIBUTES,
    AT_MOST_ONCE,
    INSIDE,
    PASSED_OVER,
    READ,
    REQUIRED,
    report_attributes,
    report_shape,
)
from tally.iati.shares import Shares
from tally.iati.transactions import TransactionSums
from tally.iati.values import line_of
from tally.quoting import shown

MOST_ENTRIES = 10_000
LONGEST_IDENTIFIER = 300
ODD_IN_IDENTIFIERS = frozenset(" \t\r\n/&|?")
PREVIOUS_PUBLISHER = "B1"

READERS: dict[str, Callable[[etree._Element, Context], Any]] = {
    "reporting-org": elements.read_reporting_organization,
    "title": elements.read_titles,
    "activity-status": elements.read_status,
    "description": elements.read_description,
    "participating-org": elements.read_participant,
    "activity-date": elements.read_date,
    "recipient-country": elements.read_country,
    "recipient-region": elements.read_region,
    "sector": elements.read_sector,
    "tag": elements.read_tag,
    "budget": elements.read_budget,
    "other-identifier": elements.read_other_identifier,
    "related-activity": elements.read_related,
}


class ActivityReader:
    """One activity in the making: `take` each child in turn, then `finish`."""

    def __init__(
        self, element: etree._Element, *, file_language: str | None, on: date | None
    ) -> None:
        self._line = element.sourceline or 0
        self._on = on
        self._notes = Notes()
        self._digest = Digest(element, file_language=file_language)
        self._read_attributes(element, file_language)
        self._identifiers: list[str] = []
        self._seen: Counter[str] = Counter()
        self._entries = 0
        self._lists: dict[str, list[Any]] = {name: [] for name in READERS}
        self._shares = Shares()
        self._transactions = TransactionSums()

    def _read_attributes(
        self, element: etree._Element, file_language: str | None
    ) -> None:
        say = self._notes.on(element)
        language = element.get(LANG, file_language or "").strip()
        currency = given(element, "default-currency")
        humanitarian = given(element, "humanitarian")
        updated = given(element, "last-updated-datetime")
        self._context = Context(
            language=values.language(language, say) if language else None,
            currency=values.code(currency, "Currency", say) if currency else None,
            notes=self._notes,
        )
        self._hierarchy = self._read_hierarchy(given(element, "hierarchy"), say)
        self._humanitarian: bool | None = (
            values.flag(humanitarian, say) if humanitarian else None
        )
        self._updated: datetime | None = (
            values.moment(updated, say) if updated else None
        )
        report_attributes(element, ACTIVITY_ATTRIBUTES, self._notes)
        if self._on and self._updated and self._updated.date() > self._on:
            say("date_future", day=self._updated.date())

    @staticmethod
    def _read_hierarchy(text: str, say: values.Say) -> int:
        if not text:
            return 1
        if text.isascii() and text.isdigit() and len(text) <= 3:
            return int(text)
        say("number_unreadable", value=text)
        return 1

    def take(self, child: etree._Element) -> None:
        """Read one complete child. Its content is not needed afterwards."""
        name = str(child.tag)
        if name.startswith("{"):
            return
        self._digest.feed(child)
        if name in PASSED_OVER:
            self._seen[name] += 1
            return
        if name not in READ or name in INSIDE:
            self._notes.on(child)("element_unknown", found=name)
            return
        self._seen[name] += 1
        report_shape(child, self._notes)
        if name in AT_MOST_ONCE and self._seen[name] > 1:
            self._notes.on(child)("element_several")
        elif name == "iati-identifier":
            self._identifiers.append(line_of(elements.plain_text(child)))
        elif name == "transaction":
            self._transactions.add(child, self._context)
        else:
            self._keep(name, child)

    def _keep(self, name: str, child: etree._Element) -> None:
        self._entries += 1
        if self._entries > MOST_ENTRIES:
            return
        self._shares.add(child)
        value = READERS[name](child, self._context)
        if value is not None:
            self._lists[name].append(value)

    def finish(self) -> Activity | Refusal:
        refusal = self._refusal()
        if refusal is not None:
            return refusal
        identifier = self._identifiers[0]
        self._check_presence()
        self._check_identifier(identifier)
        self._check_dates()
        self._shares.check(self._notes, self._line)
        kept = {name: tuple(found) for name, found in self._lists.items()}
        return Activity(
            iati_identifier=identifier,
            line=self._line,
            digest=self._digest.hex(),
            default_language=self._context.language,
            default_currency=self._context.currency,
            hierarchy=self._hierarchy,
            humanitarian=self._humanitarian,
            last_updated=self._updated,
            reporting_organization=self._first("reporting-org"),
            titles=self._first("title") or {},
            descriptions=kept["description"],
            status=self._first("activity-status"),
            dates=kept["activity-date"],
            participants=kept["participating-org"],
            countries=kept["recipient-country"],
            regions=kept["recipient-region"],
            sectors=kept["sector"],
            tags=kept["tag"],
            budgets=kept["budget"],
            transactions=self._transactions.result(),
            results=self._seen["result"],
            other_identifiers=kept["other-identifier"],
            related_activities=kept["related-activity"],
            passed_over={n: c for n, c in self._seen.items() if n in PASSED_OVER},
            notices=self._notices(identifier),
        )

    def _refusal(self) -> Refusal | None:
        named = [identifier for identifier in self._identifiers if identifier]
        name = shown(named[0]) if named else None
        where = Where(self._line, name, "iati-identifier")
        if not named:
            return Refusal(where, reason("identifier_missing"))
        if len(self._identifiers) > 1:
            several = ", ".join(named[:5])
            return Refusal(where, reason("identifier_several", values=several))
        if len(named[0]) > LONGEST_IDENTIFIER:
            return Refusal(where, reason("identifier_long", limit=LONGEST_IDENTIFIER))
        if self._entries > MOST_ENTRIES:
            where = Where(self._line, named[0], "iati-activity")
            return Refusal(where, reason("too_many_entries", limit=MOST_ENTRIES))
        return None

    def _first(self, name: str) -> Any:
        return next(iter(self._lists[name]), None)

    def _say(self, element: str, code: str, /, **found: object) -> None:
        self._notes.add(self._line, element, code, **found)

    def _check_presence(self) -> None:
        for name in REQUIRED:
            if not self._seen[name]:
                self._say(name, "element_missing", missing=name)
        if not self._seen["sector"] and not self._transactions.all_have_sectors:
            self._say("sector", "sector_missing")
        has_place = self._seen["recipient-country"] or self._seen["recipient-region"]
        if not has_place and not self._transactions.all_have_places:
            self._say("recipient-country", "place_missing")

    def _check_identifier(self, identifier: str) -> None:
        if ODD_IN_IDENTIFIERS.intersection(identifier):
            self._say("iati-identifier", "identifier_characters", value=identifier)
        publisher: ReportingOrganization | None = self._first("reporting-org")
        if publisher is None or publisher.ref is None:
            return
        refs = [publisher.ref]
        for other in self._lists["other-identifier"]:
            if other.type == PREVIOUS_PUBLISHER:
                refs.append(other.ref)
        if not any(identifier.startswith(f"{ref}-") for ref in refs):
            self._say("iati-identifier", "identifier_prefix", ref=refs[0])

    def _check_dates(self) -> None:
        by_type: dict[str, date] = {}
        for day in self._lists["activity-date"]:
            if day.type in by_type:
                self._say("activity-date", "date_twice", type=day.type)
            by_type.setdefault(day.type, day.on)
            has_happened = day.type in (ACTUAL_START, ACTUAL_END)
            if self._on and has_happened and day.on > self._on:
                self._say("activity-date", "date_future", day=day.on)
        pairs = ((PLANNED_START, PLANNED_END), (ACTUAL_START, ACTUAL_END))
        for start, end in pairs:
            if start in by_type and end in by_type and by_type[end] < by_type[start]:
                found = {"start": by_type[start], "end": by_type[end]}
                self._say("activity-date", "dates_reversed", **found)

    def _notices(self, identifier: str) -> tuple[Notice, ...]:
        notices = [
            Notice(Where(line, identifier, element), why)
            for line, element, why in self._notes.kept
        ]
        if self._notes.more:
            where = Where(self._line, identifier, "iati-activity")
            notices.append(
                Notice(where, reason("more_notices", count=self._notes.more))
            )
        return tuple(notices)
