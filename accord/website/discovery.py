"""How the site itself is found from outside: the head of its home page, its image."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accord.base.discovery import heads, records
from accord.base.discovery.heads import Head
from accord.base.discovery.linked import coalition, coalition_id, text_in, website
from accord.base.templatetags.components import page_at

HOME = records.Page(
    "home",
    gettext_lazy("What partners do for social justice, alone and together"),
    gettext_lazy("Governments, employers, workers and everyone who joins them"),
)


def head_of_home(request: HttpRequest) -> Head:
    language = get_language() or "en"
    followed = [
        *heads.feeds_of("actions", _("Actions")),
        *heads.feeds_of("news", _("News")),
    ]
    return heads.of(
        request,
        name=text_in(settings.COALITION_NAME, language),
        description=_(
            "What the partners of the coalition do for social justice, alone and "
            "together: who they are, where they act, on which of the six challenges."
        ),
        card=HOME.card(),
        nodes=[coalition(language), website(language, page_at("search/"))],
        main=coalition_id(),
        feeds=followed,
    )


records.add_page(HOME)
