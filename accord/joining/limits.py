"""How often one network address may begin, ask for links, or ask who is known."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accord.base.api import limits
from accord.base.api.caller import address_of

SENTENCE = _("That was often. Wait a few minutes, then try again.")
# How many in ten minutes.
_MOST = {"start": 20, "link": 20, "known": 300}
_WINDOW = 600


def is_too_much(request: HttpRequest, what: str) -> bool:
    """Count one more, and say whether that is more than there may be."""
    used, _reset = limits.count_once(f"joining:{what}:{address_of(request)}", _WINDOW)
    return used > _MOST[what]
