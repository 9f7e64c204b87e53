"""Which source a file is from, as far as that can be told."""

from collections.abc import Iterable

from django.utils.translation import gettext_noop

from accord.base.imports.tables import Refused
from accord.observatory.models import Source, Vintage

# The beginnings of the codes of layouts that one database alone writes.
_LAYOUTS = (
    ("ilostat", "ilostat"),
    ("unsdg", "unsdg"),
    ("worldbank", "worldbank-wdi"),
    ("pip", "worldbank-pip"),
    ("undp-hdr", "undp-hdr"),
    ("oecd", "oecd"),
)
# What stands for the source of a file that tells none, until somebody says it.
UNKNOWN = "unknown"
_NAMES = {
    "en": "Unknown source",
    "fr": "Source inconnue",
    "es": "Fuente desconocida",
    "ar": "مصدر غير معروف",
}


def of(layout: str, codes: Iterable[str]) -> Source:
    """Return the source that a layout or the codes of series tell, or the unknown one.

    Figures never come from the unknown source, and its files are given to nobody.
    """
    found = by_layout(layout) or by_series(codes)
    return (
        found
        or Source.objects.get_or_create(
            code=UNKNOWN, defaults={"names": _NAMES, "position": 999}
        )[0]
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


def known() -> str:
    codes = Source.objects.order_by("code").values_list("code", flat=True)
    return ", ".join(codes)
