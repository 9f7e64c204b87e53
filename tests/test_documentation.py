"""What an operator can set or call is documented, or the suite fails."""

import re
from pathlib import Path

import pytest

import accord.config.api  # noqa: F401 - composes what is described
from accord.base.api import entrance
from accord.config.command import ENTRIES, app_commands, spoken

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
READS = re.compile(
    r"""environment\.(?:text|flag|integer|words)\(\s*["']([A-Z_]+)["']|environ(?:\.get\(|\[)["']([A-Z_]+)["']"""
)


def settings_read() -> set[str]:
    """Return every variable that `accord.config` and the tests read."""
    files = [
        *(ROOT / "accord" / "config").glob("*.py"),
        *(ROOT / "tests").glob("*.py"),
        ROOT / "conftest.py",
    ]
    return {
        name
        for path in files
        for match in READS.finditer(path.read_text(encoding="utf-8"))
        for name in match.groups()
        if name and (name.startswith("ACCORD_") or name in {"DATABASE_URL", "PORT"})
    }


def headings(page: str) -> set[str]:
    text = (REFERENCE / page).read_text(encoding="utf-8")
    return set(re.findall(r"^#{2,3} `([^`]+)`", text, re.MULTILINE))


@pytest.mark.parametrize("name", sorted(settings_read()))
def test_a_setting_is_documented(name: str):
    assert name in headings("settings.md")


def test_no_setting_is_documented_that_nothing_reads():
    assert headings("settings.md") - settings_read() == set()


@pytest.mark.parametrize("name", [*ENTRIES, *map(spoken, app_commands())])
def test_a_command_is_documented(name: str):
    assert f"accord {name}" in headings("commands.md")


def test_no_command_is_documented_that_is_not_there():
    there = {f"accord {name}" for name in [*ENTRIES, *map(spoken, app_commands())]}

    assert headings("commands.md") - there == set()


def operations() -> set[str]:
    return {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in entrance.description()["paths"].items()
        for method in methods
    }


def test_every_operation_of_the_api_is_documented():
    assert operations() - headings("api.md") == set()


def test_no_operation_is_documented_that_is_not_there():
    assert headings("api.md") - operations() == set()


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE"]
)
def test_a_newcomer_finds_the_usual_pages(page: str):
    assert len((ROOT / page).read_text(encoding="utf-8")) > 200


def test_links_between_pages_lead_somewhere():
    pages = [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *ROOT.glob("accord/*/*.md"),
    ]
    offences = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
        if not (page.parent / target).exists()
    ]

    assert not offences, "\n".join(offences)


def test_every_app_has_a_page_of_its_own():
    apps = [path.parent for path in ROOT.glob("accord/*/__init__.py")]
    offences = [app.name for app in apps if not (app / "README.md").exists()]

    assert not offences
