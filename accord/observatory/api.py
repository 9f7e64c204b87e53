"""Official figures in the API: indicators, their observations, sources and vintages."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Path, Query, Router
from pydantic import Field

from accord.base.api import cursors, listing, negotiation
from accord.base.api.cursors import Cursor, Order
from accord.base.api.description import reads
from accord.base.api.listing import Resource
from accord.base.api.parameters import (
    NAMES,
    Code,
    ListQuery,
    Paged,
    RecordQuery,
    Whole,
    Year,
    only,
    refuse_unknown,
)
from accord.base.api.shapes import Page, Shape, Texts, Tombstone, text
from accord.observatory import projection, reading
from accord.observatory.models import Indicator, Source, Vintage
from accord.observatory.observations import place_of

router = Router(tags=["Figures"])
_LOADED = (*projection.EDITS, "loaded")

INDICATORS = Resource(
    ever=Indicator.objects.for_listing(),
    project=projection.indicators,
    key="code",
    verbs=_LOADED,
    subject="indicator:",
    kind="indicator",
    all_at_once=projection.LOAD,
)
SOURCES = Resource(
    ever=Source.objects.all(),
    project=projection.sources,
    key="code",
    verbs=_LOADED,
    subject="source:",
    all_at_once=projection.LOAD,
)
VINTAGES = Resource(
    ever=Vintage.objects.select_related("source"),
    project=projection.vintages,
    key="reference",
    verbs=projection.DECISIONS,
    subject="vintage:",
)
IndicatorCode = Annotated[Code, Path(examples=["informal-employment"])]
# More values a page than records: each is small.
_MOST = 1000


class UnitShape(Shape):
    """What values are counted in."""

    code: str = text("Its code.")
    names: Texts = text("By language.")
    difference: str | None = text("The unit of the difference of two values.")


class SeriesShape(Shape):
    """A series that fills an indicator, the preferred one first."""

    source: str = text("Code of the source.")
    series: str = text("The source's own code.")
    sex: str = text("Whose values are the headline line.")
    age: str = text("Of which age.")
    dimensions: dict[str, str] = text("And of which other dimensions.")
    definition: str | None = text("What all values of the line share.")


class IndicatorShape(Shape):
    """A statistic that is published for countries, regions or the world."""

    code: str = text("Its permanent code.")
    url: str = text("The address of its page.", format="uri")
    names: Texts = text("By language.")
    short_names: Texts = text("By language.")
    definition: Texts = text("By language.")
    population: Texts = text("Of whom, by language.")
    age_band: str | None = text("Of which age, where the code says more.")
    formula: Texts = text("By language.")
    caveats: Texts = text("What to know before comparing, by language.")
    unit: UnitShape = text("What values are counted in.")
    decimals: int = text("The precision that values are shown with.")
    polarity: int = text("1: higher is better; -1: lower is; 0: neither.")
    smallest_change: float | None = text("The smallest change worth a word.")
    may_be_ranked: bool = text("Whether the order of countries says anything.")
    method: str | None = text("How it is computed.")
    global_indicator: str | None = text("SDG indicator, such as 8.3.1.")
    challenges: list[str] = text("Codes of challenges it tells of.")
    pillar: str | None = text("Code of the pillar of social justice.")
    target: float | None = text("The value to reach.")
    target_kind: str | None = text("value, or factor: a multiple of the first year's.")
    target_year: int | None = text("By when.")
    baseline_year: int | None = text("From when.")
    series: list[SeriesShape] = text("The series that fill it.")
    series_wanted: Texts = text("What would fill it where none does, by language.")
    countries: int = text("How many countries have a value.")
    first_year: int | None = text("The first year with a value.")
    last_year: int | None = text("The last year with a value.")
    sources: list[str] = text("Codes of the sources of its values.")
    updated_at: str | None = text("The last change of what is said of it.")


class ObservationShape(Shape):
    """A published value, or a missing one with its kind."""

    indicator: str = text("Code of the indicator.")
    area: str = text("ISO alpha-3, M49 of a region, 001 for the world, or a group's.")
    area_kind: str = text("country, region, world, group or other.")
    time: str = text("Such as 2021 or 2021-Q3.")
    year: int = text("The year of it.")
    sex: str = text("T both, F women, M men, O other, _X not said.")
    age: str = text("Such as Y_GE15; _T all.")
    dimensions: dict[str, str] = text("Other dimensions, by the source's names.")
    definition: str = text("Values of two definitions do not compare.")
    headline: bool = text("Whether it stands on the indicator's main line.")
    value: float | None = text("In the unit of the indicator.")
    missing: str = text("Why there is no value, as a code of the source.")
    lower: float | None = text("The lower end of the interval, where there is one.")
    upper: float | None = text("The upper end.")
    unit: str = text("As the source writes it.")
    status: str = text("Letter of CL_OBS_STATUS.")
    nature: str = text("As the UN's database writes it.")
    basis: str = text("reported, modelled or projected.")
    source: str = text("Code of the source.")
    series: str = text("The source's own code.")
    vintage: str = text("Reference of the vintage it was taken from.")
    source_note: str = text("What the source notes.")
    survey: str = text("The survey or register, as the source calls it.")
    breaks: bool = text("Whether it does not compare with the value before it.")


class LicenceShape(Shape):
    name: str = text("Its name.")
    url: str | None = text("Its text.")


class SourceShape(Shape):
    """A database of a statistical agency."""

    code: str = text("Its permanent code.")
    names: Texts = text("By language.")
    publishers: Texts = text("By language.")
    attributions: Texts = text("The sentence that the licence asks for, by language.")
    licence: LicenceShape = text("Under which its figures may be passed on.")
    url: str | None = text("Where it is.")
    updated_at: str | None = text("The last change.")


class VintageShape(Shape):
    """One import of one file of a source; it never changes."""

    reference: str = text("Its permanent reference.")
    url: str = text("The address of its page.", format="uri")
    source: str = text("Code of the source.")
    edition: str | None = text("What the source calls it.")
    layout: str = text("How the file is laid out.")
    file_name: str = text("The source's file.")
    size: int = text("Of the file, in bytes.")
    sha256: str = text("Of the file.")
    content_hash: str = text("Of its values, corrections included.")
    read: int = text("Values read: stored and refused.")
    stored: int = text("Values stored.")
    refused: int = text("Values refused.")
    licence: str = text("As it was on the day of the import.")
    corrections: list[Any] = text("Values that hold otherwise than in the file.")
    retrieved_on: str = text("The day the file was fetched.")
    imported_at: str = text("When it was imported.")
    set_aside_on: str | None = text("Since when it counts no longer.")
    updated_at: str | None = text("The last decision on it.")


class IndicatorPage(Page):
    items: list[IndicatorShape | Tombstone] = Field(description="The records.")


class SourcePage(Page):
    items: list[SourceShape | Tombstone] = Field(description="The records.")


class VintagePage(Page):
    items: list[VintageShape | Tombstone] = Field(description="The records.")


class ObservationPage(Shape):
    """One page of observations, by area, line and time."""

    items: list[ObservationShape] = Field(description="The values.")
    next: str | None = text("The address of the next page; null at last.")
    figures: str = text("Names the compile of figures they are of.")


class IndicatorQuery(ListQuery):
    challenge: list[Code] = Field([], description="Codes of challenges.")
    pillar: list[Code] = Field([], description="Codes of pillars.")


class VintageQuery(ListQuery):
    source: list[Code] = Field([], description="Codes of sources.")


class ObservationQuery(Paged):
    limit: Whole = Field(
        200, ge=1, le=_MOST, description="How many values a page holds at most."
    )
    fields_: str | None = Field(
        None,
        alias="fields",
        pattern=NAMES,
        max_length=500,
        description="Only these members, separated by commas.",
        examples=["area,time,value"],
    )
    area: list[Code] = Field([], description="Areas, by code.", examples=[["KEN"]])
    sex: Code | None = Field(None, description="T, F, M or O.")
    age: Code | None = Field(None, description="Such as Y15T24.")
    since: Year | None = Field(None, description="The first year.")
    until: Year | None = Field(None, description="The last year.")
    lines: Literal["headline", "all"] = Field(
        "headline", description="The indicator's main line, or all there are."
    )


@router.get(
    "/indicators",
    url_name="indicators",
    operation_id="listIndicators",
    summary=gettext_noop("List indicators"),
    response=IndicatorPage,
    openapi_extra=reads(404, 422, shape=IndicatorShape),
)
def list_indicators(request: HttpRequest, query: Query[IndicatorQuery]) -> HttpResponse:
    """Return the indicators, those without a series included, by their code."""
    refuse_unknown(request, IndicatorQuery)
    found = INDICATORS.ever.all()
    if query.challenge:
        codes = Indicator.objects.filter(challenges__code__in=query.challenge)
        found = found.filter(pk__in=codes.values("pk"))
    if query.pillar:
        found = found.filter(pillar__code__in=query.pillar)
    return listing.page(request, INDICATORS, query, found, Order(("code",)))


@router.get(
    "/indicators/{code}",
    url_name="indicator",
    operation_id="getIndicator",
    summary=gettext_noop("Read one indicator"),
    response=IndicatorShape,
    openapi_extra=reads(404, 422, shape=IndicatorShape),
)
def get_indicator(
    request: HttpRequest, code: IndicatorCode, query: Query[RecordQuery]
) -> HttpResponse:
    """Return one indicator, by its code."""
    refuse_unknown(request, RecordQuery)
    found = INDICATORS.ever.filter(code=code).first()
    if found is None:
        raise Http404
    return listing.record(request, INDICATORS, query.names, found)


@router.get(
    "/indicators/{code}/observations",
    url_name="observations",
    operation_id="listObservations",
    summary=gettext_noop("List the values of an indicator"),
    response=ObservationPage,
    openapi_extra=reads(404, 422, shape=ObservationShape),
)
def list_observations(
    request: HttpRequest, code: IndicatorCode, query: Query[ObservationQuery]
) -> HttpResponse:
    """Return the values of an indicator, by area, line and time."""
    refuse_unknown(request, ObservationQuery)
    if not Indicator.objects.filter(code=code).exists():
        raise Http404
    after = cursors.read(request, query.cursor).values if query.cursor else None
    found = reading.page_of_indicator(
        code,
        after=after,
        limit=query.limit + 1,
        areas=query.area or None,
        headline=True if query.lines == "headline" else None,
        sex=query.sex,
        age=query.age,
        since=query.since,
        until=query.until,
    )
    link = None
    if len(found) > query.limit:
        found = found[: query.limit]
        link = listing.address_with(
            request, cursors.write(request, Cursor(place_of(found[-1]), ""))
        )
    names = query.fields_.split(",") if query.fields_ else []
    value = {
        "items": [only(projection.observation(each), names) for each in found],
        "next": link,
        "figures": reading.version(),
    }
    headers = {"Link": f'<{link}>; rel="next"'} if link else {}
    return negotiation.answer(request, value, headers=headers)


@router.get(
    "/sources",
    url_name="sources",
    operation_id="listSources",
    summary=gettext_noop("List sources of figures"),
    response=SourcePage,
    openapi_extra=reads(404, 422, shape=SourceShape),
)
def list_sources(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """Return the databases that figures come from, with their licences."""
    refuse_unknown(request, ListQuery)
    return listing.page(request, SOURCES, query, SOURCES.ever.all(), Order(("code",)))


@router.get(
    "/vintages",
    url_name="vintages",
    operation_id="listVintages",
    summary=gettext_noop("List vintages"),
    response=VintagePage,
    openapi_extra=reads(404, 422, shape=VintageShape),
)
def list_vintages(request: HttpRequest, query: Query[VintageQuery]) -> HttpResponse:
    """Return every import of a file, those set aside included, the newest first."""
    refuse_unknown(request, VintageQuery)
    found = VINTAGES.ever.all()
    if query.source:
        found = found.filter(source__code__in=query.source)
    return listing.page(request, VINTAGES, query, found, Order(("-reference",)))
