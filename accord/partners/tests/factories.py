"""The smallest valid partners, people and mandates."""

import itertools
import time
from datetime import date
from typing import Any

from django.test import Client

from accord.accounts.models import Person
from accord.accounts.tests import factories as accounts
from accord.atlas.models import Category, Constituency
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.partners import operations
from accord.partners.models import Mandate, Partner, Role

JOINED = date(2024, 1, 24)
STANDING = {"GOV": "government", "EMP": "employers", "WRK": "workers"}
SHAPES = {
    "government": "circle",
    "employers": "triangle",
    "workers": "square",
    "none": "diamond",
}
CODES = ("GOV", "EMP", "WRK", "INT", "FIN", "REG", "ENT", "NGO", "ACA")

_numbers = itertools.count(1)


def make_constituency(code: str = "workers") -> Constituency:
    constituency, _made = Constituency.objects.get_or_create(
        code=code,
        defaults={
            "names": {"en": code.title()},
            "shape": SHAPES[code],
            "position": list(SHAPES).index(code),
        },
    )
    return constituency


def make_category(code: str = "WRK") -> Category:
    category, _made = Category.objects.get_or_create(
        code=code,
        defaults={
            "names": {"en": f"Category {code}"},
            "default_constituency": make_constituency(STANDING.get(code, "none")),
            "position": CODES.index(code),
        },
    )
    return category


def make_partner(name: str = "", *, category: str = "WRK", **fields: Any) -> Partner:
    """Make a partner that joined on 24 January 2024. `name` is its English name."""
    number = next(_numbers)
    kind = make_category(category)
    fields.setdefault("joined_on", JOINED)
    given = fields.pop("names", None) or Multilingual.of(
        "en", name or f"Union {number}"
    )
    return operations.admit(
        slug=fields.pop("slug", f"partner-{number}"),
        name=given,
        by=Actor.anonymous(),
        on=fields["joined_on"],
        category=kind,
        constituency=kind.default_constituency,
        **fields,
    )


def make_person(email: str = "", **fields: Any) -> Person:
    return accounts.make_person(email or f"person{next(_numbers)}@x.example", **fields)


def make_mandate(
    partner: Partner,
    role: str = Role.EDITOR,
    *,
    person: Person | None = None,
    starts_on: date = JOINED,
    ends_on: date | None = None,
) -> Mandate:
    return operations.grant_mandate(
        partner,
        person or make_person(),
        Role(role),
        starts_on=starts_on,
        ends_on=ends_on,
        by=Actor.anonymous(),
        on=starts_on,
    )


def sign_in(client: Client, person: Person, mandate: Mandate | None = None) -> Client:
    """Sign in as who has shown a second factor, under a mandate if given."""
    client.force_login(
        person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "reauthenticated": True, "at": time.time()}
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    if mandate is not None:
        session["acting_mandate"] = mandate.reference
    session.save()
    return client
