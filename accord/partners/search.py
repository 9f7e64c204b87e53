"""How partners are found."""

from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.atlas.search import Regions, is_load, moved, places_of
from accord.base.search import sources
from accord.base.search.sources import Document, Happenings, Source, passages_of
from accord.partners.models import Partner


def _documents(keys: Sequence[str] | None) -> Iterator[Document]:
    found = Partner.objects.select_related(
        "country", "constituency", "category"
    ).prefetch_related("areas", "challenges", "identifiers", "aliases")
    if keys is not None:
        found = found.filter(slug__in=keys)
    regions = Regions()
    for each in found.order_by("pk").iterator(chunk_size=500):
        yield _document(each, regions)


def _document(partner: Partner, regions: Regions) -> Document:
    places = regions.values_of(partner.region_id)
    if partner.country is not None:
        places = places_of([partner.country], regions)
    return Document(
        partner.slug,
        passages_of(
            partner.name,
            partner.mandate_text,
            partner.priorities,
            partner.expertise,
        ),
        [
            partner.short_name,
            partner.reference,
            *(each.value for each in partner.identifiers.all()),
            *(each.name for each in partner.aliases.all()),
        ],
        (),
        frozenset(
            {
                ("constituency", partner.constituency.code),
                ("category", partner.category.code),
                *(("area", each.code) for each in partner.areas.all()),
                *(("challenge", each.code) for each in partner.challenges.all()),
                *places,
            }
        ),
        partner.joined_on,
    )


def names_of(partner: Partner) -> list[str]:
    """Return the names of a partner in every language, and its short name."""
    names = [partner.name.text_in(each) for each in partner.name.languages]
    return [*names, partner.short_name]


def _concerned(happenings: Happenings) -> Iterable[str]:
    if is_load(happenings) or moved(happenings):
        return sources.EVERYTHING
    return [
        each.subject.slug for each in happenings if isinstance(each.subject, Partner)
    ]


sources.register(
    Source(
        "partner",
        _("Partners"),
        _("Partner"),
        _documents,
        _concerned,
        lambda key: reverse("partners:partner", args=[key]),
        order=20,
    )
)
