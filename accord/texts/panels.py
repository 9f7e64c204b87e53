"""What texts show on pages of other apps."""

from typing import Any

from django.template.loader import render_to_string

from accord.base.actor import Actor
from accord.base.panels import panel
from accord.texts.models import Text

NEWS_ON_THE_FRONT_PAGE = 3


@panel("website.home", order=60)
def latest_news(today: Any, reader: Actor) -> str:
    """Return the newest news for the front page, in two queries."""
    news = list(Text.objects.latest_news(NEWS_ON_THE_FRONT_PAGE))
    return render_to_string("texts/_latest_news.html", {"news": news}) if news else ""
