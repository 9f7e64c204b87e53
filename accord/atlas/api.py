"""Places and terms in the API: countries, areas, challenges, goals."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Path, Query, Router
from pydantic import Field

from accord.atlas import projection
from accord.atlas.models import Area, Challenge, Country, Goal
from accord.base.api import listing
from accord.base.api.cursors import Order
from accord.base.api.description import reads
from accord.base.api.listing import Resource
from accord.base.api.parameters import Code, ListQuery, RecordQuery, refuse_unknown
from accord.base.api.shapes import Page, Shape, Texts, Tombstone, text

router = Router(tags=["Places and terms"])
_VERBS = (*projection.VERBS, "loaded")


def _resource(model: Any, project: Any, key: str = "code") -> Resource:
    return Resource(
        ever=model.objects.all(),
        project=project,
        key=key,
        verbs=_VERBS,
        subject=f"{model._meta.model_name}:",  # noqa: SLF001 - as history names it
        all_at_once=projection.LOAD,
    )


COUNTRIES = _resource(Country, projection.countries, "iso3")
AREAS = _resource(Area, projection.areas)
CHALLENGES = _resource(Challenge, projection.challenges)
GOALS = _resource(Goal, projection.goals)
Iso3 = Annotated[Code, Path(examples=["SEN"])]
TermCode = Annotated[Code, Path(examples=["1"])]
GoalCode = Annotated[Code, Path(examples=["8"])]
IN_ORDER = Order(("position", "code"))


class CountryShape(Shape):
    """A country or area."""

    iso3: str = text("ISO 3166-1 alpha-3 code.", examples=["SEN"])
    iso2: str = text("ISO 3166-1 alpha-2 code.")
    m49: str = text("UN M49 code.")
    url: str = text("The address of its page.", format="uri")
    names: Texts = text("By language.")
    formal_names: Texts = text("The full style of the State, by language.")
    official: list[str] = text("Languages in which the name is the source's own.")
    region: str = text("M49 code of the region it lies in.")
    groups: list[str] = text("Codes of the groups of countries it is in now.")
    independent: bool = text("Whether it is an independent State.")
    latitude: str = text("Degrees north of a point inside it.")
    longitude: str = text("Degrees east of that point.")
    source: str | None = text("Where the record comes from.")
    updated_at: str | None = text("The last change.")


class ConceptShape(Shape):
    """A term."""

    code: str = text("Its permanent code.")
    url: str = text("The address of its page.", format="uri")
    names: Texts = text("By language.")
    short_names: Texts = text("Names of a few words, by language.")
    official: list[str] = text("Languages in which the name is the source's own.")
    definition: Texts = text("By language.")
    position: int = text("Where it stands among its kind.")
    valid_from: str | None = text("The first day on which it is used.")
    valid_until: str | None = text("The last day on which it is used.")
    source: str | None = text("Where the wording comes from.")
    updated_at: str | None = text("The last change.")


class TermShape(ConceptShape):
    """A term that records are filed under."""

    slug: str = text("What stands in the address of its page.")


class IndicatorShape(Shape):
    code: str = text("Such as 8.3.1.")
    names: Texts = text("By language.")
    short_names: Texts = text("By language.")
    official: list[str] = text("Languages in which the name is official.")
    custodian: str | None = text("The agency that compiles it, where it is the ILO.")


class TargetShape(Shape):
    code: str = text("Such as 8.3.")
    names: Texts = text("By language.")
    short_names: Texts = text("By language.")
    official: list[str] = text("Languages in which the name is official.")
    indicators: list[IndicatorShape] = text("Its global indicators.")


class GoalShape(ConceptShape):
    """A Sustainable Development Goal with its targets."""

    targets: list[TargetShape] = text("Its targets.")


class CountryPage(Page):
    items: list[CountryShape | Tombstone] = Field(description="The records.")


class TermPage(Page):
    items: list[TermShape | Tombstone] = Field(description="The records.")


class GoalPage(Page):
    items: list[GoalShape | Tombstone] = Field(description="The records.")


class CountryQuery(ListQuery):
    region: list[Code] = Field([], description="Sub-regions, by M49 code.")


@router.get(
    "/countries",
    url_name="countries",
    operation_id="listCountries",
    summary=gettext_noop("List countries and areas"),
    response=CountryPage,
    openapi_extra=reads(404, 422, shape=CountryShape),
)
def list_countries(request: HttpRequest, query: Query[CountryQuery]) -> HttpResponse:
    """Return the countries and areas of M49, by their code."""
    refuse_unknown(request, CountryQuery)
    found = Country.objects.all()
    if query.region:
        found = found.filter(region__in=query.region)
    return listing.page(request, COUNTRIES, query, found, Order(("iso3",)))


@router.get(
    "/countries/{code}",
    url_name="country",
    operation_id="getCountry",
    summary=gettext_noop("Read one country or area"),
    response=CountryShape,
    openapi_extra=reads(404, 422, shape=CountryShape),
)
def get_country(
    request: HttpRequest,
    code: Annotated[Code, Path(examples=["SEN"])],
    query: Query[RecordQuery],
) -> HttpResponse:
    """Return one country or area, by its ISO alpha-3 code."""
    return _one(request, COUNTRIES, query, code)


@router.get(
    "/areas",
    url_name="areas",
    operation_id="listAreas",
    summary=gettext_noop("List areas of immediate action"),
    response=TermPage,
    openapi_extra=reads(404, 422, shape=TermShape),
)
def list_areas(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """Return the areas of immediate action, in their order."""
    return _all(request, AREAS, query)


@router.get(
    "/areas/{code}",
    url_name="area",
    operation_id="getArea",
    summary=gettext_noop("Read one area"),
    response=TermShape,
    openapi_extra=reads(404, 422, shape=TermShape),
)
def get_area(
    request: HttpRequest,
    code: Annotated[Code, Path(examples=["1"])],
    query: Query[RecordQuery],
) -> HttpResponse:
    """Return one area of immediate action, by its code."""
    return _one(request, AREAS, query, code)


@router.get(
    "/challenges",
    url_name="challenges",
    operation_id="listChallenges",
    summary=gettext_noop("List challenges"),
    response=TermPage,
    openapi_extra=reads(404, 422, shape=TermShape),
)
def list_challenges(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """Return the challenges that the coalition was founded to face."""
    return _all(request, CHALLENGES, query)


@router.get(
    "/challenges/{code}",
    url_name="challenge",
    operation_id="getChallenge",
    summary=gettext_noop("Read one challenge"),
    response=TermShape,
    openapi_extra=reads(404, 422, shape=TermShape),
)
def get_challenge(
    request: HttpRequest,
    code: Annotated[Code, Path(examples=["1"])],
    query: Query[RecordQuery],
) -> HttpResponse:
    """Return one challenge, by its code."""
    return _one(request, CHALLENGES, query, code)


@router.get(
    "/goals",
    url_name="goals",
    operation_id="listGoals",
    summary=gettext_noop("List the Sustainable Development Goals"),
    response=GoalPage,
    openapi_extra=reads(404, 422, shape=GoalShape),
)
def list_goals(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """Return the goals, with their targets and global indicators."""
    return _all(request, GOALS, query)


@router.get(
    "/goals/{code}",
    url_name="goal",
    operation_id="getGoal",
    summary=gettext_noop("Read one goal"),
    response=GoalShape,
    openapi_extra=reads(404, 422, shape=GoalShape),
)
def get_goal(
    request: HttpRequest,
    code: Annotated[Code, Path(examples=["8"])],
    query: Query[RecordQuery],
) -> HttpResponse:
    """Return one goal by its number, with its targets."""
    return _one(request, GOALS, query, code)


def _all(request: HttpRequest, resource: Resource, query: ListQuery) -> HttpResponse:
    refuse_unknown(request, ListQuery)
    return listing.page(request, resource, query, resource.ever.all(), IN_ORDER)


def _one(
    request: HttpRequest, resource: Resource, query: RecordQuery, code: str
) -> HttpResponse:
    refuse_unknown(request, RecordQuery)
    found = resource.ever.filter(**{resource.key: code}).first()
    if found is None:
        raise Http404
    return listing.record(request, resource, query.names, found)
