"""Make areas.csv and aliases.csv anew from the shared data (README.md names them).

python -m tally.series.areas.data.build FOLDER
"""

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
# Groups among the numbers of the UN SDG database; the other numbers that are no
# country's are regions, and those from 99000 on neither.
UN_GROUPS = {
    "97", "198", "199", "432", "514", "515", "593", "722", "889",
    "910", "911", "912", "913", "914", "915", "916",
}  # fmt: skip
UN_OTHER = {
    "369", "370", "487", "527", "577", "636", "680", "827", "828", "829", "830",
    "896", "907", "917", "918", "919", "920", "921", "922",
}  # fmt: skip
UN_FORMER = {
    "412": "XKX",
    "530": "ANT",
    "736": "736",
    "830": "CHI",
    "890": "YUG",
    "891": "SCG",
}
NAMES = (
    "UNTERM English Short",
    "UNTERM English Formal",
    "official_name_en",
    "CLDR display name",
)
# The regions of the World Bank are places, its other aggregates are groups.
BANK_REGIONS = {
    "AFE", "AFW", "CEB", "EAP", "EAS", "ECA", "ECS", "LAC", "LCN", "MEA", "MNA", "NAC",
    "SAS", "SSA", "SSF",
}  # fmt: skip


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


@dataclass
class Table:
    """Areas by code (code, kind, M49 number, name), and their other names."""

    areas: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    aliases: set[tuple[str, str]] = field(default_factory=set)

    def add(self, code: str, kind: str, m49: str, name: str) -> None:
        self.areas.setdefault(code, (code, kind, m49, name))
        self.aliases.add((name, code))


def add_countries(table: Table, geo: Path) -> None:
    table.add("001", "world", "001", "World")
    for row in rows_of(geo / "UNSD-M49-en.csv"):
        code, name = row["ISO-alpha3 Code"], row["Country or Area"]
        table.add(code, "country", row["M49 Code"], name)
        for level in ("Region", "Sub-region", "Intermediate Region"):
            if code := row[f"{level} Code"]:
                table.add(code, "region", code, row[f"{level} Name"])
    for row in rows_of(geo / "country-codes.csv"):
        code = row["ISO3166-1-Alpha-3"]
        for column in NAMES:
            short = row[column].removesuffix(" (the)").removeprefix("the ").strip()
            if short and code in table.areas:
                table.aliases.add((short, code))


def add_areas_of_the_un(table: Table, unsdg: Path) -> None:
    numbers = {m49 for _, _, m49, _ in table.areas.values()}
    for row in rows_of(unsdg / "codes/entities--geo_area.csv"):
        number, name = row["geo_area"], row["name"].replace("\xa0", " ").strip()
        m49 = number.zfill(3)
        if m49 in numbers:
            continue
        if number in UN_FORMER:
            code, kind = UN_FORMER[number], "country"
        else:
            code, kind = m49, "region"
            if number in UN_GROUPS:
                kind = "group"
            if number in UN_OTHER or len(number) > 3:
                kind = "other"
        table.add(code, kind, m49, name)


def add_areas_of_the_bank(table: Table, worldbank: Path) -> None:
    for row in rows_of(worldbank / "Metadata_Country.csv"):
        code, name = row["Country Code"], row["TableName"]
        if code == "WLD":
            table.aliases.add((code, "001"))
        elif row["Region"]:
            table.add(code, "country", "", name)
        else:
            kind = "region" if code in BANK_REGIONS else "group"
            table.add(code, kind, "", name)


def add_by_hand(table: Table) -> None:
    for row in rows_of(HERE / "by_hand.csv"):
        if row["kind"]:
            table.add(row["code"], row["kind"], "", row["text"])
        else:
            table.aliases.add((row["text"], row["code"]))


def main() -> None:
    shared = Path(sys.argv[1])
    table = Table()
    add_countries(table, shared / "geo")
    add_areas_of_the_un(table, shared / "unsdg")
    add_areas_of_the_bank(table, shared / "worldbank")
    add_by_hand(table)
    with (HERE / "areas.csv").open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, lineterminator="\n").writerow
        write(["code", "kind", "m49", "name"])
        for code in sorted(table.areas):
            write(table.areas[code])
    with (HERE / "aliases.csv").open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, lineterminator="\n").writerow
        write(["alias", "code"])
        for alias, code in sorted(table.aliases):
            if alias != table.areas[code][3]:
                write([alias, code])


if __name__ == "__main__":
    main()
