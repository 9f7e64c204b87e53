"""The page that explains to people how programs ask, with examples that work."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.base.page_cache import state_of_record
from accord.observatory.sdmx import collection, components
from accord.observatory.sdmx.codes import from_slug
from accord.observatory.sdmx.collection import EVERYTHING, Collection
from accord.observatory.sdmx.versions import VERSION
from tally.sdmx.writing.data_json import best

# What examples ask for where there are figures of it.
_INDICATOR, _AREA = "informal-employment", "KEN"
_SDMX1 = """\
import sdmx

sdmx.add_source({{"id": "{agency}", "url": "{entry}", "name": "{agency}"}})
client = sdmx.Client("{agency}")
structure = client.dataflow("{flow}").structure["DSD_FIGURES"]
figures = client.data("{flow}", key="{key}", dsd=structure)
print(sdmx.to_pandas(figures))
"""
_PYSDMX = """\
from pysdmx.io import get_datasets

(figures,) = get_datasets(
    "{entry}/data/{flow}/{key}?format=csv",
    "{entry}/dataflow/{agency}/{flow}/{version}?references=descendants",
)
print(figures.data)
"""
_RSDMX = """\
library(rsdmx)

figures <- readSDMX("{entry}/data/{flow}/{key}")
print(as.data.frame(figures))
"""
_CURL = """\
curl "{entry}/data/{flow}/{key}?startPeriod=2010&format=csvfilewithlabels"
"""
_EXCEL = "{entry}/data/{flow}/{key}?format=csvfilewithlabels"


@dataclass(frozen=True, slots=True)
class Example:
    """A whole program of a tool; it runs as it stands."""

    tool: str
    code: str


def entry() -> str:
    """Return the address that programs are given."""
    return f"{settings.PUBLIC_URL}/sdmx"


def address_of_indicator(code: str, areas: Sequence[str] = ()) -> str:
    """Return the address of an indicator's figures, those of some areas or all."""
    return f"{entry()}/data/{EVERYTHING}/.{'+'.join(areas)}.{from_slug(code)}"


def examples(kept: Collection) -> list[Example]:
    """Return an example for each tool, of figures that there are."""
    words = {
        "entry": entry(),
        "agency": settings.SDMX_AGENCY,
        "flow": EVERYTHING,
        "version": VERSION,
        "key": f"A.{_one(kept, 'REF_AREA', _AREA)}."
        f"{_one(kept, 'INDICATOR', _INDICATOR)}",
    }
    return [
        Example(tool, code.format_map(words))
        for tool, code in (
            ("curl", _CURL),
            ("Python: sdmx1", _SDMX1),
            ("Python: pysdmx", _PYSDMX),
            ("R: rsdmx", _RSDMX),
            ("Excel", _EXCEL),
        )
    ]


def _one(kept: Collection, component: str, wanted: str) -> str:
    """Return the code of the value wanted, or of the first that there is."""
    used = kept.used[component] or [wanted]
    value = wanted if wanted in used else used[0]
    book = kept.books[component]
    return book.by_value.get(value) or from_slug(value)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    kept = collection.current(state_of_record())
    return render(
        request,
        "observatory/sdmx.html",
        {
            "entry": entry(),
            "agency": settings.SDMX_AGENCY,
            "most": settings.SDMX_MOST_OBSERVATIONS,
            "flows": _flows(kept),
            "key": _key(kept),
            "examples": examples(kept),
            "trail": [(_("SDMX"), None)],
        },
    )


def _flows(kept: Collection) -> list[dict[str, str]]:
    return [
        {
            "id": name,
            "url": f"/sdmx/dataflow/{settings.SDMX_AGENCY}/{name}",
            "name": best(flow.dataflow.names, _language()),
        }
        for name, flow in kept.flows.items()
    ]


def _key(kept: Collection) -> list[dict[str, str]]:
    concepts = {each.id: each for each in kept.structure.concepts.items}
    names = [each.component.id for each in components.DIMENSIONS]
    return [
        {
            "id": name,
            "url": f"/sdmx/codelist/{settings.SDMX_AGENCY}/CL_{name}",
            "name": best(concepts[name].names, _language()),
            "meaning": best(concepts[name].descriptions, _language()),
        }
        for name in names
    ]


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
