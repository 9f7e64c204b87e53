"""Two sources for tests: what all the office is given, and what screeners are given.

Sofia serves as secretariat, Oumar screens, Bruno acts for somebody else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accord.accounts.models import Person
from accord.accounts.tests.factories import make_officer
from accord.base import waiting
from accord.base.actor import Actor
from accord.base.waiting import Drafted, NotDone, On, Recipient, Source, Verb, Waiting
from accord.partners.models import Role
from accord.partners.tests.factories import (
    make_mandate,
    make_partner,
    make_person,
    sign_in,
)

MAIL = "accounts/emails/second_factor.txt"
ROSA = Recipient("rosa@dockers.example", "Rosa", "es")
JEAN = Recipient("jean@dockers.example", "Jean", "fr")


@dataclass
class Desk:
    """What waits, and what was decided of it."""

    letters: list[Waiting] = field(default_factory=list)
    cases: list[Waiting] = field(default_factory=list)
    decided: set[str] = field(default_factory=set)

    def add(self, number: int, *, days: int = 0, due: int | None = None) -> Waiting:
        """Let a letter wait for some days, due in some days."""
        today, now = timezone.localdate(), timezone.now()
        item = Waiting(
            key=f"test:letter-{number}",
            kind="letter",
            title=f"Letter {number}",
            url="/en/",
            organization=f"Union {number}",
            on=On.PARTNER,
            since=now - timedelta(days=days, minutes=1),
            whom=f"PAR-{number}",
            due=None if due is None else today + timedelta(days=due),
            message=Drafted(MAIL, {"name": "Rosa", "address": "/x/"}, (ROSA, JEAN)),
            verbs=("accept",),
        )
        self.letters.append(item)
        return item

    def decide(self, key: str, by: Actor, on: date) -> None:
        if key.endswith("-13"):
            raise NotDone("The thirteenth is never decided.")
        self.decided.add(key)

    def take_back(self, key: str, by: Actor, on: date) -> None:
        self.decided.discard(key)


@pytest.fixture
def desk(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Put the two sources in the place of all others."""
    made = Desk()

    def of_screeners(reader: Actor, on: date) -> list[Waiting]:
        return list(made.cases) if reader.has_duty("screener", on) else []

    def of_office(reader: Actor, on: date) -> list[Waiting]:
        return [each for each in made.letters if each.key not in made.decided]

    letters = Source(
        "letter",
        "Letter",
        of_office,
        verbs=(Verb("accept", "Accept", made.decide, made.take_back),),
        may_recall=lambda reader, on: reader.has_duty("secretariat", on),
    )
    cases = Source("case", "Quokkakind", of_screeners)
    monkeypatch.setattr(waiting, "_sources", {"letter": letters, "case": cases})
    cache.clear()
    yield made
    cache.clear()


@pytest.fixture
def case(desk: Desk) -> Waiting:
    """Let a case wait, which nobody but a screener may know of."""
    desk.cases.append(
        Waiting(
            key="test:case-1",
            kind="case",
            title="Quokkacase",
            url="/en/",
            organization="Quokkaunion",
            on=On.OFFICE,
            since=timezone.now() - timedelta(days=30),
            message=Drafted(MAIL, {"name": "Rosa", "address": "/x/"}, (ROSA,)),
        )
    )
    return desk.cases[0]


@pytest.fixture
def sofia_person(db: None) -> Person:
    return make_officer(language="en")


@pytest.fixture
def sofia(sofia_person: Person) -> Client:
    return sign_in(Client(), sofia_person)


@pytest.fixture
def oumar_person(db: None) -> Person:
    return make_officer("screener")


@pytest.fixture
def oumar(oumar_person: Person) -> Client:
    return sign_in(Client(), oumar_person)


@pytest.fixture
def bruno(db: None) -> Client:
    person = make_person("bruno@other.example")
    make_mandate(make_partner("Another union"), Role.SIGNATORY, person=person)
    return sign_in(Client(), person)
