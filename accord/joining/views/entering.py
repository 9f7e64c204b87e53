"""Finding out what joining means, beginning, and coming back by the link."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accord.atlas.models import Category
from accord.base import submissions
from accord.base.components import Step
from accord.joining import access, discovery, likeness, limits, operations, questions
from accord.joining.forms import LinkForm, StartForm
from accord.joining.views.writing import trail

SHOWN = "application_link"
_SHORTEST = 3


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what joining means, for whom it is, and how it goes."""
    today = timezone.localdate()
    categories = Category.objects.valid_on(today)
    return render(
        request,
        "joining/about.html",
        {
            "head": discovery.head(request),
            "categories": categories.select_related("default_constituency"),
            "steps": _steps(),
            "days": settings.JOINING_DECISION_DAYS,
            "draft_days": settings.JOINING_DRAFT_DAYS,
            "required": len(questions.REQUIRED),
            "secretariat_email": settings.SECRETARIAT_EMAIL,
        },
    )


def _steps() -> list[Step]:
    return [
        Step(
            _("Begin with your e-mail address"),
            _("You receive a link. You need no account and no password."),
        ),
        Step(
            _("Answer in your language, in one sitting or in several"),
            _("What you save stays, and the link brings you back to it."),
        ),
        Step(
            _("Check, and send it once"),
            _("You see your public profile first, as everybody would."),
        ),
        Step(
            _("The coalition’s office examines it"),
            _(
                "Two people look at every application. If something is missing, they"
                " ask, and you answer in the same place."
            ),
        ),
        Step(
            _("You receive a decision with its reasons"),
            _(
                "If you are admitted, the people you named are invited to act for your"
                " organization."
            ),
        ),
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST or None, initial={"language": get_language()})
    if request.method != "POST" or not form.is_valid():
        return _start_page(request, form)
    if limits.is_too_much(request, "start"):
        form.add_error(None, limits.SENTENCE)
        return _start_page(request, form, status=429)
    email, language = form.cleaned_data["email"], form.cleaned_data["language"]

    def begin() -> str:
        application, token = operations.begin(email, language, on=timezone.localdate())
        access.hold(request, application)
        request.session[SHOWN] = token
        return reverse("joining:begun", args=[application.key])

    return redirect(submissions.once(form.cleaned_data["token"], begin))


def _start_page(
    request: HttpRequest, form: StartForm, *, status: int | None = None
) -> HttpResponse:
    return render(
        request,
        "joining/start.html",
        {"form": form, "trail": trail((_("Begin"), None))},
        status=status or (422 if form.is_bound else 200),
    )


@never_cache
@require_safe
def begun(request: HttpRequest, key: str) -> HttpResponse:
    """Show the link, this once."""
    application = access.held_application(request, key)
    token = request.session.pop(SHOWN, "")
    if not token or operations.holder_of(token) != application:
        return redirect("joining:application", key)
    link = settings.PUBLIC_URL + reverse("joining:open", args=[token])
    return render(
        request,
        "joining/begun.html",
        {
            "application": application,
            "link": link,
            "draft_days": settings.JOINING_DRAFT_DAYS,
            "trail": trail((_("Your link"), None)),
        },
    )


@never_cache
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the secret of a link for this browser's session, and lead on.

    The page that follows does not have the secret in its address, so that no link
    followed from there can pass it on.
    """
    application = operations.holder_of(token)
    if application is None:
        return render(request, "joining/old_link.html", status=404)
    access.hold(request, application)
    response = redirect("joining:application", application.key)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest) -> HttpResponse:
    """Mail the link anew; the answer is the same for every address."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limits.is_too_much(request, "link"):
            form.add_error(None, limits.SENTENCE)
        else:
            operations.mail_links(form.cleaned_data["email"], on=timezone.localdate())
            messages.success(
                request,
                _(
                    "If an application is under way with this address, its link is on"
                    " its way there."
                ),
            )
            return redirect("joining:lost_link")
    return render(
        request,
        "joining/lost_link.html",
        {"form": form, "trail": trail((_("A new link"), None))},
        status=422 if form.is_bound else 200,
    )


@require_safe
def known(request: HttpRequest) -> JsonResponse:
    """Tell which public partners have such a name, while one types it."""
    name = " ".join(request.GET.get("q", "").split())[:300]
    if len(name) < _SHORTEST:
        return JsonResponse({"suggestions": []})
    if limits.is_too_much(request, "known"):
        return JsonResponse({"suggestions": []}, status=429)
    return JsonResponse(
        {
            "suggestions": [
                {
                    "title": str(like.partner),
                    "url": like.partner.get_absolute_url(),
                    "reason": str(like.reason),
                }
                for like in likeness.partners_named([name])
            ]
        }
    )
