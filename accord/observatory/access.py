"""Who may bring in vintages, and the doors to what was sent.

Indicators, vintages and corrections are public. Statisticians and the secretariat send
files, agree to them, set vintages aside and retire corrections.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accord.base.actor import Actor
from accord.observatory.models import Correction, Indicator, SeriesFile, Vintage


def may_import_series(actor: Actor, on: date) -> bool:
    """Say whether `actor` may bring in vintages and decide which of them count."""
    return actor.has_duty("statistician", on) or actor.has_duty("secretariat", on)


def check_importing(actor: Actor, *, on: date) -> None:
    """Refuse with 403 whoever may not bring in vintages."""
    if not may_import_series(actor, on):
        raise PermissionDenied


def series_file(actor: Actor, number: int, *, on: date) -> SeriesFile:
    """Return a sent file; 404 for whoever may not bring in vintages."""
    if not may_import_series(actor, on):
        raise Http404
    return get_object_or_404(
        SeriesFile.objects.select_related("source", "vintage"), pk=number
    )


def vintage(reference: str) -> Vintage:
    """Return a vintage, which is public; 404 where there is none."""
    return get_object_or_404(
        Vintage.objects.select_related("source"), reference=reference
    )


def judged_vintage(actor: Actor, reference: str, *, on: date) -> Vintage:
    """Return a vintage if `actor` may set it aside or take it back; 403 otherwise."""
    found = vintage(reference)
    check_importing(actor, on=on)
    return found


def judged_correction(actor: Actor, code: str, *, on: date) -> Correction:
    """Return a correction if `actor` may retire it; 403 otherwise."""
    found = get_object_or_404(Correction.objects.select_related("source"), code=code)
    check_importing(actor, on=on)
    return found


def indicator_by_code(code: str) -> Indicator:
    """Return the indicator with all that its pages say of it, or 404; three queries."""
    return get_object_or_404(Indicator.objects.for_listing(), code=code)
