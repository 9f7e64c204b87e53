"""Make the tables beside this script from the published files of a folder.

    python -m accord.atlas.data.build FOLDER

FOLDER holds `geo`, `sdg`, `map` and `worldbank` as README.md describes them.
Running it again on the same files changes nothing.
"""

import csv
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.localedata import locale_identifiers

from accord.atlas.data.build_map import build_world, points

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr", "es", "ar")
SITUATIONS = {
    "LDC": "Least Developed Countries (LDC)",
    "LLDC": "Land Locked Developing Countries (LLDC)",
    "SIDS": "Small Island Developing States (SIDS)",
}
INCOME_GROUPS = {
    "Low income": "WB-LIC",
    "Lower-middle income": "WB-LMC",
    "Upper-middle income": "WB-UMC",
    "High income": "WB-HIC",
}
# M49 has no such area; the other files of the folder follow other lists.
NOT_IN_M49 = {"TWN"}
# Names that the World Bank's file uses and M49 does not.
INCOME_NAMES = {
    "Bolivia": "BOL",
    "Brunei": "BRN",
    "Cape Verde": "CPV",
    "Cote d'Ivoire": "CIV",
    "Curacao": "CUW",
    "Democratic Republic of Congo": "COD",
    "Faeroe Islands": "FRO",
    "Hong Kong": "HKG",
    "Iran": "IRN",
    "Laos": "LAO",
    "Macao": "MAC",
    "Micronesia (country)": "FSM",
    "Moldova": "MDA",
    "North Korea": "PRK",
    "Palestine": "PSE",
    "Russia": "RUS",
    "Saint Martin (French part)": "MAF",
    "South Korea": "KOR",
    "Syria": "SYR",
    "Tanzania": "TZA",
    "Timor": "TLS",
    "Turkey": "TUR",
    "United Kingdom": "GBR",
    "United States": "USA",
    "Venezuela": "VEN",
    "Vietnam": "VNM",
}
INCOME_LEFT_OUT = {"Channel Islands", "Kosovo", "Taiwan"}
_ILO = (
    "1.3.1 5.5.2 8.2.1 8.3.1 8.5.1 8.5.2 8.6.1 8.7.1 8.8.1 8.8.2 8.b.1 "
    "10.4.1 10.7.1 14.c.1"
)
ILO_INDICATORS = set(_ILO.split())
ARTICLES = {
    "en": re.compile(r"^the ", re.IGNORECASE),
    "fr": re.compile(r"^(?:l’|la |le |les )", re.IGNORECASE),
    "es": re.compile(r"^(?:la |el |los |las )"),
}
PARENTHESISED_ARTICLE = re.compile(
    r"\s*\((?:the|l’|la|le|les|el|los|las)\)", re.IGNORECASE
)

Row = dict[str, Any]


def main(folder: Path, target: Path = HERE) -> None:
    """Write the tables into `target` and the map beside it, under `static`."""
    corrections = tomllib.loads((HERE / "corrections.toml").read_text("utf-8"))
    coarse, fine = (
        folder / "map" / f"countries-{size}.json" for size in ("110m", "50m")
    )
    codes = {
        row["M49 Code"].zfill(3): row["ISO-alpha3 Code"]
        for row in read(folder / "geo" / "UNSD-M49-en.csv")
    }
    where = points(coarse, fine, codes, corrections["points"])
    regions, countries = places(folder / "geo", corrections, where)
    write(target / "regions.csv", regions)
    write(target / "countries.csv", countries)
    write(target / "income.csv", income_spells(folder / "worldbank", countries))
    for name, rows in goals(folder / "sdg", corrections["goal"]).items():
        write(target / name, rows)
    write(target / "languages.csv", languages())
    build_world(coarse, codes, target.parent / "static" / "atlas" / "world.svg")


