"""Actions as everyone may have them: what API, files and feeds are made from."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accord.actions import facts
from accord.actions.models import Action
from accord.base import projecting
from accord.base.projecting import NotPublic, Projection, iso, texts_of
from accord.partners.models import Partner

# What changes the public record of an action.
VERBS = ("published", "revised", "withdrawn", "imported", "moved")


def project(actions: Sequence[Action], *, on: date) -> list[Projection]:
    """Return the public record of each action, in nine queries for any number.

    A draft among them is a mistake of the caller: nothing is told at all.
    """
    for each in actions:
        if each.published_on is None:
            raise NotPublic(f"{each.reference} is a draft.")
    return told(actions, on=on)


def told(actions: Sequence[Action], *, on: date) -> list[Projection]:
    """Return the same of any action, for those who may see its draft: see `access`."""
    known = facts.facts_by_action(actions)
    partners = _partners(actions, known)
    moments = projecting.moments((each.history_reference for each in actions), VERBS)
    pages = projecting.address_of("actions:list")
    return [
        {
            "reference": each.reference,
            "id": projecting.permanent_id("action", each.reference),
            "url": f"{pages}{each.reference}/",
            "kind": each.kind,
            "stage": each.stage_on(on).value,
            "language": each.title.original_language,
            "title": texts_of(each.title),
            "summary": texts_of(each.summary),
            "lead": partners[each.lead_id],
            "partners": [
                {**partners[reference], "role": role}
                for reference, role in known[each.pk]["partners"]
            ],
            **{relation: known[each.pk][relation] for relation in facts.RELATIONS},
            "starts_on": iso(each.starts_on),
            "ends_on": iso(each.ends_on),
            "budget": known[each.pk]["budget"],
            "currency": each.currency or None,
            "identifiers": [
                {"scheme": scheme, "value": value}
                for scheme, value in known[each.pk]["external_identifiers"]
            ],
            "published_on": iso(each.published_on),
            "withdrawn_on": iso(each.withdrawn_on),
            "withdrawal_reason": texts_of(each.withdrawal_reason) or None,
            "updated_at": projecting.instant(
                moments.get(each.history_reference), each.published_on
            ),
            "version": each.version,
            "sample": each.is_sample,
        }
        for each in actions
    ]


def _partners(
    actions: Sequence[Action], told: dict[int, facts.Facts]
) -> dict[int | str, dict[str, Any]]:
    """Return what is said of each partner concerned, by its key and its reference."""
    joined = {ref for found in told.values() for ref, _role in found["partners"]}
    leads = {each.lead_id for each in actions}
    rows = Partner.objects.filter(pk__in=leads) | Partner.objects.filter(
        reference__in=joined
    )
    found: dict[int | str, dict[str, Any]] = {}
    for key, reference, slug, name in rows.values_list(
        "pk", "reference", "slug", "name"
    ):
        found[key] = found[reference] = {
            "reference": reference,
            "slug": slug,
            "name": texts_of(name),
        }
    return found
