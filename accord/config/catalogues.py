"""Compile the message catalogues: `python -m accord.config.catalogues`.

Babel does it, so that nobody needs the gettext programs.
"""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from accord.config.places import ROOT


def compile_stale(folder: Path = ROOT / "locale") -> list[Path]:
    """Compile each catalogue that is newer than its compiled form; return those."""
    done = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text)
        half = compiled.with_suffix(f".{os.getpid()}")
        with half.open("wb") as binary:
            write_mo(binary, catalogue)
        half.replace(compiled)
        done.append(source)
    return done


if __name__ == "__main__":
    for path in compile_stale():
        sys.stdout.write(f"Compiled {path.relative_to(ROOT)}\n")
