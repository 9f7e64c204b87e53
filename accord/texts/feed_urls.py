"""Addresses under /{lang}/feeds/: news."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accord.texts import feed_views


class FormatConverter(StringConverter):
    regex = "atom|json"


register_converter(FormatConverter, "news_feed_format")

app_name = "news_feeds"
urlpatterns = [path("news.<news_feed_format:format_>", feed_views.feed, name="feed")]
