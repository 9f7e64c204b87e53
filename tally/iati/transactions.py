"""Sum the transactions of an activity without keeping them."""

from decimal import Decimal

from lxml import etree

from tally.iati import elements, values
from tally.iati.elements import Context, needed, only
from tally.iati.model import Transactions

MOST_PLACES = 2_000


class TransactionSums:
    """Counts, sums and the places and sectors that transactions name."""

    def __init__(self) -> None:
        self._count = self._with_sector = self._with_place = 0
        self._sums: dict[tuple[str, str], Decimal] = {}
        # Dictionaries as sets that keep the order of the file.
        self._countries: dict[str, None] = {}
        self._regions: dict[tuple[str, str], None] = {}
        self._sectors: dict[tuple[str, str], None] = {}

    @property
    def all_have_sectors(self) -> bool:
        return 0 < self._count == self._with_sector

    @property
    def all_have_places(self) -> bool:
        return 0 < self._count == self._with_place

    def add(self, element: etree._Element, context: Context) -> None:
        self._count += 1
        self._add_value(element, context)
        self._read_day(element, context)
        self._add_places(element, context)

    def _add_value(self, element: etree._Element, context: Context) -> None:
        kind_part = only(element, "transaction-type", context)
        money = elements.read_money(element, context)
        if kind_part is None:
            return
        say = context.notes.on(kind_part)
        text = needed(kind_part, "code", say)
        kind = values.code(text, "TransactionType", say) if text else None
        if kind and money:
            key = kind, money.currency
            self._sums[key] = self._sums.get(key, Decimal(0)) + money.amount

    def _read_day(self, element: etree._Element, context: Context) -> None:
        """The day is not kept, but a wrong one is worth a remark."""
        part = only(element, "transaction-date", context)
        if part is not None:
            say = context.notes.on(part)
            text = needed(part, "iso-date", say)
            if text:
                values.day(text, say)

    def _add_places(self, element: etree._Element, context: Context) -> None:
        countries = element.findall("recipient-country")
        regions = element.findall("recipient-region")
        sectors = element.findall("sector")
        self._with_place += bool(countries or regions)
        self._with_sector += bool(sectors)
        for part in countries:
            country = elements.read_country(part, context)
            if country:
                self._countries[country.code] = None
        for part in regions:
            region = elements.read_region(part, context)
            if region and len(self._regions) < MOST_PLACES:
                self._regions[region.code, region.vocabulary] = None
        for part in sectors:
            sector = elements.read_sector(part, context)
            if sector and len(self._sectors) < MOST_PLACES:
                self._sectors[sector.code, sector.vocabulary] = None

    def result(self) -> Transactions:
        return Transactions(
            count=self._count,
            sums=self._sums,
            countries=tuple(self._countries),
            regions=tuple(self._regions),
            sectors=tuple(self._sectors),
        )
