"""Large charts, drawn by Vega-Lite when they are first asked for, and kept on disk.

A file is named by a digest of everything that is on it: specification, data, how its
numbers are written, typefaces. What lies at an address therefore never changes.
"""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256

from django.utils.translation import get_language_bidi

from accord.base.drawn_files import DrawnFiles
from accord.observatory.numerals import reader
from tally.charts import svg, vega
from tally.charts.vega import ARABIC, LATIN, Manner, Spec

# About 60 KB each: the folder stays under 60 MB.
KEPT = DrawnFiles("CHARTS_ROOT", ".svg", 1000)


def manner() -> Manner:
    """Return how the reader's numbers are written, by CLDR, and in what measured."""
    symbols = reader().number_symbols["latn"]
    return Manner(
        {
            "decimal": symbols["decimal"],
            "thousands": symbols["group"],
            "grouping": [3],
            "currency": ["", ""],
            "minus": symbols["minusSign"],
        },
        ARABIC if get_language_bidi() else LATIN,
    )


def digest_of(specs: Mapping[str, Spec]) -> str:
    """Return the name of what these specifications draw for this reader."""
    how = manner()
    content = b"\0".join(vega.digest_source(spec, how) for spec in specs.values())
    return sha256(content).hexdigest()[:20]


def file_of(specs: Mapping[str, Spec]) -> bytes:
    """Return one SVG with a group for each specification, its id the specification's.

    Drawn once; a second for the first of a process. Raises `drawn_files.Busy`.
    """
    return KEPT.get(digest_of(specs), lambda: draw(specs))


def draw(specs: Mapping[str, Spec]) -> bytes:
    """Draw the specifications; 100 to 500 ms each."""
    _register()
    how = manner()
    drawn = {name: vega.draw(spec, how, name) for name, spec in specs.items()}
    # Anchors of text were decided for reading from the left, whatever the page's way.
    groups = [
        svg.element("g", each.inside, id=name, direction="ltr")
        for name, each in drawn.items()
    ]
    return svg.element("svg", *groups, xmlns="http://www.w3.org/2000/svg").encode()


@cache
def _register() -> None:
    import fontpkg_amiri  # noqa: PLC0415 - only who draws pays for loading it

    vega.register(fontpkg_amiri.ROOT / "files")
