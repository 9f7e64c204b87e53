"""The questions that pages ask about texts and their versions."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

if TYPE_CHECKING:
    from accord.texts.models import Text, Version

    TextBase = models.QuerySet[Text]
    VersionBase = models.QuerySet[Version]
else:
    TextBase = VersionBase = models.QuerySet

PUBLIC = Q(published_on__isnull=False, retired_on=None)
DRAFT = Q(published_on=None)


class VersionQuerySet(VersionBase):
    def public(self) -> "VersionQuerySet":
        """Those that everyone reads. The SQL twin of `Version.is_public`."""
        return self.filter(PUBLIC)

    def drafts(self) -> "VersionQuerySet":
        """The SQL twin of `Version.is_draft`."""
        return self.filter(DRAFT)

    def at_work(self) -> "VersionQuerySet":
        """What an editor has to do with: public versions and drafts."""
        return self.filter(PUBLIC | DRAFT)


class TextQuerySet(TextBase):
    def public(self) -> "TextQuerySet":
        """Texts with a public version in any language."""
        versions = self.model.versions.rel.related_model.objects
        return self.filter(Exists(versions.public().filter(text=OuterRef("pk"))))

    def pages(self) -> "TextQuerySet":
        return self.filter(kind="page")

    def news(self) -> "TextQuerySet":
        return self.filter(kind="news")

    def for_listing(self) -> "TextQuerySet":
        """Public texts, newest first, with their public versions, in two queries."""
        versions = self.model.versions.rel.related_model.objects
        return (
            self.public()
            .prefetch_related(Prefetch("versions", versions.public()))
            .order_by("-dated_on", "-id")
        )

    def for_office(self) -> "TextQuerySet":
        """Every text with what is public and what is at work, in two queries."""
        versions = self.model.versions.rel.related_model.objects
        return self.prefetch_related(Prefetch("versions", versions.at_work())).order_by(
            "kind", "-dated_on", "slug"
        )

    def latest_news(self, count: int) -> "TextQuerySet":
        """Return the newest public news for a front page: see `Text.in_language`."""
        return self.news().for_listing()[:count]
