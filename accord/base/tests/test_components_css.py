"""The stylesheet: contrast, colour vision, direction, weight."""

import gzip
import re
from itertools import combinations
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "static" / "base"
APPS = Path(__file__).parents[2]
SHEETS = sorted(APPS.glob("*/static/*/*.css"))
SCRIPTS = sorted(FOLDER.rglob("*.js"))

TEXT = [
    "ink",
    "ink-soft",
    "link",
    "link-visited",
    "accent",
    "info",
    "success",
    "warning",
    "error",
]
CONSTITUENCIES = ["government", "employers", "workers", "others"]
GRAPHICS = [*CONSTITUENCIES, "edge", "focus", "accent", "scale-4", "scale-5"]

# Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation
# of color vision deficiency", severity 1.0, on linear RGB.
DEFICIENCIES = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def schemes() -> dict[str, dict[str, str]]:
    """Read the tokens: the light ones, and the same overlaid by the dark ones."""
    css = (FOLDER / "tokens.css").read_text(encoding="utf-8")
    light_part, dark_part = css.split("@media (prefers-color-scheme: dark)")
    dark_part = dark_part.split("@media (forced-colors")[0]
    declared = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});")
    light = dict(declared.findall(light_part))
    return {"light": light, "dark": light | dict(declared.findall(dark_part))}


def linear(colour: str) -> tuple[float, ...]:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return tuple(
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in channels
    )


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def oklab(rgb: tuple[float, ...]) -> tuple[float, ...]:
    """Ottosson (2020), Oklab from linear sRGB."""
    red, green, blue = (min(max(each, 0), 1) for each in rgb)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (
        1 / 3
    )
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def seen(colour: str, deficiency: str) -> tuple[float, ...]:
    rgb = linear(colour)
    matrix = DEFICIENCIES[deficiency]
    return oklab(
        tuple(sum(m * c for m, c in zip(row, rgb, strict=True)) for row in matrix)
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_every_ground(scheme):
    tokens = schemes()[scheme]

    too_weak = [
        f"{name} on {ground}: {contrast(tokens[name], tokens[ground]):.2f}"
        for name in TEXT
        for ground in ("paper", "paper-raised", "paper-sunk")
        if contrast(tokens[name], tokens[ground]) < 4.5
    ]
    too_weak += [
        f"{name} on {name}-wash"
        for name in ("info", "success", "warning", "error")
        if contrast(tokens[name], tokens[f"{name}-wash"]) < 4.5
        or contrast(tokens["ink"], tokens[f"{name}-wash"]) < 4.5
    ]
    too_weak += [
        f"on-{name} on {name}"
        for name in ("action",)
        if contrast(tokens[f"on-{name}"], tokens[name]) < 4.5
    ]

    assert too_weak == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_graphics_stand_out_from_the_paper(scheme):
    tokens = schemes()[scheme]

    too_weak = [
        f"{name} on {ground}: {contrast(tokens[name], tokens[ground]):.2f}"
        for name in GRAPHICS
        for ground in ("paper", "paper-raised")
        if contrast(tokens[name], tokens[ground]) < 3
    ]

    assert too_weak == []


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_constituencies_differ_for_every_colour_vision(scheme, deficiency):
    tokens = schemes()[scheme]

    too_close = []
    for one, other in combinations(CONSTITUENCIES, 2):
        first, second = (seen(tokens[each], deficiency) for each in (one, other))
        apart = sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5
        # Twice the 0.02 at which neighbouring patches are just told apart in Oklab,
        # and half as much again for shapes of a few millimetres.
        if apart < 0.06:
            too_close.append(f"{one} and {other}: {apart:.3f}")

    assert too_close == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scale_is_ordered_in_lightness(scheme):
    tokens = schemes()[scheme]

    steps = [luminance(tokens[f"scale-{step}"]) for step in range(1, 6)]

    assert steps == sorted(steps, reverse=scheme == "light")
    ratios = [
        contrast(tokens[f"scale-{step}"], tokens[f"scale-{step + 1}"])
        for step in range(1, 5)
    ]
    assert min(ratios) > 1.35


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_sheet_knows_left_from_right(sheet):
    css = _code(sheet)

    physical = re.findall(
        r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-"
        r"(?:left|right|top|bottom)[\w-]*|left|right|top|bottom|width|height|"
        r"(?:min|max)-(?:width|height)|border-(?:top|bottom)-[\w-]+)\s*:(?!:)",
        re.sub(r"@media[^{]*", "", css),
    )
    physical += re.findall(r"(?:text-align|float|clear):\s*(?:left|right)", css)

    assert physical == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_sheet_keeps_the_house_rules(sheet):
    css = _code(sheet)

    assert "!important" not in css
    assert "@import" not in css
    selectors = re.sub(r"\{[^{}]*\}", "", css)
    assert re.findall(r"#[a-z][\w-]*", selectors) == []
    if sheet.name != "tokens.css":
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(", css) == []
    assert re.search(r"@layer (tokens|base|components|features)", css)


def test_every_colour_and_size_that_is_used_is_a_token():
    everything = "".join(_code(sheet) for sheet in SHEETS)

    used = set(re.findall(r"var\((--[\w-]+)", everything))
    declared = set(re.findall(r"(?<![\w-])(--[\w-]+)\s*:", everything))

    assert used - declared == set()
    assert declared - used == set()


def test_the_stylesheets_keep_their_budget():
    assert len(gzip.compress(b"".join(each.read_bytes() for each in SHEETS))) < 20_000
    own = b"".join(each.read_bytes() for each in FOLDER.glob("*.css"))
    assert len(gzip.compress(own)) < 14_000


def test_the_scripts_keep_their_budget():
    assert len(gzip.compress(b"".join(each.read_bytes() for each in SCRIPTS))) < 15_000
    assert all(len(each.read_text().splitlines()) < 120 for each in SCRIPTS)


def _code(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
