"""Countries, areas of action, challenges and goals as files, under /{lang}/."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accord.atlas import access
from accord.atlas.exchange import AREAS, CHALLENGES, COUNTRIES, GOALS
from accord.atlas.models import Area, Challenge, Country, Goal
from accord.base.exchange import formats
from accord.base.exchange.answering import answer_list, answer_record
from accord.base.exchange.formats import Format
from accord.base.sorting import sort_key


@require_safe
def countries(request: HttpRequest, ending: Format) -> HttpResponseBase:
    """Answer with the countries that the page would show for this query."""
    language = get_language() or "en"
    words = sort_key(request.GET.get("q", "").replace("\x00", "").strip())
    found = Country.objects.in_name_order(language)
    if words:
        keys = Country.objects.matching(words, language).values("pk")
        found = found.filter(pk__in=keys)
    return answer_list(request, ending, COUNTRIES, found)


@require_safe
def country(request: HttpRequest, code: str, ending: Format) -> HttpResponseBase:
    found = access.country_by_code(code)
    if code != found.iso3:
        raise Http404
    return answer_record(request, ending, COUNTRIES, found, name=found.iso3)


@require_safe
def areas(request: HttpRequest, ending: Format) -> HttpResponseBase:
    found = Area.objects.valid_on(timezone.localdate())
    return answer_list(request, ending, AREAS, found)


@require_safe
def area(request: HttpRequest, slug: str, ending: Format) -> HttpResponseBase:
    found = access.area_by_slug(slug)
    return answer_record(request, ending, AREAS, found, name=found.slug)


@require_safe
def challenges(request: HttpRequest, ending: Format) -> HttpResponseBase:
    found = Challenge.objects.valid_on(timezone.localdate())
    return answer_list(request, ending, CHALLENGES, found)


@require_safe
def challenge(request: HttpRequest, slug: str, ending: Format) -> HttpResponseBase:
    found = access.challenge_by_slug(slug)
    return answer_record(request, ending, CHALLENGES, found, name=found.slug)


@require_safe
def goals(request: HttpRequest, ending: Format) -> HttpResponseBase:
    return answer_list(request, ending, GOALS, Goal.objects.all())


@require_safe
def goal(request: HttpRequest, code: str, ending: Format) -> HttpResponseBase:
    found = access.goal_by_code(code)
    return answer_record(request, ending, GOALS, found, name=f"goal-{found.code}")


app_name = "atlas_files"
urlpatterns = [
    path("countries.<file_format:ending>", countries, name="country_list"),
    path("countries/<slug:code>.<file_format:ending>", country, name="country"),
    path("areas.<file_format:ending>", areas, name="area_list"),
    path("areas/<slug:slug>.<file_format:ending>", area, name="area"),
    path("challenges.<file_format:ending>", challenges, name="challenge_list"),
    path("challenges/<slug:slug>.<file_format:ending>", challenge, name="challenge"),
    path("goals.<file_format:ending>", goals, name="goal_list"),
    path("goals/<slug:code>.<file_format:ending>", goal, name="goal"),
]
# Whose converter the addresses above are written with.
__all__ = ["app_name", "formats", "urlpatterns"]
