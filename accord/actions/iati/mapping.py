"""What an IATI activity would be as a draft action, and what has no place in one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, gettext_noop, override

from accord.actions.forms import SUMMARY_LIMIT, TITLE_LIMIT
from accord.actions.iati import budgets
from accord.actions.iati.known import Known, sectors
from accord.actions.iati.remarks import Remark
from accord.actions.iati.wording import (
    base_language,
    cleaned,
    in_readers_language,
    listed,
    named,
)
from accord.actions.models import Kind, Register
from accord.base.multilingual import Multilingual
from accord.partners.models import Partner
from tally.iati import Activity, Where
from tally.iati.model import UNDETERMINED, Participant

DAC_SECTORS = {"1": "Sector", "2": "SectorCategory"}
DAC_REGIONS = "1"
GOAL_VOCABULARIES = {"7", "8"}
ROLES = {
    "1": gettext_noop("Funding"),
    "2": gettext_noop("Accountable"),
    "3": gettext_noop("Extending"),
    "4": gettext_noop("Implementing"),
}
MOST_ORGANIZATIONS = 100
CANCELLED, CLOSED, SUSPENDED = "5", "4", "6"


@dataclass(frozen=True, slots=True)
class Draft:
    """The facts an action would have, and what the file says beyond them."""

    changes: Mapping[str, Any]
    remarks: tuple[Remark, ...]


def draft_of(activity: Activity, lead: Partner, known: Known) -> Draft:
    """Return what an activity would be as a draft led by `lead`."""
    return _Mapping(activity, lead, known).draft()


class _Mapping:
    def __init__(self, activity: Activity, lead: Partner, known: Known) -> None:
        self.activity = activity
        self.lead = lead
        self.known = known
        self.remarks = [Remark.of(each) for each in activity.notices]
        self.language = base_language(activity.default_language or "")

    def draft(self) -> Draft:
        title = self._title()
        starts_on, ends_on = self._dates()
        budget, currency = self._budget()
        areas, groups = self._sectors()
        changes = {
            "kind": Kind.INITIATIVE.value,
            "title": title,
            "summary": self._summary(),
            "countries": self._countries(),
            "areas": areas,
            "groups": groups,
            "targets": self._targets(),
            "starts_on": starts_on,
            "ends_on": ends_on,
            "budget": budget,
            "currency": currency,
            "partners": self._partners(title.original_language),
            "external_identifiers": [
                (Register.IATI.value, self.activity.iati_identifier)
            ],
        }
        self._say_what_else_there_is()
        return Draft(changes, tuple(self.remarks))

    def _say(self, element: str, template: str, **values: str | int) -> None:
        where = Where(self.activity.line, self.activity.iati_identifier, element)
        self.remarks.append(Remark(where, template, values))

    def _title(self) -> Multilingual:
        title = self._multilingual(
            {
                language: [cleaned(text)]
                for language, text in self.activity.titles.items()
            }
        )
        if len(title.original) > TITLE_LIMIT:
            self._say(
                "title",
                gettext_noop(
                    "The title has {count} characters where {limit} are asked for;"
                    " shorten it before you publish."
                ),
                count=len(title.original),
                limit=TITLE_LIMIT,
            )
        return title

    def _summary(self) -> Multilingual:
        parts: dict[str, list[str]] = {}
        for each in sorted(self.activity.descriptions, key=lambda one: one.type):
            for language, text in each.texts.items():
                parts.setdefault(language, []).append(cleaned(text))
        summary = self._multilingual(parts)
        if len(summary.original) > SUMMARY_LIMIT:
            self._say(
                "description",
                gettext_noop(
                    "The descriptions together have {count} characters where {limit}"
                    " are asked for; shorten the summary before you publish."
                ),
                count=len(summary.original),
                limit=SUMMARY_LIMIT,
            )
        return summary

    def _multilingual(self, parts: Mapping[str, list[str]]) -> Multilingual:
        """Join the parts of each language; a text of no language is the lead's."""
        own = self.language or base_language(self.lead.name.original_language)
        texts: dict[str, str] = {}
        for tag, pieces in parts.items():
            language = own if tag == UNDETERMINED else base_language(tag)
            texts.setdefault(language, "\n\n".join(dict.fromkeys(filter(None, pieces))))
        texts = {language: text for language, text in texts.items() if text}
        if not texts:
            return Multilingual()
        original = own if own in texts else next(iter(texts))
        return Multilingual().with_texts(original, texts)

    def _countries(self) -> list[str]:
        found, unknown = [], []
        for code in self.activity.country_codes:
            if code in self.known.countries:
                found.append(self.known.countries[code])
            else:
                unknown.append(named("Country", code))
        if unknown:
            self._say(
                "recipient-country",
                gettext_noop(
                    "Not in this site's list of countries: {countries}; choose the"
                    " countries yourself."
                ),
                countries=listed(unknown),
            )
        self._say_regions(has_countries=bool(found))
        return found

    def _say_regions(self, *, has_countries: bool) -> None:
        own = [(each.code, each.vocabulary) for each in self.activity.regions]
        regions = dict.fromkeys([*own, *self.activity.transactions.regions])
        if not regions:
            return
        names = listed(
            named("Region", code) if vocabulary == DAC_REGIONS else code
            for code, vocabulary in regions
        )
        if has_countries:
            template = gettext_noop(
                "Besides its countries the activity names regions, which an action"
                " does not hold: {regions}."
            )
        else:
            template = gettext_noop(
                "The activity names regions and no country: {regions}; choose the"
                " countries before you publish."
            )
        self._say("recipient-region", template, regions=names)

    def _sectors(self) -> tuple[list[str], list[str]]:
        own = [(each.code, each.vocabulary) for each in self.activity.sectors]
        areas: dict[str, None] = {}
        groups: dict[str, None] = {}
        without: list[str] = []
        for code, vocabulary in dict.fromkeys(
            [*own, *self.activity.transactions.sectors]
        ):
            if vocabulary in GOAL_VOCABULARIES:
                continue
            sector = sectors().get(code) if vocabulary in DAC_SECTORS else None
            if sector is None:
                without.append(self._sector_name(code, vocabulary))
                continue
            areas |= dict.fromkeys(set(sector.areas) & self.known.areas)
            groups |= dict.fromkeys(set(sector.groups) & self.known.groups)
        if without:
            self._say(
                "sector",
                gettext_noop(
                    "No area of immediate action follows from these sectors:"
                    " {sectors}; choose the areas yourself."
                ),
                sectors=listed(without),
            )
        return sorted(areas), sorted(groups)

    def _sector_name(self, code: str, vocabulary: str) -> str:
        if vocabulary in DAC_SECTORS:
            return named(DAC_SECTORS[vocabulary], code)
        names = next(
            (
                each.names
                for each in self.activity.sectors
                if (each.code, each.vocabulary) == (code, vocabulary) and each.names
            ),
            {},
        )
        return f"{code} {in_readers_language(names)}".strip()

    def _targets(self) -> list[str]:
        told = [each.lower() for each in self.activity.targets]
        found = [code for code in told if code in self.known.targets]
        unknown = [code for code in told if code not in self.known.targets]
        if unknown:
            self._say(
                "tag",
                gettext_noop(
                    "There is no target {targets} of the Sustainable Development Goals."
                ),
                targets=listed(unknown),
            )
        covered = {code.partition(".")[0] for code in found}
        bare = [goal for goal in self.activity.goals if goal not in covered]
        if bare:
            self._say(
                "tag",
                gettext_noop(
                    "The activity names goals without a target: {goals}; choose the"
                    " targets it serves."
                ),
                goals=listed(bare),
            )
        return found

    def _dates(self) -> tuple[date | None, date | None]:
        starts_on, ends_on = self.activity.starts_on, self.activity.ends_on
        if starts_on and ends_on and ends_on < starts_on:
            self._say(
                "activity-date",
                gettext_noop(
                    "The end {end} lies before the start {start}; the end was left"
                    " out, correct it before you publish."
                ),
                start=starts_on.isoformat(),
                end=ends_on.isoformat(),
            )
            return starts_on, None
        return starts_on, ends_on

    def _budget(self) -> tuple[Any, str]:
        total = budgets.total(self.activity.budgets)
        for template, values in total.remarks:
            self._say("budget", template, **values)
        return total.amount, total.currency

    def _partners(self, language: str) -> list[tuple[str, str]]:
        """Return (reference, role) of those who are partners; name the others."""
        roles: dict[str, list[str]] = {}
        others: dict[str, list[str]] = {}
        publisher = self._publisher()
        for each in self.activity.participants:
            reference = self.known.partners.get((each.ref or "").upper())
            if reference is None and each.ref and each.ref == publisher:
                # Who publishes the file is who imports it, number or not.
                continue
            if reference is None:
                others.setdefault(_shown(each), []).append(each.role or "")
            elif reference != self.lead.reference:
                roles.setdefault(reference, []).append(each.role or "")
        if others:
            names = (f"{name} – {_roles(theirs)}" for name, theirs in others.items())
            self._say(
                "participating-org",
                gettext_noop(
                    "Others take part whose numbers no partner has: {organizations}."
                    " Add by hand those that are partners."
                ),
                organizations=listed(names, separator="; ", most=MOST_ORGANIZATIONS),
            )
        with override(language if language in dict(settings.LANGUAGES) else None):
            return [(each, _roles(theirs)) for each, theirs in roles.items()]

    def _publisher(self) -> str | None:
        """Return the publisher's number; say so if it is another partner's."""
        publisher = self.activity.reporting_organization
        if publisher is None or not publisher.ref:
            return None
        reference = self.known.partners.get(publisher.ref.upper())
        if reference not in {None, self.lead.reference}:
            self._say(
                "reporting-org",
                gettext_noop(
                    "{publisher} publishes this activity and is another partner; check"
                    " for whom you import it."
                ),
                publisher=f"{in_readers_language(publisher.names)} ({publisher.ref})",
            )
        return publisher.ref

    def _say_what_else_there_is(self) -> None:
        status = self.activity.status
        if status in {CANCELLED, SUSPENDED}:
            self._say(
                "activity-status",
                gettext_noop(
                    "The file gives the status “{status}”; an action's stage follows"
                    " from its dates, so consider whether to publish it."
                ),
                status=named("ActivityStatus", status),
            )
        elif status == CLOSED and self.activity.ends_on is None:
            self._say(
                "activity-status",
                gettext_noop("The activity is closed but has no end; add the end."),
            )
        left_out = {**self.activity.passed_over}
        left_out["transaction"] = self.activity.transactions.count
        left_out["related-activity"] = len(self.activity.related_activities)
        left_out["other-identifier"] = len(self.activity.other_identifiers)
        parts = [f"{name} ({count})" for name, count in left_out.items() if count]
        if parts:
            self._say(
                "iati-activity",
                gettext_noop("An action has no place for these elements: {elements}."),
                elements=", ".join(sorted(parts)),
            )


def _shown(organization: Participant) -> str:
    name = in_readers_language(organization.names)
    number = f"({organization.ref})" if organization.ref else ""
    return f"{name} {number}".strip() or "?"


def _roles(codes: Iterable[str]) -> str:
    words = (gettext(ROLES[code]) for code in dict.fromkeys(codes) if code in ROLES)
    return ", ".join(words) or "?"
