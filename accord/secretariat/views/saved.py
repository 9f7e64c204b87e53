"""Filters of the queue, kept under a name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.base import submissions
from accord.base.requests import Request
from accord.secretariat import access, operations
from accord.secretariat.forms import ViewForm
from accord.secretariat.views.office import for_office
from accord.secretariat.views.queue import back_to


@for_office
@require_POST
def save(request: Request) -> HttpResponse:
    form = ViewForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("The view was not saved: give it a name of up to 60 characters.")
        )
        return redirect(back_to(request.POST.get("query", "")[:500]))
    told = form.cleaned_data

    def keep() -> str:
        view = operations.save_view(
            told["name"],
            told["query"],
            is_shared=told["is_shared"],
            by=request.actor,
            on=timezone.localdate(),
        )
        return back_to(view.query)

    address = submissions.once(told["token"], keep)
    messages.success(request, _("The view is saved."))
    return redirect(address)


@for_office
@require_POST
def drop(request: Request, number: int) -> HttpResponse:
    view = access.own_view(request.actor, number, on=timezone.localdate())
    operations.drop_view(view)
    messages.success(request, _("The view is forgotten."))
    return redirect("secretariat:queue")
