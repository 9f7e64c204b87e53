"""Every public page in each language it has, and when what it says last changed.

A section is asked for page by page, each in a constant number of queries. Pages that
are not for search engines stand in none: forms, histories, lists with a filter.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import override

from accord.actions.models import Action
from accord.actions.projection import VERBS as ACTION_VERBS
from accord.atlas.models import Area, Challenge, Country, Goal
from accord.base import projecting
from accord.base.discovery.heads import DEFAULT, in_language, public_address
from accord.base.models import Entry
from accord.partners.models import Partner
from accord.partners.projection import VERBS as PARTNER_VERBS
from accord.texts.models import Text, Version
from accord.texts.projection import VERBS as TEXT_VERBS

# With each in four languages, a file has at most 8,000 addresses and 8 MB; the limits
# of the protocol are 50,000 and 50 MB.
RECORDS_PER_FILE = 2000


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its path in any language, those it has, and its last change."""

    path: str
    changed_at: datetime | None = None
    languages: Sequence[str] = ()

    @property
    def alternates(self) -> list[tuple[str, str]]:
        known = self.languages or [code for code, _name in settings.LANGUAGES]
        return [
            *((code, self._address(code)) for code in known),
            (DEFAULT, self._address("")),
        ]

    @property
    def addresses(self) -> list[str]:
        return [url for code, url in self.alternates if code != DEFAULT]

    def _address(self, language: str) -> str:
        return public_address(in_language(self.path, language))


@dataclass(frozen=True, slots=True)
class Section:
    """Some of the pages: how many there are, and those from one number to another."""

    count: Callable[[], int]
    pages: Callable[[int, int], Iterable[Page]]

    @property
    def files(self) -> int:
        return max(1, -(-self.count() // RECORDS_PER_FILE))

    def in_file(self, number: int) -> list[Page]:
        first = (number - 1) * RECORDS_PER_FILE
        with override(settings.LANGUAGE_CODE):
            return list(self.pages(first, first + RECORDS_PER_FILE))


def _fixed(first: int, last: int) -> list[Page]:
    """Return home and the lists; each changed when the last of its records did."""
    partners = _last_change("partner:", PARTNER_VERBS)
    actions = _last_change("action:", ACTION_VERBS)
    texts = _last_change("TXT-", TEXT_VERBS)
    either = max(filter(None, (partners, actions)), default=None)
    return [
        Page(reverse(route), changed_at)
        for route, changed_at in (
            ("website:home", either),
            ("partners:list", partners),
            ("partners:composition", partners),
            ("actions:list", actions),
            ("atlas:country_list", either),
            ("atlas:area_list", None),
            ("atlas:challenge_list", None),
            ("atlas:goal_list", None),
            ("texts:news", texts),
            ("texts:texts", texts),
        )
    ][first:last]


def _last_change(prefix: str, verbs: Iterable[str]) -> datetime | None:
    """Return when any record of a kind was last changed in public.

    A draft is imported before it is published, and nobody may know.
    """
    told = Entry.objects.filter(
        subject__startswith=prefix, verb__in=set(verbs) - {"imported"}
    )
    newest: datetime | None = told.aggregate(at=Max("at"))["at"]
    return newest


def _partners(first: int, last: int) -> list[Page]:
    return _of_records(Partner.objects.order_by("id")[first:last], PARTNER_VERBS)


def _actions(first: int, last: int) -> list[Page]:
    published = Action.objects.published().order_by("id")
    return _of_records(published[first:last], ACTION_VERBS)


def _of_records(
    records: QuerySet[Partner] | QuerySet[Action], verbs: Sequence[str]
) -> list[Page]:
    found = list(records)
    moments = projecting.moments((each.history_reference for each in found), verbs)
    return [
        Page(each.get_absolute_url(), moments.get(each.history_reference))
        for each in found
    ]


def _texts(first: int, last: int) -> list[Page]:
    """Return pages and news, each only in the languages it is public in."""
    found = list(Text.objects.public().order_by("id")[first:last])
    moments = projecting.moments((each.history_reference for each in found), TEXT_VERBS)
    languages: dict[int, list[str]] = defaultdict(list)
    public = Version.objects.public().filter(text__in=[each.pk for each in found])
    for text, language in public.order_by("language").values_list("text", "language"):
        languages[text].append(language)
    return [
        Page(
            each.get_absolute_url(),
            moments.get(each.history_reference),
            _original_first(languages[each.pk], each.original_language),
        )
        for each in found
    ]


def _original_first(languages: list[str], original: str) -> list[str]:
    return sorted(languages, key=lambda each: (each != original, each))


def _atlas(first: int, last: int) -> list[Page]:
    """Return places and terms, each changed when an action filed under it did."""
    changed = _changes_by_term()
    pages = [
        Page(each.get_absolute_url(), changed.get(relation, {}).get(each.pk))
        for relation, records in (
            ("areas", Area.objects.order_by("position")),
            ("challenges", Challenge.objects.order_by("position")),
            ("goals", Goal.objects.order_by("position")),
            ("countries", Country.objects.order_by("iso3")),
        )
        for each in records
    ]
    return pages[first:last]


def _changes_by_term() -> Mapping[str, Mapping[object, datetime]]:
    """Return, by relation and key, when an action filed there last changed."""
    told = Entry.objects.filter(subject__startswith="action:", verb__in=ACTION_VERBS)
    last = dict(told.order_by().values_list("subject").annotate(at=Max("at")))
    changed: dict[str, dict[object, datetime]] = {}
    for relation, path in (
        ("areas", "areas"),
        ("challenges", "challenges"),
        ("goals", "targets__goal"),
        ("countries", "countries"),
    ):
        newest = changed.setdefault(relation, {})
        rows = Action.objects.published().order_by().values_list("reference", path)
        for reference, key in rows.iterator(chunk_size=5000):
            at = last.get(f"action:{reference}")
            if key is not None and at is not None:
                newest[key] = max(at, newest.get(key, at))
    return changed


def _count_atlas() -> int:
    return sum(each.objects.count() for each in (Area, Challenge, Goal, Country))


SECTIONS: Mapping[str, Section] = {
    "pages": Section(lambda: 10, _fixed),
    "partners": Section(Partner.objects.count, _partners),
    "actions": Section(lambda: Action.objects.published().count(), _actions),
    "texts": Section(lambda: Text.objects.public().count(), _texts),
    "atlas": Section(_count_atlas, _atlas),
}
