"""For whom a signed-in person acts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accord.partners.forms import ActingForForm
from accord.partners.middleware import SESSION_KEY


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def acting_for(request: HttpRequest) -> HttpResponse:
    form = ActingForForm(
        request.POST or None,
        mandates=request.mandates,
        initial={"mandate": request.actor.mandate and request.actor.mandate.reference},
    )
    if request.method == "POST" and form.is_valid():
        mandate = form.chosen
        request.session[SESSION_KEY] = mandate.reference
        messages.success(
            request,
            _("You now act for %(partner)s.") % {"partner": mandate.partner},
        )
        return redirect(_next(request) or mandate.partner)
    return render(
        request,
        "partners/acting_for.html",
        {
            "form": form,
            "next": _next(request),
            "trail": [
                (_("Partners"), reverse("partners:list")),
                (_("For whom you act"), None),
            ],
        },
        status=422 if form.is_bound else 200,
    )


def _next(request: HttpRequest) -> str:
    """Return where to go on, if it is an address of this site."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""
