"""Throwing a draft away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accord.actions import access, operations
from accord.actions.models import Action, Register
from accord.base import submissions
from accord.base.forms import VersionedForm

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def discard(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask, then throw the draft away that was shown; another version is shown first."""
    action = access.editable_action(request.actor, reference, on=timezone.localdate())
    if action.published_on is not None:
        return redirect(action)
    if request.method != "POST":
        return _page(request, action)
    form = VersionedForm(request.POST)
    if not form.is_valid() or form.cleaned_data["version"] is None:
        return _page(request, action, status=UNPROCESSABLE)

    def carry_out() -> str:
        operations.discard(
            action,
            by=request.actor,
            on=timezone.localdate(),
            version=form.cleaned_data["version"],
        )
        return reverse("actions:mine")

    try:
        address = submissions.once(form.cleaned_data["token"], carry_out)
    except operations.Conflict as conflict:
        return _page(request, conflict.action, changed=True, status=CONFLICT)
    except operations.NotPossible as reason:
        messages.error(request, str(reason))
        return redirect("actions:mine")
    messages.success(request, _("The draft is discarded."))
    return redirect(address)


def _page(
    request: HttpRequest, action: Action, *, changed: bool = False, status: int = 200
) -> HttpResponse:
    return render(
        request,
        "actions/discard.html",
        {
            "action": action,
            "changed": changed,
            "form": VersionedForm(initial={"version": action.version}),
            "is_imported": action.external_identifiers.filter(
                scheme=Register.IATI
            ).exists(),
            "trail": [
                (_("Actions"), reverse("actions:list")),
                (_("Your actions"), reverse("actions:mine")),
                (action, reverse("actions:tasks", args=[action.reference])),
                (_("Discard the draft"), None),
            ],
        },
        status=status,
    )
