"""The smallest valid actions, and the people who act on them."""

from datetime import date
from itertools import count
from typing import Any

from accord.actions.models import Action
from accord.atlas.models import Area, Country, Target, TargetGroup
from accord.atlas.tests.factories import (
    make_area,
    make_challenge,
    make_country,
    make_goal,
)
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.partners.models import Mandate, Partner
from accord.partners.tests.factories import make_partner

TODAY = date(2026, 6, 1)
_numbers = count(1)


def make_vocabulary() -> None:
    """Make two countries, two areas, a challenge, two targets and a group."""
    make_country()
    make_country("MLI", "ML", "466", names={"en": "Mali", "fr": "Mali"})
    make_area()
    make_area("2", names={"en": "Employment"})
    make_challenge()
    goal = make_goal()
    for code in ("8.3", "8.5"):
        Target.objects.create(code=code, names={"en": f"Target {code}"}, goal=goal)
    TargetGroup.objects.create(code="women", names={"en": "Women"})


def make_action(lead: Partner | None = None, **fields: Any) -> Action:
    """Make a published action under way since January 2026, in no country."""
    number = next(_numbers)
    title = fields.pop("title", f"Written contracts {number}")
    if isinstance(title, str):
        title = Multilingual.of("en", title)
    relations = {
        name: fields.pop(name)
        for name in ("countries", "areas", "challenges", "targets", "groups")
        if name in fields
    }
    action = Action(
        **{
            "reference": f"ACT-2025-{number:04d}",
            "kind": "initiative",
            "title": title,
            "summary": Multilingual.of("en", "We write contracts."),
            "lead": lead or make_partner(),
            "starts_on": date(2026, 1, 1),
            "created_on": date(2026, 1, 1),
            "published_on": date(2026, 1, 2),
            **fields,
        }
    )
    action.write_keys()
    action.save()
    for name, records in relations.items():
        getattr(action, name).set(records)
    return action


def make_draft(lead: Partner | None = None, **fields: Any) -> Action:
    return make_action(lead, **{"published_on": None, **fields})


def complete(draft: Action) -> Action:
    """Give a draft the relations that publishing asks for."""
    draft.countries.set(Country.objects.filter(iso3="SEN"))
    draft.areas.set(Area.objects.filter(code="1"))
    return draft


def actor_of(mandate: Mandate) -> Actor:
    return Actor(mandate.person, mandate.partner, mandate)