def places(
    folder: Path, corrections: Row, where: dict[str, tuple[float, float]]
) -> tuple[list[Row], list[Row]]:
    """Return the regions and the countries of M49, in the order of their codes."""
    tables = {
        language: {
            row["ISO-alpha3 Code"]: row
            for row in read(folder / f"UNSD-M49-{language}.csv")
        }
        for language in LANGUAGES
    }
    terms = {
        row["ISO3166-1-Alpha-3"]: row for row in read(folder / "country-codes.csv")
    }
    regions = regions_of(tables)
    countries = [
        country(iso3, {lang: tables[lang][iso3] for lang in LANGUAGES}, terms[iso3])
        for iso3 in sorted(tables["en"])
        if iso3 not in NOT_IN_M49
    ]
    for row in countries:
        row["latitude"], row["longitude"] = where[row["iso3"]]
    correct(countries, corrections)
    return regions, countries


def regions_of(tables: dict[str, dict[str, Row]]) -> list[Row]:
    # The copies add rows of other hands, so the wording most rows have is M49's.
    names: dict[str, dict[str, Counter[str]]] = {}
    parents: dict[str, str] = {}
    for language, table in tables.items():
        for row in table.values():
            parent = ""
            for level in ("Global", "Region", "Sub-region", "Intermediate Region"):
                code = row[f"{level} Code"]
                if not code:
                    continue
                counted = names.setdefault(code, {}).setdefault(language, Counter())
                counted[tidy(row[f"{level} Name"])] += 1
                parents[code], parent = parent, code
    # Parents come before their parts, so that one pass can load them.
    return [
        {
            "m49": code,
            "parent": parents[code],
            **{
                f"name_{lang}": names[code][lang].most_common(1)[0][0]
                for lang in LANGUAGES
            },
        }
        for code in sorted(names, key=lambda each: (depth(each, parents), each))
    ]


def depth(code: str, parents: dict[str, str]) -> int:
    return 0 if not parents[code] else 1 + depth(parents[code], parents)


def country(iso3: str, m49: dict[str, Row], terms: Row) -> Row:
    english = m49["en"]
    unterm = {"en": "English", "fr": "French", "es": "Spanish", "ar": "Arabic"}
    row: Row = {
        "iso3": iso3,
        "iso2": english["ISO-alpha2 Code"],
        "m49": english["M49 Code"].zfill(3),
        "region": english["Intermediate Region Code"]
        or english["Sub-region Code"]
        or english["Global Code"],
        # The Holy See and the State of Palestine are observer States of the UN.
        "is_independent": int(terms["is_independent"] == "Yes" or iso3 == "PSE"),
    }
    for language in LANGUAGES:
        short = terms[f"UNTERM {unterm[language]} Short"]
        row[f"name_{language}"] = short_name(short or m49[language]["Country or Area"])
        row[f"formal_{language}"] = formal_name(
            terms[f"UNTERM {unterm[language]} Formal"], language
        )
    row["unofficial"] = ""
    for code, column in SITUATIONS.items():
        row[code] = int(english[column].strip() == "x")
    return row


def short_name(text: str) -> str:
    return PARENTHESISED_ARTICLE.sub("", tidy(text.replace("*", "")))


def formal_name(text: str, language: str) -> str:
    text = tidy(text.replace("*", ""))
    if language in ARTICLES:
        text = ARTICLES[language].sub("", text)
    return text[:1].upper() + text[1:]


def tidy(text: str) -> str:
    """Return the text with single spaces and typographic apostrophes."""
    return " ".join(text.replace("'", "’").replace("\u2010", "-").split())


def correct(countries: list[Row], corrections: Row) -> None:
    by_code = {row["iso3"]: row for row in countries}
    for kind in ("name", "formal"):
        for entry in corrections[kind]:
            row = by_code[entry["iso3"]]
            for language in LANGUAGES:
                if language in entry:
                    row[f"{kind}_{language}"] = entry[language]
            if "unofficial" in entry:
                row["unofficial"] = " ".join(entry["unofficial"])
    for entry in corrections["situation"]:
        by_code[entry["iso3"]][entry["not_in"]] = 0


