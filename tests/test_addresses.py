"""Every address is documented, and every documented address exists."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

PAGE = settings.ROOT / "docs" / "reference" / "addresses.md"
_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


def patterns(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for each in found:
        address = before + _readable(str(each.pattern))
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, address)
        else:
            yield "/" + address


def _readable(pattern: str) -> str:
    plain = _GROUP.sub(r"{\1}", pattern).replace("^", "").replace("$", "")
    named = _CONVERTER.sub(r"{\1}", plain.replace("\\", ""))
    return "{lang}/" if named == "en/" else named


def existing() -> set[str]:
    return {
        address
        for address in patterns(get_resolver().url_patterns)
        if not address.startswith("/admin/")
    }


def documented() -> set[str]:
    return set(re.findall(r"^\| `(/[^`]*)`", PAGE.read_text(), re.MULTILINE))


def test_every_address_is_documented():
    assert existing() - documented() == set()


def test_every_documented_address_exists():
    assert documented() - existing() == set()
