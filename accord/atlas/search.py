"""How countries, areas, challenges and goals are found, and what their names stand for.

The names of vocabularies stand for what is filed under them, in every language; so do
the words of `data/synonyms.toml`.
"""

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.atlas.models import (
    Area,
    Category,
    Challenge,
    Constituency,
    Country,
    Goal,
    Named,
    Region,
    Target,
    TargetGroup,
)
from accord.atlas.operations import Loaded
from accord.base.search import sources
from accord.base.search.sources import Document, Happenings, Passage, Source, Term

WORLD = "001"
_DATA = Path(__file__).parent / "data"
_SYNONYMS, _DEMONYMS = _DATA / "synonyms.toml", _DATA / "demonyms.csv"
# And what its targets are called.
_TARGETS = ("Target", "Cible", "Meta", "الغاية")
Value = tuple[str, str]
_CONCEPTS: dict[Any, str] = {
    Area: "area",
    Challenge: "challenge",
    TargetGroup: "group",
    Goal: "goal",
    Category: "category",
    Constituency: "constituency",
}
# What a goal is called for short, in each language.
_GOALS = ("SDG", "ODD", "ODS", "Goal", "Objectif", "Objetivo", "الهدف")


def places_of(countries: Iterable[Country], regions: "Regions") -> set[Value]:
    """Return the facet values of countries and of all regions they lie in."""
    found: set[Value] = set()
    for each in countries:
        found |= {("country", each.iso3)} | regions.values_of(each.region_id)
    return found


class Regions:
    """The regions, read once: in which others each lies."""

    def __init__(self) -> None:
        self._parents = dict(Region.objects.values_list("m49", "parent_id"))

    def values_of(self, m49: str | None) -> set[Value]:
        """Return the facet values of a region and of those it lies in."""
        found: set[Value] = set()
        while m49 is not None and m49 != WORLD:
            found.add(("region", m49))
            m49 = self._parents[m49]
        return found


def moved(happenings: Happenings) -> list[Any]:
    """Return the countries and regions that are somewhere else, or new."""
    return [
        each.subject
        for each in happenings
        if isinstance(each.subject, Country | Region)
        and {"region_id", "parent_id"} & (each.before.keys() | each.after.keys())
        and any(
            each.before.get(name) != each.after.get(name)
            for name in ("region_id", "parent_id")
        )
    ]


def is_load(happenings: Happenings) -> bool:
    return any(isinstance(each.subject, Loaded) for each in happenings)


def _concerned(model: type[Named], happenings: Happenings) -> Iterable[str]:
    if is_load(happenings) or (model is Country and moved(happenings)):
        return sources.EVERYTHING
    found = [
        getattr(each.subject, "slug", each.subject.public_code)
        for each in happenings
        if isinstance(each.subject, model)
    ]
    if model is Goal:
        found += [
            each.subject.goal_code
            for each in happenings
            if isinstance(each.subject, Target)
        ]
    return found


def _named(record: Named) -> dict[str, Passage]:
    short = getattr(record, "short_names", {})
    definition = getattr(record, "definition", {})
    return {
        language: Passage(
            short.get(language) or name,
            "\n".join(
                text
                for text in (
                    name if short.get(language) else "",
                    definition.get(language, ""),
                )
                if text
            ),
        )
        for language, name in record.names.items()
        if name
    }


def _countries(keys: Sequence[str] | None) -> Iterator[Document]:
    regions = Regions()
    found = Country.objects.all()
    for each in found if keys is None else found.filter(pk__in=keys):
        yield Document(
            each.iso3,
            {
                language: Passage(name, each.formal_names.get(language, ""))
                for language, name in each.names.items()
            },
            # Two letters are a word somewhere: AI, IT, NO.
            (each.iso3,),
            (),
            frozenset(places_of([each], regions)),
        )


def _terms(model: Any, keys: Sequence[str] | None) -> Iterator[Document]:
    found = model.objects.all()
    name = model._meta.model_name  # noqa: SLF001 - Django's own word for it
    for each in found if keys is None else found.filter(slug__in=keys):
        values = frozenset({(name, each.code)})
        yield Document(each.slug, _named(each), values=values)


