"""The home page, and the addresses outside any language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accord.actions.models import Action
from accord.partners.access import is_secretariat
from accord.texts.access import may_edit
from accord.website import discovery, figures, home


@require_safe
def home_page(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    coalition = figures.coalition_on(today)
    return render(
        request,
        "website/home.html",
        {
            "head": discovery.head_of_home(request),
            "coalition": coalition,
            "searches": bool(coalition.partners),
            "balance": home.balance_figure(coalition, today),
            "map": home.actions_map(coalition, today),
            "challenges": home.challenge_cards(figures.challenges_on(today), today),
            "latest": Action.objects.standing()
            .for_listing()
            .order_by("-published_on", "-id")[:6],
            "may_import": is_secretariat(request.actor, today),
            "may_write": may_edit(request.actor, today),
            "today": today,
        },
    )


@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def root(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the reader's language."""
    with override(get_language_from_request(request)):
        return HttpResponseRedirect(reverse("website:home"))


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    lines += [f"Disallow: /{code}/account/" for code, _name in settings.LANGUAGES]
    lines += [
        "Disallow: /admin/",
        # There is no end of what may be searched for.
        *(f"Disallow: /{code}/search/" for code, _name in settings.LANGUAGES),
        "",
        f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
