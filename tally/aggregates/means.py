"""Weighted means of ratios, and totals of counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, sqrt

from tally.aggregates.coverage import Coverage, coverage


@dataclass(frozen=True, slots=True)
class Value:
    """A country's value, its standard error where known, and whether it is modelled."""

    value: float
    error: float | None = None
    modelled: bool = False


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A figure of a region, or None where coverage forbids one.

    `error` is known only when that of every country is. `modelled_share` is the share
    of the weight behind it that is modelled rather than reported.
    """

    value: float | None
    coverage: Coverage
    error: float | None = None
    modelled_share: float = 0.0


def weighted_mean(
    members: Iterable[str],
    values: Mapping[str, Value],
    weights: Mapping[str, float],
    *,
    subgroups: Iterable[Iterable[str]] = (),
) -> Aggregate:
    """Return the mean of a ratio over `members`, weighted by its own denominator.

    sum(W y) / sum(W) over members with a value and a weight. It is withheld when they
    have less than half of the denominator, in the whole or in any of `subgroups`.
    Errors are taken as independent: Var = sum((W/sum W)^2 v).
    """
    covered = coverage(members, values, weights)
    enough = covered.is_enough and all(
        coverage(each, values, weights).is_enough for each in subgroups
    )
    if not enough:
        return Aggregate(None, covered)
    whole = fsum(weights[each] for each in covered.with_value)
    share = {each: weights[each] / whole for each in covered.with_value}
    return Aggregate(
        fsum(share[each] * values[each].value for each in share),
        covered,
        _error(share, values),
        fsum(share[each] for each in share if values[each].modelled),
    )


def total(
    members: Iterable[str],
    values: Mapping[str, Value],
    weights: Mapping[str, float],
) -> Aggregate:
    """Return the sum of a count over `members`, raised to those without a value.

    sum(observed) times W of all over W of the observed, under the rule of coverage.
    """
    everyone = list(members)
    covered = coverage(everyone, values, weights)
    if not covered.is_enough:
        return Aggregate(None, covered)
    raised = dict.fromkeys(covered.with_value, 1 / covered.share)
    whole = fsum(weights[each] for each in covered.with_value)
    return Aggregate(
        fsum(raised[each] * values[each].value for each in raised),
        covered,
        _error(raised, values),
        fsum(
            weights[each] / whole
            for each in covered.with_value
            if values[each].modelled
        ),
    )


def _error(share: Mapping[str, float], values: Mapping[str, Value]) -> float | None:
    errors = [(share[each], values[each].error) for each in share]
    if not errors or any(error is None for _share, error in errors):
        return None
    return sqrt(fsum((part * (error or 0.0)) ** 2 for part, error in errors))
