"""How the page on personal data is found from outside."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.accounts.personal import telling
from accord.base.discovery import heads, records, sitemaps

PAGE = records.Page(
    "personal-data",
    gettext_lazy("What Accord knows of people"),
    gettext_lazy("What is kept of them, why, who sees it, and for how long"),
)


def head(request: HttpRequest) -> heads.Head:
    return heads.of(
        request,
        name=telling.title(),
        description=_("What is kept of people, why, who sees it, and for how long."),
        card=PAGE.card(),
        trail=[(telling.title(), None)],
    )


records.add_page(PAGE)
sitemaps.register(
    "people",
    sitemaps.Section(
        lambda: 1,
        lambda *_cut: [sitemaps.Page(reverse("personal_data"))],
    ),
)
