"""Which source a file is from, as far as that can be told."""

from collections.abc import Iterable

from django.utils.translation import gettext_noop

from accord.base.imports.tables import Refused
from accord.observatory.models import Source, Vintage

# The beginnings of the codes of layouts that one database alone writes.
_LAYOUTS = (
    ("ilostat", "ilostat"),
    ("unsdg", "unsdg"),
    ("un-sdg", "unsdg"),
    ("wdi", "worldbank-wdi"),
    ("worldbank-wdi", "worldbank-wdi"),
    ("pip", "worldbank-pip"),
    ("worldbank-pip", "worldbank-pip"),
    ("hdr", "undp-hdr"),
    ("undp-hdr", "undp-hdr"),
    ("oecd", "oecd"),
)

NOT_KNOWN = gettext_noop(
    "Nothing in the file tells which source it is from; choose one of: {known}."
)


def by_layout(layout: str) -> Source | None:
    """Return the one source whose files are laid out so."""
    for beginning, code in _LAYOUTS:
        if layout.startswith(beginning):
            return Source.objects.filter(code=code).first()
    return None


def by_series(codes: Iterable[str]) -> Source | None:
    """Return the one source of which indicators or vintages know these series."""
    wanted = list(codes)
    found = Source.objects.filter(lines__series__in=wanted).distinct()[:2]
    if not found:
        vintages = Vintage.objects.in_use().filter(series__code__in=wanted)
        ids = vintages.order_by().values_list("source", flat=True).distinct()[:2]
        found = Source.objects.filter(pk__in=list(ids))
    return found[0] if len(found) == 1 else None


def called(code: str) -> Source:
    """Return the source of that code; raises `Refused` with those there are."""
    source = Source.objects.filter(code=code).first()
    if source is None:
        raise Refused(
            gettext_noop("There is no source {code}; there are: {known}."),
            {"code": code, "known": known()},
        )
    return source


def not_known() -> Refused:
    return Refused(NOT_KNOWN, {"known": known()})


def known() -> str:
    codes = Source.objects.order_by("code").values_list("code", flat=True)
    return ", ".join(codes)
