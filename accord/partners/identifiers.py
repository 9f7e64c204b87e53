"""Numbers in outside registers: their form, and their check digits.

LEI: ISO 17442, check digits by ISO 7064 MOD 97-10. ROR: nine characters of
Crockford's base 32, the last two a check by MOD 97-10 over the first seven
(ror.readme.io). Wikidata: Q and a number. org-id: a list code of org-id.guide, a
hyphen, and the number in that list.
"""

import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_ROR = re.compile(rf"0[{_CROCKFORD}]{{6}}[0-9]{{2}}")
_ORG_ID = re.compile(r"[A-Z]{2,3}-[A-Z0-9_]+-\S.*")


def checked(scheme: str, value: str) -> str:
    """Return the number in its canonical form; ValidationError says what is wrong."""
    check = _CHECKS.get(scheme)
    if check is None:
        raise ValidationError(
            _("%(scheme)s is not a register Accord knows."), params={"scheme": scheme}
        )
    return check(value.strip())


def lei(value: str) -> str:
    tidy = value.replace(" ", "").upper()
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", tidy):
        raise ValidationError(
            _("An LEI has 20 letters and digits, the last two of them digits.")
        )
    if int("".join(str(int(each, 36)) for each in tidy)) % 97 != 1:
        raise ValidationError(
            _("The check digits of this LEI do not fit. Compare it with the register.")
        )
    return tidy


def ror(value: str) -> str:
    tidy = value.lower().removeprefix("https://").removeprefix("ror.org/").strip("/")
    if not _ROR.fullmatch(tidy):
        raise ValidationError(
            _("A ROR number begins with 0 and has nine characters, such as 05dxps055.")
        )
    number = 0
    for each in tidy[:7]:
        number = number * 32 + _CROCKFORD.index(each)
    if 98 - ((number * 100) % 97) != int(tidy[7:]):
        raise ValidationError(
            _("The check digits of this ROR number do not fit. Compare it at ror.org.")
        )
    return tidy


def wikidata(value: str) -> str:
    tidy = value.rstrip("/").rsplit("/", 1)[-1].upper()
    if not re.fullmatch(r"Q[1-9][0-9]*", tidy):
        raise ValidationError(_("A Wikidata number is Q and digits, such as Q54129."))
    return tidy


def org_id(value: str) -> str:
    tidy = " ".join(value.split())
    if not _ORG_ID.fullmatch(tidy):
        raise ValidationError(
            _(
                "An org-id number is a list code, a hyphen and the number in that "
                "list, such as XM-DAC-41302."
            )
        )
    return tidy


_CHECKS: dict[str, Callable[[str], str]] = {
    "lei": lei,
    "ror": ror,
    "wikidata": wikidata,
    "org-id": org_id,
}
