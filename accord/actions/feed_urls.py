"""Addresses under /{lang}/feeds/: actions as feeds and as a calendar."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accord.actions.views import feeds


class FormatConverter(StringConverter):
    regex = "atom|json|ics"


register_converter(FormatConverter, "action_feed_format")

app_name = "action_feeds"
urlpatterns = [
    path("actions.<action_feed_format:format_>", feeds.feed, name="feed"),
]
