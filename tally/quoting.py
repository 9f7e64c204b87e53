"""Words of a file, made fit to stand in a sentence about it."""

LONGEST_VALUE = 80


def shown(text: str) -> str:
    """The text on one line and short enough to stand in a sentence."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[:400]).split())
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"
