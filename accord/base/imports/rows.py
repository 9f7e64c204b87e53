"""Rows that are no records: totals below a table, heads that come again."""

from accord.base.imports.fields import folded
from accord.base.imports.tables import Row, text_of

_TOTALS = {
    "total", "totals", "grand total", "sum", "subtotal", "total general", "totaux",
    "somme", "sous total", "totales", "suma", "الإجمالي", "المجموع",
}  # fmt: skip


def is_total(row: Row) -> bool:
    """Say whether a row sums up those above: its first word, then numbers only."""
    said = [text for text in map(text_of, row.cells) if text]
    if not said or folded(said[0].rstrip(":")) not in _TOTALS:
        return False
    return all(any(c.isdigit() for c in each) and len(each) < 40 for each in said[1:])


def is_header_again(row: Row, header: Row) -> bool:
    def words(one: Row) -> list[str]:
        return [folded(text_of(each)) for each in one.cells if text_of(each)]

    return words(row) == words(header)
