"""A person's inbox, and which mail they want."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accord.accounts import operations
from accord.accounts.forms import MailForm
from accord.base.mail import bounces, letters
from accord.base.models import STRUCK_OUT, Message
from accord.base.requests import Request

PER_PAGE = 25


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request: Request) -> HttpResponse:
    """List what was written to the reader; a form marks all of it as read."""
    own = Message.objects.of(request.user.public_id)
    if request.method == "POST":
        own.unread().update(read_at=timezone.now())
        return redirect("inbox")
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/inbox.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: Request, number: int) -> HttpResponse:
    """Show one message. Sending the form that opens it marks it as read."""
    shown = get_object_or_404(Message.objects.of(request.user.public_id), pk=number)
    if request.method == "POST":
        Message.objects.unread().filter(pk=shown.pk).update(read_at=timezone.now())
        return redirect("inbox_message", number)
    text = shown.shown_text
    return render(
        request,
        "accounts/message.html",
        {
            "message": shown,
            "blocks": list(letters.blocks(text)),
            "has_struck_out": STRUCK_OUT in text,
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: Request) -> HttpResponse:
    """Choose topics; say that an address works again after mail came back."""
    person = request.user
    form = MailForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            operations.choose_mail(
                person,
                off=form.topics_off(),
                by=request.actor,
                on=timezone.localdate(),
            )
            if form.cleaned_data["resume"]:
                bounces.resume(person.email)
        messages.success(request, _("Your choice is saved."))
        return redirect("mail_choice")
    return render(
        request,
        "accounts/mail.html",
        {"form": form, "has_stopped": bounces.has_stopped(person.email)},
        status=422 if form.is_bound else 200,
    )
