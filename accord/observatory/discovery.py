"""How indicators are found from outside: permanent ids, heads, images, datasets."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accord.base.discovery import heads, linked, records
from accord.base.discovery.cards import Card
from accord.base.discovery.heads import Head
from accord.base.discovery.linked import Node, Trail
from accord.base.projecting import Projection
from accord.observatory import describing, reading, taking
from accord.observatory.choosing import Choice
from accord.observatory.listing import FILTERS, Entry
from accord.observatory.models import Indicator

KIND = "indicator"
DESCRIPTION = gettext_lazy(
    "How social justice stands in every country, region and the world: official "
    "figures, each with its source, its flags and how sure one can be."
)
PAGE = records.Page("indicators", gettext_lazy("Indicators"), DESCRIPTION)


def find(code: str) -> Indicator | None:
    return Indicator.objects.for_listing().filter(code=code).first()


def project(found: Indicator, on: date) -> Projection:
    return describing.indicators([found])[0]


def linked_data(found: Indicator, on: date) -> list[Node]:
    """Return the figures of an indicator as a dataset, as its sources publish it."""
    coverage = reading.coverage().get(found.code)
    address = heads.public_address(found.get_absolute_url())
    sources = taking.sources_of(found)
    files = {
        "text/csv": taking.file_of(found.code, Choice(), "csv"),
        "application/json": taking.file_of(found.code, Choice(), "json"),
        "application/zip": taking.file_of(found.code, Choice(), "zip"),
    }
    node: Node = {
        "@type": "Dataset",
        "@id": linked.permanent_id(KIND, found.code),
        "name": found.name,
        "description": found.meaning or found.name,
        "url": address,
        "inLanguage": get_language() or "en",
        "isAccessibleForFree": True,
        "license": next((each.licence_url for each in sources), ""),
        "creator": [
            {"@type": "Organization", "name": each.publisher} for each in sources
        ],
        "publisher": linked.about(linked.coalition_id()),
        "isBasedOn": [each.url for each in sources if each.url],
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": found.name,
            "unitText": found.unit.name,
        },
        "temporalCoverage": f"{coverage.first}/{coverage.last}" if coverage else "",
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": f"{settings.PUBLIC_URL}{path}",
            }
            for kind, path in files.items()
        ]
        if coverage
        else [],
    }
    return [linked.filled(node)]


def card(found: Indicator, on: date) -> Card:
    return Card(
        kind=KIND,
        code=found.code,
        language=get_language() or "en",
        kicker=_("Indicator"),
        title=found.name,
        title_language=found.name_language,
        details=found.unit.name,
    )


def head(
    request: HttpRequest,
    found: Indicator,
    choice: Choice,
    *,
    on: date,
    trail: Trail,
    part: str,
) -> Head:
    """Return the head of a part of an indicator's page.

    A choice has an address of its own, in one order, which search engines do not keep:
    there is no end of them.
    """
    nodes = linked_data(found, on)
    name = taking.title_of(found, choice)
    return heads.of(
        request,
        name=_("%(indicator)s: %(parts)s") % {"indicator": name, "parts": part}
        if part
        else name,
        description=found.meaning or found.name,
        card=card(found, on),
        trail=trail,
        query=choice.query,
        is_indexed=not (choice.query or choice.remedies),
        nodes=nodes,
        main=nodes[0]["@id"],
    )


def head_of_list(request: HttpRequest, shown: Sequence[Entry], *, trail: Trail) -> Head:
    address = heads.public_address(reverse("observatory:indicators"))
    items = [(each.indicator.name, each.indicator.get_absolute_url()) for each in shown]
    node = linked.item_list(items, address=address, total=len(items))
    return heads.of_list(
        request,
        filters=[*FILTERS, "q"],
        page=1,
        name=_("Indicators"),
        description=str(DESCRIPTION),
        card=PAGE.card(),
        trail=trail,
        page_type="CollectionPage",
        nodes=[node],
        main=node["@id"],
    )


records.register(records.Kind(KIND, find, project, linked_data, card))
records.add_page(PAGE)
