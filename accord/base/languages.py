"""Names of languages, the site's own and all others that texts arrive in."""

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, get_language_info


def own_name(code: str) -> str:
    """Return the language's name in itself; its code if nobody knows the name."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return _from_babel(code, code)


def name_of(code: str) -> str:
    """Return the language's name in the reader's language; its code if unknown."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return _from_babel(code, get_language() or "en")


def _from_babel(code: str, reader: str) -> str:
    """Return what Babel calls a language. Django knows about a hundred only."""
    try:
        known = Locale.parse(reader, sep="-").languages
    except (UnknownLocaleError, ValueError):
        known = Locale("en").languages
    return known.get(code, code)
