"""Everything that changes lists and hits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.base import history
from accord.base.actor import Actor
from accord.base.imports.storage import Storage, sha256_of
from accord.joining.models import Application, State
from accord.screening.access import person_of
from accord.screening.lists import naming
from accord.screening.lists.naming import Subject
from accord.screening.models import Edition, Hit, HitVerdict, ListEntry, NameList

# From this likeness on a name is shown to a screener; docs/proof/names.md says how
# many true matches that finds, and how many others.
LEAST = 0.75
UNDER_WAY = (State.SUBMITTED, State.IN_REVIEW, State.ASKED)


class NotTaken(Exception):
    """A file or a verdict was not taken; the message says why, and what helps."""


@dataclass(slots=True)
class Differences:
    """What an edition says that the one in force before it does not."""

    read: int = 0
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def storage() -> Storage:
    return Storage(Edition, "name-lists", ".list")


@transaction.atomic
def send(
    name: str, file_name: str, source: BinaryIO, *, by: Actor, on: date
) -> Edition:
    """Keep a file as an edition that does not count yet. Sending it twice keeps one.

    Raises NotTaken with the reason when it is no list.
    """
    from tally.listed import FileRefused, read  # noqa: PLC0415 - data library

    digest = sha256_of(source)
    source.seek(0)
    name_list, _made = NameList.objects.get_or_create(name=name)
    known = name_list.editions.filter(sha256=digest).first()
    if known is not None:
        return known
    try:
        listing = read(source)
    except FileRefused as refused:
        reason = refused.reason
        raise NotTaken(_(reason.template).format_map(reason.values)) from refused
    source.seek(0)
    storage().keep(iter(lambda: source.read(1 << 20), b""))
    edition = Edition.objects.create(
        name_list=name_list,
        file_name=Path(file_name).name[:255],
        sha256=digest,
        shape=listing.shape,
        sent_by=person_of(by),
        sent_at=timezone.now(),
        skipped=[
            [each.place, each.reason.template, dict(each.reason.values)]
            for each in listing.skipped
        ],
    )
    ListEntry.objects.bulk_create(
        (
            ListEntry(
                edition=edition,
                key=each.key[:300],
                kind=each.kind,
                names=list(each.names),
                note=each.note,
                digest=each.digest,
            )
            for each in listing.entries
        ),
        batch_size=2000,
    )
    history.record(name_list, "edition sent", by=by, on=on, after={"sha256": digest})
    return edition


def in_force() -> list[Edition]:
    """Return the edition of each list that was confirmed last."""
    latest = (
        Edition.objects.filter(confirmed_at__isnull=False)
        .values("name_list")
        .annotate(last=Max("confirmed_at"))
        .values_list("last", flat=True)
    )
    found = Edition.objects.filter(confirmed_at__in=list(latest))
    return list(found.select_related("name_list").order_by("name_list__name"))


def differences(edition: Edition) -> Differences:
    """Compare an edition with the one that was in force when it was sent."""
    before = (
        edition.name_list.editions.filter(confirmed_at__isnull=False)
        .exclude(pk=edition.pk)
        .filter(confirmed_at__lt=edition.confirmed_at or timezone.now())
        .order_by("-confirmed_at")
        .first()
    )
    now, then = _digests(edition), _digests(before) if before else {}
    return Differences(
        read=len(now),
        added=[now[key][1] for key in now.keys() - then.keys()],
        removed=[then[key][1] for key in then.keys() - now.keys()],
        changed=[
            now[k][1] for k in now.keys() & then.keys() if now[k][0] != then[k][0]
        ],
    )


def _digests(edition: Edition) -> dict[str, tuple[str, str]]:
    found = edition.entries.values_list("key", "digest", "names__0")
    return {key: (digest, name) for key, digest, name in found}


@transaction.atomic
def confirm(edition: Edition, *, by: Actor, on: date) -> Edition:
    """Let an edition count, and compare everybody with it. Twice changes nothing."""
    from accord.screening.tasks import screen_everybody  # noqa: PLC0415 - a circle

    current = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if current.confirmed_at is not None:
        return current
    current.confirmed_by, current.confirmed_at = person_of(by), timezone.now()
    current.save(update_fields=["confirmed_by", "confirmed_at"])
    history.record(
        current.name_list,
        "edition confirmed",
        by=by,
        on=on,
        after={"sha256": current.sha256},
    )
    screen_everybody.defer(timestamp=0)
    return current


def screen_all(on: date) -> int:
    """Compare partners and applications under way with all lists; count new hits."""
    applications = Application.objects.filter(state__in=UNDER_WAY).order_by("pk")
    subjects = [naming.of_application(each) for each in applications]
    return _screen([*subjects, *naming.of_partners(on)])


def screen_application(application: Application) -> int:
    return _screen([naming.of_application(application)])


def _screen(subjects: Iterable[Subject]) -> int:
    """Note every name that is near one of a list, unless that is known or judged."""
    from tally.names import Index  # noqa: PLC0415 - data library

    told = list(subjects)
    editions = in_force()
    if not told or not editions:
        return 0
    entries = {
        each.pk: each
        for each in ListEntry.objects.filter(edition__in=editions).select_related(
            "edition__name_list"
        )
    }
    index = Index((pk, entry.names) for pk, entry in entries.items())
    count = 0
    for subject in told:
        with transaction.atomic():
            count += _keep(subject, list(_found(subject, index, entries)))
    return count


def _found(
    subject: Subject, index: object, entries: dict[int, ListEntry]
) -> Iterator[Hit]:
    from tally.names import Index, key  # noqa: PLC0415 - data library

    assert isinstance(index, Index)  # noqa: S101 - the type is known only here
    for role, name in subject.names:
        for near in index.near(name, least=LEAST):
            entry = entries[near.id]
            compared = near.comparison
            yield Hit(
                application=subject.application,
                partner=subject.partner,
                name_list=entry.edition.name_list,
                entry=entry,
                entry_key=entry.key,
                entry_digest=entry.digest,
                role=role,
                name=name[:300],
                name_key=key(name)[:300],
                listed_name=near.name[:500],
                score=near.score,
                pairs=[[each.one, each.other, each.how] for each in compared.pairs],
                alone=[list(compared.only_one), list(compared.only_other)],
                found_at=timezone.now(),
            )


def _keep(subject: Subject, found: list[Hit]) -> int:
    known = Hit.objects.filter(application=subject.application, partner=subject.partner)
    seen = {
        each.remembered_as(): each for each in known.select_for_update(of=("self",))
    }
    judged = set(seen)
    if subject.partner is not None:
        # What was judged of its application holds for the partner.
        earlier = Hit.objects.filter(application__partner=subject.partner)
        judged |= {each.remembered_as() for each in earlier.exclude(verdict="")}
    new = {each.remembered_as(): each for each in found}
    for remembered, hit in seen.items():
        gone = remembered not in new
        if not hit.verdict and gone != (hit.gone_at is not None):
            hit.gone_at = timezone.now() if gone else None
            hit.save(update_fields=["gone_at"])
    fresh = [hit for remembered, hit in new.items() if remembered not in judged]
    made = Hit.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(made)


@transaction.atomic
def judge(hit: Hit, verdict: HitVerdict, reason: str, *, by: Actor, on: date) -> Hit:
    """Say whether a hit is a true match, and why. Nobody's verdict is written over."""
    current = Hit.objects.select_for_update(of=("self",)).get(pk=hit.pk)
    if current.verdict:
        raise NotTaken(
            _("Somebody has judged this hit meanwhile; read their verdict first.")
        )
    current.verdict, current.reason = verdict, reason
    current.judged_by, current.judged_at = person_of(by), timezone.now()
    current.save(update_fields=["verdict", "reason", "judged_by", "judged_at"])
    history.record(current, "judged", by=by, on=on, after={"verdict": verdict})
    return current
