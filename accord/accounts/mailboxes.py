"""For the secretariat: addresses whose mail comes back, and what to do about each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.accounts import access, operations
from accord.accounts.forms import AddressForm
from accord.accounts.models import Person
from accord.base.mail import bounces
from accord.base.requests import Request


@login_required
@require_safe
def mailboxes(request: Request) -> HttpResponse:
    access.check_people(request.actor, on=timezone.localdate())
    stopped = list(bounces.stopped())
    people = Person.objects.in_bulk(
        [each.email for each in stopped], field_name="email"
    )
    rows = [(each, people.get(each.email)) for each in stopped]
    return render(request, "accounts/mailboxes.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: Request, number: int) -> HttpResponse:
    """Write to the address again, or to another one of the same person."""
    today = timezone.localdate()
    shown = access.stopped_mailbox(request.actor, number, on=today)
    person = Person.objects.filter(email=shown.email).first()
    form = AddressForm(request.POST or None, mailbox=shown, person=person)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if person is None or email == person.email:
            operations.write_again(shown, by=request.actor, on=today)
        else:
            operations.change_address(person, email, by=request.actor, on=today)
        messages.success(
            request, _("From now on mail goes to %(email)s.") % {"email": email}
        )
        return redirect("mailboxes")
    return render(
        request,
        "accounts/mailbox.html",
        {"form": form, "mailbox": shown, "person": person},
        status=422 if form.is_bound else 200,
    )
