"""Partners as everyone may have them, those who have left included."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from accord.atlas.models import Category, Constituency
from accord.base import projecting
from accord.base.projecting import Projection, iso, texts_of
from accord.partners.models import Identifier, Partner

# What changes the public record of a partner.
VERBS = (
    *("joined", "changed", "identified", "number removed"),
    *("suspended", "resumed", "left", "returned", "merged", "absorbed"),
)
RELATIONS = ("areas", "challenges")


def project(partners: Sequence[Partner], *, on: date) -> list[Projection]:
    """Return the public record of each partner, in six queries for any number."""
    categories = dict(Category.objects.values_list("pk", "code"))
    constituencies = dict(Constituency.objects.values_list("pk", "code"))
    codes = _codes(partners)
    numbers = _numbers(partners)
    moments = projecting.moments((each.history_reference for each in partners), VERBS)
    pages = projecting.address_of("partners:list")
    return [
        {
            "reference": each.reference,
            "id": projecting.permanent_id("partner", each.reference),
            "url": f"{pages}{each.slug}/",
            "slug": each.slug,
            "name": texts_of(each.name),
            "short_name": each.short_name or None,
            "category": categories[each.category_id],
            "constituency": constituencies[each.constituency_id],
            "country": each.country_id,
            "region": each.region_id,
            "mandate": texts_of(each.mandate_text),
            "priorities": texts_of(each.priorities),
            "expertise": texts_of(each.expertise),
            **{relation: codes[relation][each.pk] for relation in RELATIONS},
            "website": each.website or None,
            "identifiers": numbers[each.pk],
            "joined_on": iso(each.joined_on),
            "left_on": iso(each.left_on),
            "suspended_on": iso(each.suspended_on),
            "updated_at": projecting.instant(
                moments.get(each.history_reference), each.joined_on
            ),
            "version": each.version,
            "sample": each.is_sample,
        }
        for each in partners
    ]


def _codes(partners: Sequence[Partner]) -> dict[str, dict[int, list[str]]]:
    ours = Partner.objects.filter(pk__in=[each.pk for each in partners]).order_by()
    found: dict[str, dict[int, list[str]]] = {}
    for relation in RELATIONS:
        found[relation] = defaultdict(list)
        rows = ours.filter(**{f"{relation}__isnull": False})
        for key, code in rows.values_list("pk", f"{relation}__code"):
            found[relation][key].append(code)
        for each in found[relation].values():
            each.sort()
    return found


def _numbers(partners: Sequence[Partner]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Identifier.objects.filter(partner__in=[each.pk for each in partners])
    for key, scheme, value in rows.order_by("scheme", "value").values_list(
        "partner_id", "scheme", "value"
    ):
        found[key].append({"scheme": scheme, "value": value})
    return found