def income_spells(folder: Path, countries: list[Row]) -> list[Row]:
    """Return runs of years in one income group. Years without a group are left out."""
    codes = {row["name_en"].replace("’", "'"): row["iso3"] for row in countries}
    years: dict[str, dict[int, str]] = {}
    for row in read(folder / "income_classification_1987-2021.csv"):
        entity = row["Entity"]
        group = INCOME_GROUPS.get(row["Income classifications (World Bank (2021))"])
        if entity in INCOME_LEFT_OUT or group is None:
            continue
        iso3 = INCOME_NAMES.get(entity) or codes[entity]
        years.setdefault(iso3, {})[int(row["Year"])] = group
    return [spell for iso3 in sorted(years) for spell in spells(iso3, years[iso3])]


def spells(iso3: str, groups: dict[int, str]) -> Iterator[Row]:
    years = sorted(groups)
    first = years[0]
    for year, following in zip_longest(years, years[1:]):
        if following == year + 1 and groups[following] == groups[year]:
            continue
        yield {"iso3": iso3, "group": groups[year], "first": first, "last": year}
        first = following


def goals(folder: Path, corrections: list[Row]) -> dict[str, list[Row]]:
    texts = {
        kind: {
            language: yaml.safe_load(
                (folder / language / f"global_{kind}.yml").read_text("utf-8")
            )
            for language in LANGUAGES
        }
        for kind in ("goals", "targets", "indicators")
    }
    titles = {
        kind: [
            {
                "code": key.removesuffix("-title").replace("-", "."),
                **{
                    f"name_{lang}": sentence(texts[kind][lang][key])
                    for lang in LANGUAGES
                },
            }
            for key in texts[kind]["en"]
            if key.endswith("-title")
        ]
        for kind in texts
    }
    for row in titles["goals"]:
        for language in LANGUAGES:
            row[f"definition_{language}"] = row.pop(f"name_{language}")
            row[f"name_{language}"] = sentence(
                texts["goals"][language][f"{row['code']}-short"]
            )
        # The Spanish collection capitalises some titles as English does.
        row["name_es"] = row["name_es"].capitalize()
        for entry in corrections:
            if entry["code"] == row["code"]:
                row.update((key, entry[key]) for key in entry if key in row)
    for row in titles["indicators"]:
        row["custodian"] = "ILO" if row["code"] in ILO_INDICATORS else ""
    return {
        f"{kind}.csv": sorted(rows, key=lambda row: place_in_list(row["code"]))
        for kind, rows in titles.items()
    }


def sentence(text: str) -> str:
    text = tidy(str(text))
    # Arabic letters that were stretched to fill a printed line, and one misspelling.
    text = re.sub("(?<=\\w)\u0640+(?=\\w)", "", text).replace("إالى", "إلى")
    # The French collection cut the last letter of indicator 8.2.1.
    return re.sub(r"pourvue d’un emplo$", "pourvue d’un emploi", text).rstrip(".")


def place_in_list(code: str) -> list[tuple[int, str]]:
    """Order 8.2 before 8.10, and the letters (means of implementation) last."""
    return [
        (int(part), "") if part.isdigit() else (1000, part) for part in code.split(".")
    ]


def languages() -> list[Row]:
    """Return the languages of ISO 639-1 that CLDR has data for and names in ours."""
    names = {language: Locale(language).languages for language in LANGUAGES}
    first = ["en", "fr", "es", "ar", "zh", "ru"]
    codes = [
        code
        for code in locale_identifiers()
        if len(code) == 2 and all(code in known for known in names.values())
    ]
    others = sorted(code for code in codes if code not in first)
    return [language_row(code, names) for code in (*first, *others)]


def language_row(code: str, names: dict[str, Any]) -> Row:
    locale = Locale(code)
    return {
        "code": code,
        "own_name": locale.get_language_name(),
        "is_right_to_left": int(locale.text_direction == "rtl"),
        **{f"name_{lang}": names[lang][code] for lang in LANGUAGES},
    }


def read(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def write(path: Path, rows: Iterable[Row]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    sys.stdout.write(f"{path.name}: {len(rows)} rows\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
