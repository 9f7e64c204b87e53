"""The list of indicators: what is asked of it, and how many answers each filter has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.atlas.models import Challenge, Pillar
from accord.base.components import Choice, Facet
from accord.base.sorting import sort_key
from accord.observatory import reading, sentences
from accord.observatory.background import Background
from accord.observatory.models import Indicator
from accord.observatory.numerals import Subject
from accord.observatory.reading import Coverage, Observation

FILTERS = ("challenge", "pillar", "goal", "source")
BY = ("challenge", "pillar")


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator of the list, with what there is of it: None where nothing is."""

    indicator: Indicator
    coverage: Coverage | None
    world: Observation | None
    world_name: str = ""

    @property
    def statement(self) -> str:
        """The latest value of the world, "" where it has none."""
        if self.world is None:
            return ""
        return sentences.level(Subject.of(self.indicator), self.world_name, self.world)

    @property
    def years(self) -> str:
        if self.coverage is None:
            return ""
        first, last = self.coverage.first, self.coverage.last
        return str(first) if first == last else f"{first}–{last}"

    @property
    def countries(self) -> str:
        if self.coverage is None:
            return ""
        return ngettext(
            "{count} country or area",
            "{count} countries and areas",
            self.coverage.countries,
        ).format(count=self.coverage.countries)

    @property
    def sources(self) -> list[Any]:
        """The sources its values come from, in the order of preference."""
        found = self.coverage.sources if self.coverage else ()
        lines = {line.source.code: line.source for line in self.indicator.lines.all()}
        return [source for code, source in lines.items() if code in found]

    def keys(self, name: str) -> set[str]:
        """Return under which values of a filter it is found."""
        each = self.indicator
        match name:
            case "challenge":
                return {challenge.code for challenge in each.challenges.all()}
            case "pillar":
                return {each.pillar.code} if each.pillar else set()
            case "goal":
                return {_goal(each)} - {""}
            case _:
                return {source.code for source in self.sources}

    def contains(self, words: Sequence[str]) -> bool:
        """Say whether all words, as sort keys, stand in its texts in any language."""
        each = self.indicator
        official = each.global_indicator.code if each.global_indicator else ""
        texts = [each.code, official]
        for told in (each.names, each.short_names, each.definition, each.populations):
            texts += told.values()
        text = sort_key(" ".join(texts))
        return all(word in text for word in words)


def _goal(indicator: Indicator) -> str:
    official = indicator.global_indicator
    return official.target.goal.code if official else ""


@dataclass(frozen=True, slots=True)
class Part:
    """The indicators of one challenge or pillar."""

    title: str
    url: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Listing:
    """One state of the list, as its address says it. Unknown values match nothing."""

    entries: Sequence[Entry]
    words: str = ""
    by: str = BY[0]
    chosen: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, query: QueryDict) -> "Listing":
        by = query.get("by", "")
        return cls(
            entries(),
            query.get("q", "").replace("\x00", "").strip()[:200],
            by if by in BY else BY[0],
            {
                name: [each.replace("\x00", "")[:60] for each in query.getlist(name)]
                for name in FILTERS
                if query.getlist(name)
            },
        )

    def shown(self, *, without: str = "") -> list[Entry]:
        words = sort_key(self.words).split()
        return [
            each
            for each in self.entries
            if each.contains(words)
            and all(
                each.keys(name) & set(values)
                for name, values in self.chosen.items()
                if name != without
            )
        ]

    def parts(self) -> list[Part]:
        """Return what is shown by challenge or by pillar; the rest comes last."""
        shown, parts = self.shown(), []
        for group in _groups(self.by):
            found = [each for each in shown if group.code in each.keys(self.by)]
            url = group.get_absolute_url() if isinstance(group, Challenge) else ""
            parts.append(Part(group.name, url, found))
        rest = [each for each in shown if not each.keys(self.by)]
        parts.append(Part(_("Others"), "", rest))
        return [part for part in parts if part.entries]

    def facets(self) -> list[Facet]:
        """Return every filter; one is counted as if nothing were chosen in it."""
        goals = {
            code: each.indicator.global_indicator.target.goal
            for each in self.entries
            for code in each.keys("goal")
        }
        sources = {s.code: s for each in self.entries for s in each.sources}
        numbered = [
            (code, f"{code}. {goal.short_name}")
            for code, goal in sorted(goals.items(), key=lambda pair: pair[1].position)
        ]
        return [
            self._facet("challenge", _("Challenge"), _named(_groups("challenge"))),
            self._facet(
                "pillar", _("Pillar of social justice"), _named(_groups("pillar"))
            ),
            self._facet("goal", _("Goal"), numbered),
            self._facet("source", _("Source"), _named(sources.values())),
        ]

    def kept(self) -> list[tuple[str, str]]:
        """Return what the filter panel sends along without asking."""
        return [("by", self.by)] if self.by != BY[0] else []

    def _facet(
        self, name: str, label: str, options: Iterable[tuple[str, str]]
    ) -> Facet:
        shown, chosen = self.shown(without=name), self.chosen.get(name, [])
        counts = {
            code: sum(code in each.keys(name) for each in shown) for code, _n in options
        }
        return Facet(
            name,
            label,
            [
                Choice(code, text, counts[code], code in chosen)
                for code, text in options
            ],
        )


def _named(records: Iterable[Any]) -> list[tuple[str, str]]:
    return [(each.code, each.short_name) for each in records]


def _groups(by: str) -> list[Any]:
    model: Any = Challenge if by == "challenge" else Pillar
    return list(model.objects.all())


def entries() -> list[Entry]:
    """Return every indicator with what there is of it."""
    coverage, world = reading.coverage(), reading.world()
    names = Background.of(world.values())
    return [
        Entry(
            each,
            coverage.get(each.code),
            world.get(each.code),
            names.area("001"),
        )
        for each in Indicator.objects.for_listing()
    ]
