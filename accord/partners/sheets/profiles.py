"""What a row of a sheet changes of a profile, or of a prospect."""

from datetime import date
from typing import Any

from accord.atlas.models import Area, Challenge
from accord.base.multilingual import Multilingual
from accord.partners.models import Partner, Prospect

TEXT_KEYS = ("name", "mandate", "priorities", "expertise")
_FIELDS = {"mandate": "mandate_text"}
_RELATIONS: dict[str, Any] = {"areas": Area, "challenges": Challenge}


def changes_of(
    partner: Partner, told: Any, *, is_edit: bool, on: date
) -> tuple[dict[str, Any], list[str]]:
    """Return what a row changes of a profile, and what of it is kept as it stands.

    A row that names the partner by reference is an edit of its profile. A list that
    only knows one of its numbers fills in what is empty, and changes no words.
    """
    changes: dict[str, Any] = {}
    kept: list[str] = []
    for key, texts in told.texts.items():
        field = _FIELDS.get(key, key)
        value = _over(getattr(partner, field), texts, told.language, is_edit=is_edit)
        if value is None:
            kept.append(key)
        elif value.to_json() != getattr(partner, field).to_json():
            changes[field] = value
    if told.website and told.website.rstrip("/") != partner.website.rstrip("/"):
        if partner.website and not is_edit:
            kept.append("website")
        else:
            changes["website"] = told.website
    for relation, codes in told.codes.items():
        now = {each.code for each in getattr(partner, relation).all()}
        if now == set(codes):
            continue
        if now and not is_edit:
            kept.append(relation)
        else:
            changes[relation] = list(
                _RELATIONS[relation].objects.filter(code__in=codes)
            )
    kept += _fixed(partner, told)
    return changes, kept


def _fixed(partner: Partner, told: Any) -> list[str]:
    """Return what differs and is changed by no import."""
    differing = []
    if told.category and told.category != partner.category.code:
        differing.append("category")
    if told.country and told.country != partner.country_id:
        differing.append("country")
    if told.short_name and told.short_name != partner.short_name:
        differing.append("short_name")
    return differing


def _over(
    standing: Multilingual, texts: dict[str, str], language: str, *, is_edit: bool
) -> Multilingual | None:
    """Return the texts of a row over those that stand; None where they are kept."""
    if not texts:
        return standing
    every = {each: standing.text_in(each) for each in standing.languages}
    if not is_edit and standing:
        differs = any(text not in every.values() for text in texts.values())
        return None if differs else standing
    every |= texts
    original = standing.original_language if standing else language
    if not every.get(original):
        original = next(iter(every))
    return standing.with_texts(original, every)


def wanted(prospect: Prospect, told: Any) -> dict[str, Any]:
    """Return what a row changes of a prospect; what it leaves open stays."""
    known = prospect.numbers
    more = [list(each) for each in told.numbers if list(each) not in known]
    found = {
        "name": told.name,
        "names": dict(told.texts["name"]),
        "country_id": told.country or None,
        "website": told.website,
        "numbers": [*known, *more],
    }
    return {
        name: value
        for name, value in found.items()
        if value and value != getattr(prospect, name)
    }