def _goals(keys: Sequence[str] | None) -> Iterator[Document]:
    found = Goal.objects.prefetch_related("targets")
    for each in found if keys is None else found.filter(code__in=keys):
        targets = list(each.targets.all())
        passages = {
            language: Passage(
                passage.title,
                passage.text,
                "\n".join(
                    f"{target.code} {target.names[language]}"
                    for target in targets
                    if target.names.get(language)
                ),
            )
            for language, passage in _named(each).items()
        }
        yield Document(
            each.code,
            passages,
            [f"{word} {each.code}" for word in _GOALS],
            values=frozenset({("goal", each.code)}),
        )


def _names() -> Iterator[Term]:
    """Yield every name of a vocabulary as a term for what is filed under it."""
    for country in Country.objects.all():
        value = ("country", country.iso3)
        yield from _named_so(country.names, value, by_word=True)
        yield from _named_so(country.formal_names, value, by_word=False)
    for region in Region.objects.exclude(pk=WORLD):
        yield from _named_so(region.names, ("region", region.m49), by_word=True)
    for model, facet in _CONCEPTS.items():
        for record in model.objects.all():
            value = (facet, record.code)
            # Any word of a short name stands for it, of a long one only the whole.
            is_short = model in {TargetGroup, Goal}
            yield from _named_so(record.names, value, by_word=is_short)
            yield from _named_so(record.short_names, value, by_word=True)
    for goal in Goal.objects.values_list("code", flat=True):
        for word in _GOALS:
            yield Term(f"{word} {goal}", "xx", (("goal", goal),))
    for target in Target.objects.values_list("code", flat=True):
        for word in ("", *_GOALS, *_TARGETS):
            yield Term(f"{word} {target}".strip(), "xx", (("target", target),))
    yield from _synonyms()
    yield from _demonyms()


def _named_so(names: dict[str, str], value: Value, *, by_word: bool) -> Iterator[Term]:
    for language, name in names.items():
        yield Term(name, language, (value,), by_word=by_word)


@cache
def _synonyms() -> tuple[Term, ...]:
    """Return the words of the field that stand for each other, from their file."""
    groups = tomllib.loads(_SYNONYMS.read_text("utf-8"))["group"]
    return tuple(
        Term(
            phrase,
            language,
            tuple(_value(each) for each in group.get("under", [])),
            f"synonyms-{number}",
        )
        for number, group in enumerate(groups, 1)
        for language, phrases in group.items()
        if language not in {"under", "note"}
        for phrase in phrases
    )


@cache
def _demonyms() -> tuple[Term, ...]:
    """Return what is said of a country's people and things: "Brazilian"."""
    with _DEMONYMS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Term(word, language, (("country", row["iso3"]),), f"demonyms-{row['iso3']}")
        for row in rows
        for language in ("en", "fr", "es")
        for word in row[language].split("|")
    )


def _value(spelt: str) -> Value:
    facet, _colon, value = spelt.partition(":")
    return facet, value


def _concern_terms(happenings: Happenings) -> bool:
    return is_load(happenings) or any(
        isinstance(each.subject, Named) for each in happenings
    )


def _register(
    model: type[Named],
    documents: Callable[[Sequence[str] | None], Iterator[Document]],
    names: tuple[Any, Any],
    order: int,
) -> None:
    kind = model.__name__.lower()
    sources.register(
        Source(
            kind,
            *names,
            documents,
            partial(_concerned, model),
            lambda key: reverse(f"atlas:{kind}", args=[key]),
            order,
        )
    )


_register(Country, _countries, (_("Countries and areas"), _("Country or area")), 30)
_register(
    Area,
    partial(_terms, Area),
    (_("Areas of immediate action"), _("Area of immediate action")),
    40,
)
_register(Challenge, partial(_terms, Challenge), (_("Challenges"), _("Challenge")), 50)
_register(
    Goal,
    _goals,
    (_("Sustainable Development Goals"), _("Sustainable Development Goal")),
    60,
)
sources.register_vocabulary(sources.Vocabulary(_names, _concern_terms))
