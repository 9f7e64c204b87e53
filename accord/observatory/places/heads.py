"""How pages of places are found from outside: heads, permanent ids of regions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accord.atlas.models import Country, Region
from accord.base import projecting
from accord.base.components import Download, TakeAway
from accord.base.discovery import heads as page_heads
from accord.base.discovery import linked, records
from accord.base.discovery.cards import Card
from accord.base.discovery.heads import Head
from accord.base.discovery.linked import Node, Trail
from accord.base.exchange.citing import Citation
from accord.base.projecting import Projection
from accord.observatory.places.regions import WORLD
from accord.observatory.taking import edition

KIND = "region"


def address_of(region: Region) -> str:
    return address_of_code(region.m49)


def address_of_code(m49: str) -> str:
    """Return the path of the page of a region, in the reader's language."""
    if m49 == WORLD:
        return reverse("observatory:world")
    return reverse("observatory:region", args=[m49])


def trail_of(region: Region) -> Trail:
    """Return the way to a region: the world and the regions it lies in."""
    above: list[tuple[str, str | None]] = []
    each = region.parent
    while each is not None:
        above.insert(0, (each.name, address_of(each)))
        each = each.parent
    return [*above, (region.name, None)]


def trail_of_country(country: Country) -> Trail:
    return [
        (_("Countries"), reverse("atlas:country_list")),
        (country.name, country.get_absolute_url()),
        (_("By pillar"), None),
    ]


def parts_of(region: Region) -> Sequence[tuple[str, str]]:
    """Return the regions right inside a region, with their addresses."""
    parts = region.parts.select_related("parent")
    return sorted((each.name, address_of(each)) for each in parts)


@dataclass(frozen=True, slots=True)
class Place:
    """A region as a record with a page: the page is ours, the region is not."""

    region: Region

    def get_absolute_url(self) -> str:
        return address_of(self.region)


def find(m49: str) -> Place | None:
    found = Region.objects.filter(m49=m49).first()
    return None if found is None else Place(found)


def project(place: Place, on: date) -> Projection:
    region = place.region
    with translation.override(projecting.LANGUAGE):
        path = address_of(region)
    return {
        "id": linked.permanent_id(KIND, region.m49),
        "m49": region.m49,
        "url": page_heads.public_address(path),
        "names": region.names,
        "inside": region.parent_id,
        "source": region.source or None,
    }


def linked_data(place: Place, on: date) -> list[Node]:
    region = place.region
    return [
        linked.filled(
            {
                "@type": "Place",
                "@id": linked.permanent_id(KIND, region.m49),
                "name": region.name,
                "url": page_heads.public_address(address_of(region)),
                "identifier": {
                    "@type": "PropertyValue",
                    "propertyID": "UN M49",
                    "value": region.m49,
                },
                "containedInPlace": linked.about(
                    linked.permanent_id(KIND, region.parent_id)
                )
                if region.parent_id
                else None,
            }
        )
    ]


def card(place: Place, on: date) -> Card:
    region = place.region
    return Card(
        kind=KIND,
        code=region.m49,
        language=get_language() or "en",
        kicker=_("How things stand"),
        title=region.name,
        title_language=region.name_language,
    )


def of_region(request: HttpRequest, region: Region, *, on: date, trail: Trail) -> Head:
    place = Place(region)
    nodes = linked_data(place, on)
    return page_heads.of(
        request,
        name=region.name,
        description=_(
            "How social justice stands in this part of the world (%(region)s), and in "
            "each of its countries."
        )
        % {"region": region.name},
        card=card(place, on),
        trail=trail,
        nodes=nodes,
        main=nodes[0]["@id"],
    )


def taken_away(
    request: HttpRequest, place: Region | Country, sources: Sequence[str], *, on: date
) -> TakeAway:
    """Return the files of the page of a place, and how its figures are cited."""
    base = request.path_info.rstrip("/")
    files = [
        Download(label, f"{base}.{ending}")
        for label, ending in (("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json"))
    ]
    cited = Citation(
        title=_("%(place)s: how things stand") % {"place": place.name},
        address=f"{settings.PUBLIC_URL}{request.path_info}",
        on=on,
        origin="; ".join(sources),
        edition=edition(),
    )
    return TakeAway(files, cited, "")


records.register(records.Kind(KIND, find, project, linked_data, card))
