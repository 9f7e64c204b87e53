"""Every public page of the apps below, and when what it says last changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Max, QuerySet
from django.urls import reverse

from accord.actions.models import Action
from accord.actions.projection import VERBS as ACTION_VERBS
from accord.atlas.models import Area, Challenge, Country, Goal, Region
from accord.base import projecting
from accord.base.discovery.sitemaps import Page, Section, register
from accord.base.models import Entry
from accord.observatory import reading
from accord.observatory.models import Indicator, Vintage
from accord.observatory.panels import address_of_region
from accord.partners.models import Partner
from accord.partners.projection import VERBS as PARTNER_VERBS
from accord.texts.models import Text, Version
from accord.texts.projection import VERBS as TEXT_VERBS

# Home and the lists, with whose changes are theirs.
_FIXED = (
    ("website:home", ("partner:", "action:")),
    ("partners:list", ("partner:",)),
    ("partners:composition", ("partner:",)),
    ("joining:about", ()),
    ("actions:list", ("action:",)),
    ("atlas:country_list", ("partner:", "action:")),
    ("observatory:indicators", ()),
    ("observatory:vintages", ()),
    ("atlas:area_list", ()),
    ("atlas:challenge_list", ()),
    ("atlas:goal_list", ()),
    ("texts:news", ("TXT-",)),
    ("texts:texts", ("TXT-",)),
)
_INDICATOR_PARTS = (
    "observatory:indicator",
    "observatory:countries",
    "observatory:progress",
    "observatory:method",
    "observatory:origin",
)
_VERBS = {"partner:": PARTNER_VERBS, "action:": ACTION_VERBS, "TXT-": TEXT_VERBS}


def _fixed(first: int, last: int) -> list[Page]:
    """Return home and the lists; each changed when the last of its records did."""
    changes = {each: _last_change(each, verbs) for each, verbs in _VERBS.items()}
    return [
        Page(
            reverse(route),
            max(filter(None, (changes[each] for each in whose)), default=None),
        )
        for route, whose in _FIXED[first:last]
    ]


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


def _own_texts() -> QuerySet[Text]:
    """Return public texts but the one at whose address joining has its own page."""
    return Text.objects.public().exclude(slug="join")


def _texts(first: int, last: int) -> list[Page]:
    """Return pages and news, each only in the languages it is public in."""
    found = list(_own_texts().order_by("id")[first:last])
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


def _indicators(first: int, last: int) -> list[Page]:
    """Return the parts of indicators, which figures move at once, and vintages."""
    moment = reading.compiled_at()
    pages = [
        Page(reverse(route, args=[code]), moment)
        for code in Indicator.objects.order_by("position").values_list(
            "code", flat=True
        )
        for route in _INDICATOR_PARTS
    ]
    pages += [
        Page(each.get_absolute_url(), each.imported_at)
        for each in Vintage.objects.order_by("pk")
    ]
    return pages[first:last]


def _count_indicators() -> int:
    return Indicator.objects.count() * len(_INDICATOR_PARTS) + Vintage.objects.count()


def _regions(first: int, last: int) -> list[Page]:
    """Return the world and its regions; figures move all of them at once."""
    moment = reading.compiled_at()
    codes = Region.objects.order_by("m49").values_list("m49", flat=True)[first:last]
    return [Page(address_of_region(code), moment) for code in codes]


for _name, _section in {
    "pages": Section(lambda: len(_FIXED), _fixed),
    "partners": Section(Partner.objects.count, _partners),
    "actions": Section(lambda: Action.objects.published().count(), _actions),
    "texts": Section(lambda: _own_texts().count(), _texts),
    "atlas": Section(_count_atlas, _atlas),
    "indicators": Section(_count_indicators, _indicators),
    "regions": Section(Region.objects.count, _regions),
}.items():
    register(_name, _section)
