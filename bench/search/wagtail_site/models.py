"""A document as Wagtail searches it."""

from django.db import models
from wagtail.search import index


class Document(index.Indexed, models.Model):
    """One value of each facet: Wagtail counts columns, not lists."""

    language = models.CharField(max_length=2)
    title = models.TextField()
    body = models.TextField()
    country = models.CharField(max_length=40)
    area = models.CharField(max_length=40)
    challenge = models.CharField(max_length=40)
    goal = models.CharField(max_length=40)
    group = models.CharField(max_length=40)

    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("body"),
        index.FilterField("country"),
        index.FilterField("area"),
        index.FilterField("challenge"),
        index.FilterField("goal"),
        index.FilterField("group"),
    ]

    def __str__(self) -> str:
        return self.title
