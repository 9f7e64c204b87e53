"""How indicators are found: by what they measure, by their goal and by their series."""

from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.base.search import sources
from accord.base.search.sources import Document, Happenings, Passage, Source
from accord.observatory.loading import Loaded
from accord.observatory.models import Indicator


def _documents(keys: Sequence[str] | None) -> Iterator[Document]:
    found = Indicator.objects.select_related("global_indicator").prefetch_related(
        "challenges", "lines__source"
    )
    for each in found if keys is None else found.filter(code__in=keys):
        yield _document(each)


def _document(indicator: Indicator) -> Document:
    lines = list(indicator.lines.all())
    official = indicator.global_indicator
    target = official.code.rpartition(".")[0] if official else ""
    values = {("challenge", each.code) for each in indicator.challenges.all()}
    if target:
        values |= {("target", target), ("goal", target.partition(".")[0])}
    return Document(
        indicator.code,
        {
            language: _passage(indicator, language)
            for language, name in indicator.names.items()
            if name
        },
        [*([official.code] if official else []), *(each.series for each in lines)],
        sorted({name for each in lines for name in each.source.names.values()}),
        frozenset(values),
    )


def _passage(indicator: Indicator, language: str) -> Passage:
    official = indicator.global_indicator
    further = [
        official.names.get(language, "") if official else "",
        indicator.populations.get(language, ""),
        indicator.caveats.get(language, ""),
        indicator.wanted.get(language, ""),
    ]
    short, name = indicator.short_names.get(language, ""), indicator.names[language]
    text = [short if short != name else "", indicator.definition.get(language, "")]
    return Passage(
        name, "\n".join(filter(None, text)), "\n".join(filter(None, further))
    )


def _concerned(happenings: Happenings) -> Iterable[str]:
    if any(isinstance(each.subject, Loaded) for each in happenings):
        return sources.EVERYTHING
    return [
        each.subject.code for each in happenings if isinstance(each.subject, Indicator)
    ]


sources.register(
    Source(
        "indicator",
        _("Indicators"),
        _("Indicator"),
        _documents,
        _concerned,
        lambda key: reverse("observatory:indicator", args=[key]),
        15,
    )
)
