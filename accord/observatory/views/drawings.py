"""Large charts, at addresses whose content never changes."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from accord.base import drawn_files
from accord.observatory import large, reading
from accord.observatory.background import Background
from accord.observatory.drawing.courses import panels_of, specs_of
from accord.observatory.models import Indicator
from accord.observatory.numerals import Subject

A_YEAR = 365 * 24 * 3600
A_WHILE = 600


@require_safe
def courses(request: HttpRequest, code: str, digest: str) -> HttpResponse:
    """Return the drawing of all countries' courses as SVG.

    An old digest leads to the present drawing; only what the figures say now is drawn.
    """
    indicator = get_object_or_404(Indicator.objects.select_related("unit"), code=code)
    observations = [
        each for each in reading.of_indicator(code) if each.area_kind == "country"
    ]
    background = Background.of(observations)
    panels = panels_of(observations, background)
    if not panels:
        raise Http404
    specs = specs_of(Subject.of(indicator), panels, background)
    present = large.digest_of(specs)
    if digest != present:
        leading = HttpResponseRedirect(
            reverse("observatory:courses", args=[code, present])
        )
        leading.headers["Cache-Control"] = f"public, max-age={A_WHILE}"
        return leading
    try:
        file = large.file_of(specs)
    except drawn_files.Busy:
        busy = HttpResponse(status=503, content_type="text/plain; charset=utf-8")
        busy.headers["Retry-After"] = f"{drawn_files.SECONDS_TO_WAIT}"
        return busy
    response = HttpResponse(file, content_type="image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response.headers["ETag"] = f'"{digest}"'
    return response
