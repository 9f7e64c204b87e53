"""What a reader chose to see of an indicator, as the address of its page says it.

A value that means nothing is left aside, with a sentence that says what would: a page
shows what it can, a file is not made of half a question.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.observatory import areas, reading, words

MOST_AREAS = 6
YEARS = range(1900, 2101)
NAMES = ("area", "sex", "age", "since", "until")


@dataclass(frozen=True, slots=True)
class Choice:
    """Areas in the order chosen; of a breakdown "" is the headline's; years included.

    `remedies` say what could not be read in the address, and what to write instead.
    """

    areas: tuple[str, ...] = ()
    sex: str = ""
    age: str = ""
    since: int | None = None
    until: int | None = None
    remedies: tuple[str, ...] = ()
    # The areas of these that have no value of the indicator.
    empty: tuple[str, ...] = field(default=())

    @property
    def is_breakdown(self) -> bool:
        return bool(self.sex or self.age)

    @property
    def query(self) -> list[tuple[str, str]]:
        """The same choice as the query of an address, always in one order."""
        single = [(name, str(getattr(self, name) or "")) for name in NAMES[1:]]
        return [
            *(("area", each) for each in self.areas),
            *((name, value) for name, value in single if value),
        ]

    @property
    def asked(self) -> str:
        """The query with its question mark, "" for none."""
        return f"?{urlencode(self.query)}" if self.query else ""

    def with_areas(self, codes: Sequence[str]) -> "Choice":
        return replace(self, areas=tuple(codes))


def chosen(query: QueryDict, code: str, *, most: int = MOST_AREAS) -> Choice:
    """Read the choice from an address. Asks the database only of areas without values.

    `most` areas fit on a page.
    """
    told = {name: [_clean(each) for each in query.getlist(name)] for name in NAMES}
    known = reading.areas_of(code)
    codes, empty, remedies = _areas(told["area"], known)
    if len(codes) > most:
        left = ", ".join(codes[most:])
        remedies.append(
            ngettext(
                "At most {count} area fits in one chart; left out: {areas}.",
                "At most {count} areas fit in one chart; left out: {areas}.",
                most,
            ).format(count=most, areas=left)
        )
    sex, age = _breakdowns(told, code, remedies)
    since, until = _years(told, remedies)
    kept = tuple(codes[:most])
    return Choice(
        kept,
        sex,
        age,
        since,
        until,
        tuple(remedies),
        tuple(each for each in kept if each in empty),
    )


def _clean(value: str) -> str:
    return value.replace("\x00", "").strip()[:40]


def _areas(
    told: Sequence[str], known: dict[str, str]
) -> tuple[list[str], set[str], list[str]]:
    """Return the areas that exist, those of them without values, and the remedies."""
    codes, empty, remedies = [], set(), []
    for each in dict.fromkeys(value for value in told if value):
        code = each if each in known else each.upper()
        if code in known:
            codes.append(code)
        elif areas.exists(code):
            codes.append(code)
            empty.add(code)
        else:
            remedies.append(
                _(
                    "“{area}” is not an area we know. Choose one from the list, or "
                    "write the three letters of a country, such as KEN, or the three "
                    "digits of a region, such as 202."
                ).format(area=each)
            )
    return list(dict.fromkeys(codes)), empty, remedies


def _breakdowns(
    told: dict[str, list[str]], code: str, remedies: list[str]
) -> tuple[str, str]:
    sex, age = (next(filter(None, told[name]), "") for name in ("sex", "age"))
    if not (sex or age):
        return "", ""
    found = reading.breakdowns(code)
    sexes, ages = (found.sexes, found.ages) if found else ((), ())
    if sex and sex.upper() not in sexes:
        remedies.append(
            _(
                "“{value}” is not a sex this indicator is told by. Choose: {known}."
            ).format(
                value=sex,
                known=_listed([f"{each} ({words.sex(each)})" for each in sexes]),
            )
        )
        sex = ""
    if age and age not in ages:
        remedies.append(
            _(
                "“{value}” is not an age this indicator is told by. Choose: {known}."
            ).format(
                value=age,
                known=_listed([f"{each} ({words.age(each)})" for each in ages]),
            )
        )
        age = ""
    return sex.upper(), age


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or _("none, it has one line only")


def _years(
    told: dict[str, list[str]], remedies: list[str]
) -> tuple[int | None, int | None]:
    since, until = (_year(told[name], remedies) for name in ("since", "until"))
    if since and until and since > until:
        remedies.append(
            _(
                "The first year ({since}) is after the last ({until}), so all years "
                "are shown. Write the earlier one first."
            ).format(since=since, until=until)
        )
        return None, None
    return since, until


def _year(told: Sequence[str], remedies: list[str]) -> int | None:
    text = next(filter(None, told), "")
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text) in YEARS:
        return int(text)
    remedies.append(
        _(
            "“{value}” is not a year. Write one from {first} to {last}, such as 2010."
        ).format(value=text, first=YEARS[0], last=YEARS[-1])
    )
    return None
