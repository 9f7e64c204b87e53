"""How the page on joining is found from outside."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.base.discovery import heads, records

PAGE = records.Page(
    "join",
    gettext_lazy("Become a partner"),
    gettext_lazy("Who may join, what is expected, and how to apply"),
)


def head(request: HttpRequest) -> heads.Head:
    return heads.of(
        request,
        name=_("Become a partner"),
        description=_(
            "What joining the coalition means, for whom it is, what is expected, how "
            "long it takes, and how to apply."
        ),
        card=PAGE.card(),
        trail=[(_("Become a partner"), None)],
    )


records.add_page(PAGE)
