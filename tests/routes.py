"""Every route of the URLconf, found by walking it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver
from django.utils import translation


def routes() -> dict[str, str]:
    """Return the pattern of each route by its name, or by itself if it has none."""
    with translation.override("en"):
        return dict(_walk(get_resolver().url_patterns))


def _walk(
    patterns: list[Any], before: str = "", spaces: str = ""
) -> Iterator[tuple[str, str]]:
    for each in patterns:
        path = f"{before}{each.pattern}"
        if isinstance(each, URLPattern):
            yield (f"{spaces}{each.name}" if each.name else path), path
        else:
            space = f"{each.namespace}:" if each.namespace else ""
            yield from _walk(each.url_patterns, path, spaces + space)
