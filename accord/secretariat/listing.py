"""The list of what waits: what is asked of it, and how many answers each filter has."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.base.components import Choice, Facet
from accord.base.sorting import sort_key
from accord.base.waiting import On
from accord.secretariat.queue import BANDS, Row

PAGE_SIZE = 50
SORTS = ("since", "due", "kind", "organization")
BAND_LABELS = {
    "2": gettext_lazy("Up to 2 days"),
    "7": gettext_lazy("3 to 7 days"),
    "14": gettext_lazy("8 to 14 days"),
    "older": gettext_lazy("15 days and more"),
}
ON_LABELS = {
    On.OFFICE: gettext_lazy("The office"),
    On.PARTNER: gettext_lazy("A partner"),
    On.APPLICANT: gettext_lazy("An applicant"),
    On.PERSON: gettext_lazy("A person"),
}
MINE, NOBODY, OTHERS = "me", "nobody", "others"
OVERDUE, SOON, LATER, NO_DAY = "overdue", "soon", "later", "none"
SNOOZED = "snoozed"
# Words of an address that are longer than this are no names of ours.
_LONGEST = 60


def _due(row: Row) -> str:
    if row.left is None:
        return NO_DAY
    if row.left < 0:
        return OVERDUE
    return SOON if row.left <= 7 else LATER


@dataclass(frozen=True, slots=True)
class Listing:
    """One state of the list, as its address says it."""

    reader: str
    words: str = ""
    sort: str = SORTS[0]
    with_snoozed: bool = False
    chosen: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, query: QueryDict, *, reader: str) -> "Listing":
        sort = query.get("sort", "")
        return cls(
            reader,
            query.get("q", "").replace("\x00", "").strip()[:100],
            sort if sort in SORTS else SORTS[0],
            query.get("show") == SNOOZED,
            {
                name: [each[:_LONGEST] for each in query.getlist(name)]
                for name in ("age", "kind", "on", "who", "due")
                if query.getlist(name)
            },
        )

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return what the filter panel sends along beside its own boxes."""
        kept = [("sort", self.sort)] if self.sort != SORTS[0] else []
        return [*kept, ("show", SNOOZED)] if self.with_snoozed else kept

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.chosen)

    def rows(self, rows: list[Row]) -> list[Row]:
        """Return the rows that match everything asked, in the order asked for."""
        found = self._matching(rows)
        orders: dict[str, Callable[[Row], object]] = {
            "since": lambda row: row.item.since,
            "due": lambda row: (row.left is None, row.left or 0),
            "kind": lambda row: sort_key(str(row.label)),
            "organization": lambda row: sort_key(row.item.organization),
        }
        found.sort(key=orders[self.sort])  # type: ignore[arg-type]
        return found

    def _matching(self, rows: list[Row], *, without: str = "") -> list[Row]:
        asked = [each for each in self.chosen if each != without]
        wanted = sort_key(self.words)
        return [
            row
            for row in rows
            if row.is_snoozed == self.with_snoozed
            and all(self._value(row, name) in self.chosen[name] for name in asked)
            and (not wanted or wanted in _searched(row))
        ]

    def _value(self, row: Row, name: str) -> str:
        match name:
            case "age":
                return row.band.code
            case "kind":
                return row.item.kind
            case "on":
                return row.item.on.value
            case "due":
                return _due(row)
        return self._who(row)

    def _who(self, row: Row) -> str:
        person = row.handling.assigned_to if row.handling else None
        if person is None:
            return NOBODY
        return MINE if person.public_id == self.reader else OTHERS

    def facets(self, rows: list[Row]) -> list[Facet]:
        """Return the filter panel. A count says what ticking the box would show."""
        kinds: dict[str, object] = {row.item.kind: str(row.label) for row in rows}
        who: list[tuple[str, object]] = [
            (MINE, _("I")),
            (OTHERS, _("A colleague")),
            (NOBODY, _("Nobody yet")),
        ]
        due: list[tuple[str, object]] = [
            (OVERDUE, _("Overdue")),
            (SOON, _("Within 7 days")),
            (LATER, _("Later")),
            (NO_DAY, _("No day set")),
        ]
        asked: list[tuple[str, str, list[tuple[str, object]]]] = [
            (
                "kind",
                _("What it is"),
                sorted(kinds.items(), key=lambda one: str(one[1])),
            ),
            ("on", _("Waits on"), [(on.value, ON_LABELS[on]) for on in On]),
            ("due", _("Due"), due),
            ("who", _("Who has it"), who),
        ]
        return [self._facet(rows, *each) for each in asked]

    def _facet(
        self, rows: list[Row], name: str, label: str, values: list[tuple[str, object]]
    ) -> Facet:
        counts = self._counts(rows, name)
        chosen = self.chosen.get(name, [])
        return Facet(
            name,
            label,
            [
                Choice(code, str(words), counts[code], checked=code in chosen)
                for code, words in values
                if counts[code] or code in chosen
            ],
        )

    def _counts(self, rows: list[Row], name: str) -> Counter[str]:
        found = self._matching(rows, without=name)
        return Counter(self._value(row, name) for row in found)

    def bands(self, rows: list[Row]) -> list[Choice]:
        """Return the ages as filters, each with its count, the empty ones too."""
        counts = self._counts(rows, "age")
        chosen = self.chosen.get("age", [])
        return [
            Choice(
                each.code,
                BAND_LABELS[each.code],
                counts[each.code],
                checked=each.code in chosen,
            )
            for each in BANDS
        ]


def _searched(row: Row) -> str:
    person = row.handling.assigned_to if row.handling else None
    words = [row.item.title, row.item.organization, row.item.whom, person or ""]
    return sort_key(" ".join(str(each) for each in words))
