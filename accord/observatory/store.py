"""Where vintages and figures lie. What has a name there never changes.

    vintages/<content hash>/source/<file name>     as the source gave it
    vintages/<content hash>/observations.parquet   tidy, corrected (tally.series.schema)
    vintages/<content hash>/vintage.json           what the row in the database says
    figures/<hash>/by_indicator.parquet            all published figures, in two orders
    figures/<hash>/by_area.parquet
    figures/<hash>/latest.parquet                  the last headline value of each area
    figures/current                                names the hash that pages read

A folder is written beside its place under a name that begins with a dot and takes its
place by one rename: a reader sees all of it or nothing.
"""

from pathlib import Path

from django.conf import settings

VINTAGES, FIGURES, CURRENT = "vintages", "figures", "current"


def vintage_folder(content_hash: str) -> Path:
    return Path(settings.OBSERVATORY_FOLDER) / VINTAGES / content_hash


def observations_of(content_hash: str) -> Path:
    return vintage_folder(content_hash) / "observations.parquet"


def figures_folder(name: str) -> Path:
    return Path(settings.OBSERVATORY_FOLDER) / FIGURES / name


def current_figures() -> str:
    """Return the hash of the figures that pages read, "" before the first compile."""
    try:
        return (Path(settings.OBSERVATORY_FOLDER) / FIGURES / CURRENT).read_text()
    except FileNotFoundError:
        return ""


def compiled_at() -> float | None:
    """Return when the current figures took their place, in seconds since 1970."""
    try:
        return (Path(settings.OBSERVATORY_FOLDER) / FIGURES / CURRENT).stat().st_mtime
    except FileNotFoundError:
        return None
