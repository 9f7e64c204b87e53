"""What axe-core finds wrong on a page: for every app's browser tests."""

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def violations(page: Page) -> list[str]:
    """Return one line per rule that the page breaks, with the first place."""
    page.evaluate(_axe())
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})",
        list(TAGS),
    )
    return [
        f"{each['id']}: {each['help']} ({len(each['nodes'])} places, first "
        f"{each['nodes'][0]['html'][:200]})"
        for each in found["violations"]
    ]


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
