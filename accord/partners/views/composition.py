"""The coalition's composition through time."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.partners import composition, discovery, figures


@require_safe
def through_time(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    groups = composition.groups()
    days, counts = composition.through_time(today)
    figure = figures.composition_through_time(groups, days, counts)
    trail = [(_("Partners"), reverse("partners:list")), (_("Composition"), None)]
    return render(
        request,
        "partners/composition.html",
        {
            "head": discovery.head_of_composition(
                request,
                trail=trail,
                title=_("Composition of the coalition"),
                description=str(figure.sentence) if figure else "",
            ),
            "figure": figure,
            "now": figures.categories_now(
                groups, counts[-1] if counts else Counter(), today=today
            ),
            "trail": trail,
        },
    )
