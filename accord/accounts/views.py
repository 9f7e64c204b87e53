"""A person's own pages; signing in itself is the library's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.accounts import operations
from accord.accounts.forms import AccountForm
from accord.accounts.models import Duty, Person
from accord.base.requests import Request

# Those of the office whose day begins with the queue.
QUEUING = (Duty.Kind.SECRETARIAT, Duty.Kind.SCREENER)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request) -> HttpResponse:
    person: Person = request.user
    # A copy: the form writes into its instance even when the input is refused.
    copy = Person(pk=person.pk, name=person.name, language=person.language)
    form = AccountForm(request.POST or None, instance=copy)
    if request.method == "POST" and form.is_valid():
        operations.change_details(
            person,
            name=form.cleaned_data["name"],
            language=form.cleaned_data["language"],
            by=request.actor,
            on=timezone.localdate(),
        )
        messages.success(request, _("Your details are saved."))
        return redirect("account")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/account.html", {"form": form}, status=status)


@login_required
@require_safe
def after_sign_in(request: Request) -> HttpResponse:
    """Lead on: the office to what waits, who acts for an organization to its desk."""
    today = timezone.localdate()
    if any(request.actor.has_duty(each, today) for each in QUEUING):
        return redirect("secretariat:queue")
    return redirect("desk:desk" if request.mandates else "website:home")


def not_here(request: Request) -> HttpResponse:
    raise Http404
