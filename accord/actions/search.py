"""How actions are found: those that are public and stand."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.actions.models import Action, Participation
from accord.atlas.search import Regions, is_load, moved, places_of
from accord.base.search import sources
from accord.base.search.sources import Document, Happenings, Source, passages_of
from accord.partners.models import Partner
from accord.partners.search import names_of

# What of a partner its actions are found by.
_SHOWN_OF_A_PARTNER = {"name", "short_name", "constituency"}


def _documents(keys: Sequence[str] | None) -> Iterator[Document]:
    found = Action.objects.standing()
    if keys is not None:
        found = found.filter(reference__in=keys)
    found = found.select_related("lead__constituency").prefetch_related(
        *("countries", "areas", "challenges", "targets", "groups"),
        "external_identifiers",
        Prefetch("participations", Participation.objects.select_related("partner")),
    )
    regions: Regions | None = None
    for each in found.order_by("pk").iterator(chunk_size=500):
        regions = regions or Regions()
        yield _document(each, regions)


def _document(action: Action, regions: Regions) -> Document:
    partners = [action.lead, *(each.partner for each in action.participations.all())]
    return Document(
        action.reference,
        passages_of(action.title, action.summary, fallback=action.reference),
        [
            action.reference,
            *(each.value for each in action.external_identifiers.all()),
        ],
        [name for partner in partners for name in names_of(partner)],
        frozenset(
            {
                ("constituency", action.lead.constituency.code),
                *(("area", each.code) for each in action.areas.all()),
                *(("challenge", each.code) for each in action.challenges.all()),
                *(("target", each.code) for each in action.targets.all()),
                *(
                    ("goal", each.code.partition(".")[0])
                    for each in action.targets.all()
                ),
                *(("group", each.code) for each in action.groups.all()),
                *places_of(action.countries.all(), regions),
            }
        ),
        action.published_on,
    )


def _concerned(happenings: Happenings) -> Iterable[str]:
    if is_load(happenings) or moved(happenings):
        return sources.EVERYTHING
    own = [
        each.subject.reference
        for each in happenings
        if isinstance(each.subject, Action)
    ]
    partners = [
        each.subject.pk
        for each in happenings
        if isinstance(each.subject, Partner)
        and _SHOWN_OF_A_PARTNER & each.after.keys()
        and each.before
        and any(
            each.before.get(name) != each.after.get(name)
            for name in _SHOWN_OF_A_PARTNER
        )
    ]
    if not partners:
        return own
    theirs = Q(lead__in=partners) | Q(participations__partner__in=partners)
    found = Action.objects.standing().filter(theirs).distinct()
    return [*own, *found.values_list("reference", flat=True)]


sources.register(
    Source(
        "action",
        _("Actions"),
        _("Action"),
        _documents,
        _concerned,
        lambda key: reverse("actions:action", args=[key]),
        order=10,
    )
)
