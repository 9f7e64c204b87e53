"""An IATI activity as values: what an importer shows, compares and keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tally.iati.reasons import Reason

# Text by language; "und" holds a text whose language nobody told.
Texts = Mapping[str, str]
UNDETERMINED = "und"

PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
GOALS, TARGETS = "2", "3"
SECTORS_AS_GOALS, SECTORS_AS_TARGETS = "7", "8"


@dataclass(frozen=True, slots=True)
class Where:
    """The place in the file: a line, the activity it belongs to, the element."""

    line: int
    identifier: str | None
    element: str

    def __str__(self) -> str:
        parts = [f"line {self.line}", self.identifier, self.element]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was read with a remark or left out."""

    where: Where
    reason: Reason

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An activity that was not read, and why."""

    where: Where
    reason: Reason

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ReportingOrganization:
    """Who publishes the activity; a secondary reporter publishes somebody else's."""

    ref: str | None
    type: str | None
    names: Texts
    is_secondary: bool


@dataclass(frozen=True, slots=True)
class Participant:
    """An organization and its role.

    Roles: 1 funding, 2 accountable, 3 extending, 4 implementing.
    """

    ref: str | None
    activity_id: str | None
    role: str | None
    type: str | None
    names: Texts


@dataclass(frozen=True, slots=True)
class Description:
    """A text on the activity (1 general, 2 objectives, 3 target groups, 4 other)."""

    type: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class ActivityDate:
    """A day (1 planned start, 2 actual start, 3 planned end, 4 actual end)."""

    type: str
    on: date


@dataclass(frozen=True, slots=True)
class CountryShare:
    """A country (ISO 3166 alpha-2) and its share of the activity in per cent."""

    code: str
    percentage: Decimal | None


@dataclass(frozen=True, slots=True)
class RegionShare:
    """A region of a vocabulary (1 OECD DAC, 2 UN M49, 99 own) and its share."""

    code: str
    vocabulary: str
    percentage: Decimal | None


@dataclass(frozen=True, slots=True)
class SectorShare:
    """A sector of a vocabulary (1 and 2 OECD DAC, 99 own), its share and its names."""

    code: str
    vocabulary: str
    percentage: Decimal | None
    names: Texts


@dataclass(frozen=True, slots=True)
class Tag:
    """A word of a vocabulary (2 SDG goals, 3 SDG targets, 99 own)."""

    code: str
    vocabulary: str
    names: Texts


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217), valued on a day."""

    amount: Decimal
    currency: str
    valued_on: date | None


@dataclass(frozen=True, slots=True)
class Budget:
    """Money for a period.

    Types: 1 original, 2 revised. Statuses: 1 indicative, 2 committed.
    What could not be read is None and has its notice; the budget is kept.
    """

    type: str | None
    status: str | None
    starts_on: date | None
    ends_on: date | None
    value: Money | None


@dataclass(frozen=True, slots=True)
class Transactions:
    """All transactions of an activity, summed.

    `sums` is keyed by transaction type and currency and holds only amounts that could
    be read. `countries`, `regions` and `sectors` are those named by a transaction.
    """

    count: int
    sums: Mapping[tuple[str, str], Decimal]
    countries: tuple[str, ...]
    regions: tuple[tuple[str, str], ...]
    sectors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OtherIdentifier:
    """Another name of the activity (A…) or of its publisher (B…), and whose it is."""

    ref: str
    type: str | None
    owner_ref: str | None
    owner_names: Texts


@dataclass(frozen=True, slots=True)
class RelatedActivity:
    """Another activity (1 parent, 2 child, 3 sibling, 4 co-funded, 5 third party)."""

    ref: str
    type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity of a file.

    `digest` changes when and only when the content does: not with white space,
    comments, the order of attributes, foreign elements, the encoding or the
    last-updated stamp.
    `passed_over` counts the valid elements this reader does not import.
    """

    iati_identifier: str
    line: int
    digest: str
    default_language: str | None
    default_currency: str | None
    hierarchy: int
    humanitarian: bool | None
    last_updated: datetime | None
    reporting_organization: ReportingOrganization | None
    titles: Texts
    descriptions: tuple[Description, ...]
    status: str | None
    dates: tuple[ActivityDate, ...]
    participants: tuple[Participant, ...]
    countries: tuple[CountryShare, ...]
    regions: tuple[RegionShare, ...]
    sectors: tuple[SectorShare, ...]
    tags: tuple[Tag, ...]
    budgets: tuple[Budget, ...]
    transactions: Transactions
    results: int
    other_identifiers: tuple[OtherIdentifier, ...]
    related_activities: tuple[RelatedActivity, ...]
    passed_over: Mapping[str, int]
    notices: tuple[Notice, ...]

    @property
    def starts_on(self) -> date | None:
        """The actual start, or the planned one."""
        return self._first_date(ACTUAL_START, PLANNED_START)

    @property
    def ends_on(self) -> date | None:
        """The actual end, or the planned one."""
        return self._first_date(ACTUAL_END, PLANNED_END)

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Each country once: those of the activity, then those only in transactions."""
        own = [share.code for share in self.countries]
        return tuple(dict.fromkeys([*own, *self.transactions.countries]))

    @property
    def goals(self) -> tuple[str, ...]:
        """SDG goals from tags and from sectors of that vocabulary, such as "8"."""
        return self._codes(tags=GOALS, sectors=SECTORS_AS_GOALS)

    @property
    def targets(self) -> tuple[str, ...]:
        """SDG targets from tags and from sectors of that vocabulary, such as "8.6"."""
        return self._codes(tags=TARGETS, sectors=SECTORS_AS_TARGETS)

    def _first_date(self, *types: str) -> date | None:
        by_type = {day.type: day.on for day in reversed(self.dates)}
        return next((by_type[kind] for kind in types if kind in by_type), None)

    def _codes(self, *, tags: str, sectors: str) -> tuple[str, ...]:
        found = [tag.code for tag in self.tags if tag.vocabulary == tags]
        found += [one.code for one in self.sectors if one.vocabulary == sectors]
        found += [c for c, kind in self.transactions.sectors if kind == sectors]
        return tuple(dict.fromkeys(found))
