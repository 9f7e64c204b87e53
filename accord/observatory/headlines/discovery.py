"""How the page of headline figures is found from outside."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.base.discovery import records, sitemaps

PAGE = records.Page(
    "headlines",
    _("Headline figures, recomputed"),
    _(
        "What the report on the state of social justice prints, beside what published "
        "series give."
    ),
)
records.add_page(PAGE)
sitemaps.register(
    "headlines",
    sitemaps.Section(
        lambda: 1,
        lambda *_cut: [sitemaps.Page(reverse("observatory:headlines"))],
    ),
)
