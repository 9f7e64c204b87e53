"""The home page, and the addresses outside any language."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accord.actions.models import Action
from accord.partners.access import is_secretariat
from accord.partners.models import Partner
from accord.texts.access import may_edit
from accord.texts.models import Text
from accord.website import figures, home
from accord.website.sitemaps import SITEMAPS

PERMANENT = {
    "partner": (Partner.objects, "reference"),
    "action": (Action.objects.published(), "reference"),
    "text": (Text.objects.public(), "reference"),
}


@require_safe
def home_page(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    coalition = figures.coalition_on(today)
    return render(
        request,
        "website/home.html",
        {
            "coalition": coalition,
            "balance": home.balance_figure(coalition, today),
            "map": home.actions_map(coalition, today),
            "challenges": home.challenge_cards(figures.challenges_on(today)),
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
@vary_on_headers("Accept-Language", "Cookie")
def permanent(request: HttpRequest, kind: str, value: str) -> HttpResponse:
    """Lead from a permanent id, which never changes, to the record's page."""
    if kind not in PERMANENT:
        raise Http404
    records, key = PERMANENT[kind]
    record = get_object_or_404(records, **{key: value})
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(record.get_absolute_url())
    response.status_code = 303
    return response


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    lines += [f"Disallow: /{code}/account/" for code, _name in settings.LANGUAGES]
    lines += [
        "Disallow: /admin/",
        "",
        f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the sitemaps under the public address, whatever host was asked."""
    pages = [
        f"{settings.PUBLIC_URL}{reverse('sitemap', args=[section])}"
        + (f"?p={number}" if number > 1 else "")
        for section, sitemap in SITEMAPS.items()
        for number in sitemap().paginator.page_range
    ]
    return render(
        request,
        "website/sitemap_index.xml",
        {"pages": pages},
        content_type="application/xml",
    )
