"""An indicator as everyone may have it: the same words in files, ids and heads."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from accord.atlas.models import LANGUAGES
from accord.base.projecting import Projection
from accord.observatory import reading, words
from accord.observatory.columns import COLUMNS
from accord.observatory.models import Indicator, Line, Source, Unit, Vintage
from accord.observatory.registry import definitions


def indicators(records: Sequence[Indicator]) -> list[Projection]:
    """Return each indicator with what there is of it; loaded `for_listing`."""
    coverage = reading.coverage()
    return [_told(each, coverage.get(each.code)) for each in records]


def _told(each: Indicator, coverage: reading.Coverage | None) -> Projection:
    official = each.global_indicator
    return {
        "code": each.code,
        "url": f"{settings.PUBLIC_URL}/indicators/{each.code}/",
        "names": each.names,
        "short_names": each.short_names,
        "definition": each.definition,
        "population": each.populations,
        "age_band": each.age_band or None,
        "formula": each.formulas,
        "caveats": each.caveats,
        "unit": _unit(each.unit),
        "decimals": each.decimals,
        "polarity": each.polarity,
        "smallest_change": _number(each.worth),
        "may_be_ranked": each.can_rank,
        "method": each.method or None,
        "global_indicator": official.code if official else None,
        "challenges": [challenge.code for challenge in each.challenges.all()],
        "pillar": each.pillar.code if each.pillar else None,
        "target": _number(each.target),
        "target_kind": each.target_kind if each.target is not None else None,
        "target_year": each.target_year,
        "baseline_year": each.baseline_year,
        "series": [_line(line) for line in each.lines.all()],
        "series_wanted": each.wanted,
        "countries": coverage.countries if coverage else 0,
        "first_year": coverage.first if coverage else None,
        "last_year": coverage.last if coverage else None,
        "sources": list(coverage.sources) if coverage else [],
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "names": unit.names,
        "difference": unit.difference.code if unit.difference else None,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "source": line.source.code,
        "series": line.series,
        "sex": line.sex,
        "age": line.age,
        "dimensions": line.dimensions,
        "definition": line.definition or None,
    }


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def metadata(indicator: Indicator) -> dict[str, Any]:
    """Return all that is known of an indicator's figures beside the figures."""
    origins = reading.origins(indicator.code)
    vintages = Vintage.objects.filter(
        reference__in={each.vintage for each in origins}
    ).select_related("source")
    sources = Source.objects.filter(code__in={each.source for each in origins})
    used = sorted({each.definition for each in origins} - {""})
    named = definitions()
    return {
        "indicator": indicators([indicator])[0],
        "figures": reading.version(),
        "sources": [source(each) for each in sources.order_by("code")],
        "vintages": [vintage(each) for each in vintages.order_by("reference")],
        "definitions": {
            key: dict(named.get(key.partition(":")[0], {})) for key in used
        },
        "columns": [
            {
                "name": each.name,
                "datatype": each.datatype,
                "description": in_languages(partial(str, each.meaning)),
            }
            for each in COLUMNS
        ],
        "statuses": _legend(words.STATUSES),
        "natures": _legend(words.NATURES),
    }


def _legend(codes: Mapping[str, str | Promise]) -> dict[str, dict[str, str]]:
    """Return what each code means, in every language."""
    return {code: in_languages(partial(str, said)) for code, said in codes.items()}


def source(each: Source) -> dict[str, Any]:
    return {
        "code": each.code,
        "names": each.names,
        "publishers": each.publishers,
        "attributions": each.attributions,
        "licence": {"name": each.licence, "url": each.licence_url or None},
        "url": each.url or None,
    }


def vintage(each: Vintage) -> dict[str, Any]:
    return {
        "reference": each.reference,
        "source": each.source.code,
        "edition": each.edition or None,
        "file_name": each.file_name,
        "sha256": each.sha256,
        "content_hash": each.content_hash,
        "retrieved_on": each.retrieved_on.isoformat(),
        "licence": each.licence,
        "corrections": each.corrections,
    }


def in_languages(said: Callable[[], str]) -> dict[str, str]:
    """Return what a function says in each language."""
    told = {}
    for language in LANGUAGES:
        with override(language):
            told[language] = said()
    return told
