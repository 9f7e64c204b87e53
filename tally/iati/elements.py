"""Read the elements inside an activity, one function each.

A function takes the element and what it inherits, and returns its value, or None if
nothing of it could be kept; the remarks are in the notes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lxml import etree

from tally.iati import values
from tally.iati.model import (
    UNDETERMINED,
    ActivityDate,
    Budget,
    CountryShare,
    Description,
    Money,
    OtherIdentifier,
    Participant,
    RegionShare,
    RelatedActivity,
    ReportingOrganization,
    SectorShare,
    Tag,
    Texts,
)
from tally.iati.reasons import Reason, reason
from tally.iati.values import Say, line_of, paragraphs_of

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_NOTICES = 100

DATE_TYPES_OF_VERSION_1 = {
    "start-planned": "1",
    "start-actual": "2",
    "end-planned": "3",
    "end-actual": "4",
}
ROLES_OF_VERSION_1 = {
    "funding": "1",
    "accountable": "2",
    "extending": "3",
    "implementing": "4",
}
REGION_LISTS = {"1": "Region"}
SECTOR_LISTS = {
    "1": "Sector",
    "2": "SectorCategory",
    "7": "UNSDG-Goals",
    "8": "UNSDG-Targets",
}
TAG_LISTS = {"2": "UNSDG-Goals", "3": "UNSDG-Targets"}
OWN_VOCABULARIES = ("98", "99")


@dataclass
class Notes:
    """The remarks on one activity; past `MOST_NOTICES` they are only counted."""

    kept: list[tuple[int, str, Reason]] = field(default_factory=list)
    more: int = 0

    def add(self, line: int, element: str, code: str, /, **found: object) -> None:
        if len(self.kept) >= MOST_NOTICES:
            self.more += 1
            return
        self.kept.append((line, element, reason(code, **found)))

    def on(self, element: etree._Element) -> Say:
        """The voice for remarks on this element."""

        def say(code: str, /, **found: object) -> None:
            self.add(element.sourceline or 0, path_of(element), code, **found)

        return say


@dataclass
class Context:
    """What the elements of an activity inherit, and where their remarks go."""

    language: str | None
    currency: str | None
    notes: Notes
    said_language_missing: bool = False


def path_of(element: etree._Element) -> str:
    """The name below the activity, such as `budget/period-start`."""
    names = [str(element.tag)]
    names += [str(parent.tag) for parent in element.iterancestors()][:-2]
    return "/".join(reversed(names))


def parts(element: etree._Element) -> Iterator[etree._Element]:
    """The child elements that belong to the standard's namespace, which is none."""
    return (
        child
        for child in element
        if isinstance(child.tag, str) and not child.tag.startswith("{")
    )


def given(element: etree._Element, name: str) -> str:
    return (element.get(name) or "").strip()


def needed(element: etree._Element, name: str, say: Say) -> str:
    """An attribute that must be there; that one is empty was said with its shape."""
    if element.get(name) is None:
        say("attribute_missing", missing=name)
    return given(element, name)


def only(element: etree._Element, name: str, context: Context) -> etree._Element | None:
    """The one child of that name."""
    found = element.findall(name)
    if not found:
        context.notes.on(element)("element_lacks", missing=name)
        return None
    if len(found) > 1:
        context.notes.on(found[1])("element_several")
    return found[0]


def coded(
    element: etree._Element,
    attribute: str,
    name: str,
    say: Say,
    *,
    default: str | None = None,
) -> str | None:
    """An optional code of the list `name`."""
    text = given(element, attribute)
    return values.code(text, name, say) if text else default


def language_of(element: etree._Element, context: Context) -> str:
    """The nearest xml:lang: of the narrative, what holds it, the activity, the file."""
    say = context.notes.on(element)
    for holder in (element, *element.iterancestors()):
        if holder.tag == "iati-activity":
            break
        if tag := (holder.get(LANG) or "").strip():
            return values.language(tag, say) or UNDETERMINED
    if context.language is None and not context.said_language_missing:
        context.said_language_missing = True
        say("language_missing")
    return context.language or UNDETERMINED


def texts(
    element: etree._Element,
    context: Context,
    *,
    tidy: Callable[[str], str] = line_of,
) -> dict[str, str]:
    """The narratives of an element by language."""
    found: dict[str, str] = {}
    for narrative in element.findall("narrative"):
        text = tidy(plain_text(narrative))
        if not text:
            context.notes.on(narrative)("narrative_empty")
            continue
        language = language_of(narrative, context)
        if language in found:
            context.notes.on(narrative)("language_twice", language=language)
        found.setdefault(language, text)
    outside = tidy(element.text or "")
    if outside and not found:
        context.notes.on(element)("narrative_outside")
        found[language_of(element, context)] = outside
    return found


def plain_text(element: etree._Element) -> str:
    """The text inside, across comments, instructions and any markup."""
    return str(element.xpath("string()"))


def read_titles(element: etree._Element, context: Context) -> Texts:
    found = texts(element, context)
    if not found:
        context.notes.on(element)("narrative_missing")
    return found


def read_description(element: etree._Element, context: Context) -> Description | None:
    say = context.notes.on(element)
    kind = coded(element, "type", "DescriptionType", say, default="1")
    found = texts(element, context, tidy=paragraphs_of)
    if not found:
        say("narrative_missing")
        return None
    return Description(type=kind or "4", texts=found)


def read_reporting_organization(
    element: etree._Element, context: Context
) -> ReportingOrganization:
    say = context.notes.on(element)
    secondary = given(element, "secondary-reporter")
    kind = needed(element, "type", say)
    return ReportingOrganization(
        ref=needed(element, "ref", say) or None,
        type=values.code(kind, "OrganisationType", say) if kind else None,
        names=texts(element, context),
        is_secondary=bool(secondary and values.flag(secondary, say)),
    )


