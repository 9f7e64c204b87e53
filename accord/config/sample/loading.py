"""Load the sample coalition from its files, in one transaction."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from accord.accounts.models import Person
from accord.actions.models import Action, Participation
from accord.atlas.models import Area, Category, Challenge, Country, Target, TargetGroup
from accord.base import history
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.base.references import next_reference
from accord.base.search import spelling
from accord.base.search.indexing import at_once
from accord.config.sample import cases
from accord.config.sample.people import Passwords, SignIn, add_office
from accord.partners import operations as partner_operations
from accord.partners.models import Mandate, Partner, Role
from accord.texts import operations as text_operations

FILES = Path(__file__).parent
LANGUAGES = ("en", "fr", "es")
BEGINNING = date(2023, 11, 15)
# Line breaks of the file; the no-break spaces of French typography stay.
_BREAKS = re.compile(r"[ \t\r\n]+")
# The union of Dakar whose focal point the guide follows.
SHOWN = "union-travailleuses-teranga"


@dataclass(slots=True)
class Loaded:
    partners: int = 0
    people: int = 0
    actions: int = 0
    news: int = 0
    applications: int = 0
    sign_ins: list[SignIn] = field(default_factory=list)


def entries(kind: str) -> Iterator[dict[str, Any]]:
    """Yield every record of a kind: `partner`, `action` or `news`."""
    for language in LANGUAGES:
        yield from entries_in(kind, language)


def entries_in(kind: str, language: str) -> list[dict[str, Any]]:
    plural = kind if kind == "news" else f"{kind}s"
    with (FILES / f"{plural}_{language}.toml").open("rb") as file:
        return tomllib.load(file)[kind]


@transaction.atomic
def load_office(passwords: Passwords) -> Loaded:
    sign_ins = add_office(passwords, since=BEGINNING)
    return Loaded(people=len(sign_ins), sign_ins=sign_ins)


@transaction.atomic
def load(passwords: Passwords, *, today: date) -> Loaded:
    """Load office, partners, people, mandates, actions, news, cases. Call it once."""
    with at_once():
        loaded = _load(passwords, today)
    spelling.recount()
    return loaded


def _load(passwords: Passwords, today: date) -> Loaded:
    loaded = load_office(passwords)
    secretariat = Actor(person=Person.objects.get(email="secretariat@accord.example"))
    partners = {}
    for each in sorted(entries("partner"), key=lambda entry: entry["joined"]):
        partners[each["slug"]] = _load_partner(each, secretariat)
        loaded.partners += 1
    for each in entries("partner"):
        loaded.people += _load_people(
            each, partners[each["slug"]], secretariat, passwords, loaded.sign_ins
        )
    signers = _signers()
    for each in sorted(entries("action"), key=lambda entry: entry["starts"]):
        _load_action(each, partners, signers, today)
        loaded.actions += 1
    loaded.news = _load_news(secretariat)
    loaded.applications = cases.load(today=today)
    return loaded


def _load_partner(entry: dict[str, Any], by: Actor) -> Partner:
    original = entry["original"]
    category = Category.objects.select_related("default_constituency").get(
        code=entry["category"]
    )
    names = dict(entry["name"])
    return partner_operations.admit(
        slug=entry["slug"],
        name=Multilingual.of(original, names.pop(original), **names),
        by=by,
        on=entry["joined"],
        short_name=entry.get("short_name", ""),
        category=category,
        constituency=category.default_constituency,
        country_id=entry.get("country"),
        region_id=entry.get("region"),
        mandate_text=_text(entry, "mandate"),
        priorities=_text(entry, "priorities"),
        expertise=_text(entry, "expertise"),
        website=entry.get("website", ""),
        joined_on=entry["joined"],
        is_sample=True,
        areas=Area.objects.filter(code__in=entry["areas"]),
        challenges=Challenge.objects.filter(code__in=entry["challenges"]),
    )


def _load_people(
    entry: dict[str, Any],
    partner: Partner,
    by: Actor,
    passwords: Passwords,
    sign_ins: list[SignIn],
) -> int:
    for each in entry["people"]:
        person = Person.objects.create(
            email=each["email"],
            name=each["name"],
            language=each["language"],
            password=passwords.hashed,
        )
        partner_operations.grant_mandate(
            partner,
            person,
            Role(each["role"]),
            starts_on=partner.joined_on,
            by=by,
            on=partner.joined_on,
        )
        if partner.slug in {SHOWN, "sample"}:
            who = f"{each['role']} of {partner.name.original}"
            sign_ins.append(SignIn(each["email"], who, each["language"]))
    return len(entry["people"])


def _signers() -> dict[int, Actor]:
    """Return, for each partner, the actor who signs for it: its focal point."""
    mandates = Mandate.objects.filter(role=Role.FOCAL_POINT).select_related(
        "person", "partner"
    )
    return {
        mandate.partner_id: Actor(mandate.person, mandate.partner, mandate)
        for mandate in mandates
    }


def _load_action(
    entry: dict[str, Any],
    partners: dict[str, Partner],
    signers: dict[int, Actor],
    today: date,
) -> None:
    lead = partners[entry["lead"]]
    by = signers[lead.pk]
    published = entry.get("published")
    begun = min(entry["starts"], published or today)
    title = _text(entry, "title")
    action = Action(
        reference=next_reference("ACT", begun.year),
        kind=entry["kind"],
        title=title,
        summary=_text(entry, "summary"),
        lead=lead,
        starts_on=entry["starts"],
        ends_on=entry.get("ends"),
        budget=entry.get("budget"),
        currency=entry.get("currency", ""),
        created_on=begun,
        published_on=published,
        withdrawn_on=entry.get("withdrawn"),
        withdrawal_reason=Multilingual.of(
            entry["original"], entry.get("withdrawal_reason", "")
        ),
        is_sample=True,
    )
    action.write_keys()
    action.save()
    Participation.objects.bulk_create(
        Participation(
            action=action, partner=partners[each["partner"]], role=each["role"]
        )
        for each in entry.get("with", [])
    )
    action.countries.set(Country.objects.filter(iso3__in=entry["countries"]))
    action.areas.set(Area.objects.filter(code__in=entry["areas"]))
    action.challenges.set(Challenge.objects.filter(code__in=entry["challenges"]))
    action.targets.set(Target.objects.filter(code__in=entry["targets"]))
    action.groups.set(TargetGroup.objects.filter(code__in=entry["groups"]))
    history.record(action, "begun", by=by, on=begun, after={"title": title.to_json()})
    if published:
        history.record(
            action, "published", by=by, on=published, after={"published_on": published}
        )
    if action.withdrawn_on:
        history.record(
            action,
            "withdrawn",
            by=by,
            on=action.withdrawn_on,
            after={"reason": action.withdrawal_reason.to_json()},
        )


def _load_news(by: Actor) -> int:
    dated = [
        (each, language)
        for language in LANGUAGES
        for each in entries_in("news", language)
    ]
    for each, language in sorted(dated, key=lambda pair: pair[0]["published"]):
        text_operations.load_news(
            slug=each["slug"],
            language=language,
            title=each["title"],
            paragraphs=each["paragraphs"],
            by=by,
            on=each["published"],
        )
    return len(dated)


def _text(entry: dict[str, Any], field_name: str) -> Multilingual:
    return Multilingual.of(
        entry["original"],
        _BREAKS.sub(" ", entry[field_name]).strip(),
        **entry.get(f"{field_name}_translations", {}),
    )