def read_participant(element: etree._Element, context: Context) -> Participant:
    say = context.notes.on(element)
    role = needed(element, "role", say)
    ref, names = given(element, "ref"), texts(element, context)
    if not ref and not names:
        say("organisation_unnamed")
    return Participant(
        ref=ref or None,
        activity_id=given(element, "activity-id") or None,
        role=values.code(role, "OrganisationRole", say, old=ROLES_OF_VERSION_1)
        if role
        else None,
        type=coded(element, "type", "OrganisationType", say),
        names=names,
    )


def read_status(element: etree._Element, context: Context) -> str | None:
    say = context.notes.on(element)
    text = needed(element, "code", say)
    return values.code(text, "ActivityStatus", say) if text else None


def read_date(element: etree._Element, context: Context) -> ActivityDate | None:
    say = context.notes.on(element)
    kind, text = needed(element, "type", say), needed(element, "iso-date", say)
    if kind:
        kind = (
            values.code(kind, "ActivityDateType", say, old=DATE_TYPES_OF_VERSION_1)
            or ""
        )
    found = values.day(text, say) if text else None
    return ActivityDate(kind, found) if kind and found else None


def read_percentage(element: etree._Element, say: Say) -> Decimal | None:
    text = given(element, "percentage")
    return values.percentage(text, say) if text else None


def read_country(element: etree._Element, context: Context) -> CountryShare | None:
    say = context.notes.on(element)
    text = needed(element, "code", say)
    share = read_percentage(element, say)
    found = values.code(text, "Country", say) if text else None
    return CountryShare(found, share) if found else None


def in_vocabulary(
    element: etree._Element,
    vocabularies: str,
    lists: Mapping[str, str],
    say: Say,
    *,
    default: str,
) -> tuple[str, str] | None:
    """Code and vocabulary, the code checked where its list is kept here."""
    vocabulary = coded(element, "vocabulary", vocabularies, say, default=default)
    text = needed(element, "code", say)
    if not text or vocabulary is None:
        return None
    if vocabulary not in lists:
        return text, vocabulary
    found = values.code(text, lists[vocabulary], say)
    return (found, vocabulary) if found else None


def read_region(element: etree._Element, context: Context) -> RegionShare | None:
    say = context.notes.on(element)
    share = read_percentage(element, say)
    found = in_vocabulary(element, "RegionVocabulary", REGION_LISTS, say, default="1")
    return RegionShare(*found, percentage=share) if found else None


def read_sector(element: etree._Element, context: Context) -> SectorShare | None:
    say = context.notes.on(element)
    share = read_percentage(element, say)
    names = texts(element, context)
    found = in_vocabulary(element, "SectorVocabulary", SECTOR_LISTS, say, default="1")
    if found is None:
        return None
    if found[1] in OWN_VOCABULARIES and not names:
        say("vocabulary_needs_text")
    return SectorShare(*found, percentage=share, names=names)


def read_tag(element: etree._Element, context: Context) -> Tag | None:
    say = context.notes.on(element)
    names = texts(element, context)
    if not needed(element, "vocabulary", say):
        return None
    found = in_vocabulary(element, "TagVocabulary", TAG_LISTS, say, default="99")
    return Tag(*found, names=names) if found else None


def read_period(element: etree._Element, name: str, context: Context) -> date | None:
    part = only(element, name, context)
    if part is None:
        return None
    say = context.notes.on(part)
    text = needed(part, "iso-date", say)
    return values.day(text, say) if text else None


def read_money(element: etree._Element, context: Context) -> Money | None:
    """The `value` child of a budget or transaction."""
    part = only(element, "value", context)
    if part is None:
        return None
    say = context.notes.on(part)
    amount = values.number(plain_text(part).strip(), say)
    day = needed(part, "value-date", say)
    valued_on = values.day(day, say) if day else None
    currency = coded(part, "currency", "Currency", say, default=context.currency)
    if amount is None:
        return None
    if currency is None:
        if not given(part, "currency"):
            say("currency_missing", value=amount)
        return None
    return Money(amount, currency, valued_on)


def read_budget(element: etree._Element, context: Context) -> Budget:
    say = context.notes.on(element)
    starts_on = read_period(element, "period-start", context)
    ends_on = read_period(element, "period-end", context)
    if starts_on and ends_on and ends_on < starts_on:
        say("dates_reversed", start=starts_on, end=ends_on)
    return Budget(
        type=coded(element, "type", "BudgetType", say, default="1"),
        status=coded(element, "status", "BudgetStatus", say, default="1"),
        starts_on=starts_on,
        ends_on=ends_on,
        value=read_money(element, context),
    )


def read_other_identifier(
    element: etree._Element, context: Context
) -> OtherIdentifier | None:
    say = context.notes.on(element)
    ref, kind = needed(element, "ref", say), needed(element, "type", say)
    owner = element.find("owner-org")
    if not ref:
        return None
    return OtherIdentifier(
        ref=ref,
        type=values.code(kind, "OtherIdentifierType", say) if kind else None,
        owner_ref=given(owner, "ref") or None if owner is not None else None,
        owner_names=texts(owner, context) if owner is not None else {},
    )


def read_related(element: etree._Element, context: Context) -> RelatedActivity | None:
    say = context.notes.on(element)
    ref, kind = needed(element, "ref", say), needed(element, "type", say)
    if not ref:
        return None
    found = values.code(kind, "RelatedActivityType", say) if kind else None
    return RelatedActivity(ref, found)
