"""Texts: numbered paragraphs, in several languages, in versions."""

from dataclasses import dataclass
from html import escape
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.texts.querysets import DRAFT, PUBLIC, TextQuerySet, VersionQuerySet
from accord.texts.sanitise import BlockKind

# Pages with an address of their own, /{language}/about/; others are under /texts/.
ROOT_PAGES = (
    "about",
    "join",
    "help",
    "contact",
    "accessibility",
    "privacy",
    "open-data",
    "reading-figures",
)


class Kind(models.TextChoices):
    PAGE = "page", _("Page")
    NEWS = "news", _("News")


@dataclass(frozen=True, slots=True)
class Shown:
    """The version a reader is given, and what it says about their language."""

    version: "Version"
    is_other_language: bool
    is_stale: bool

    @property
    def title(self) -> str:
        return self.version.title

    @property
    def language(self) -> str:
        return self.version.language


class Text(models.Model):
    """Something written, with one original and its translations."""

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    original_language = models.CharField(_("original language"), max_length=10)
    # The day that stands above news; a page has none.
    dated_on = models.DateField(_("date"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False)
    created_on = models.DateField(_("created on"))
    # Counts what was saved in any language, so that no draft's number comes back.
    revision = models.PositiveIntegerField(default=0, editable=False)
    # The last anchor given out; an anchor is never given to another paragraph.
    anchors = models.PositiveIntegerField(default=0, editable=False)

    objects = TextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [
            models.CheckConstraint(
                name="news_has_a_date_and_a_page_has_none",
                condition=Q(kind="news", dated_on__isnull=False)
                | Q(kind="page", dated_on=None),
                violation_error_message=_("News needs a date; a page has none."),
            )
        ]
        indexes = [
            # Answers "which news are the latest?".
            models.Index(fields=["kind", "-dated_on", "-id"], name="latest_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.slug}"

    @property
    def history_reference(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        if self.kind == Kind.NEWS:
            return reverse("texts:news_item", args=[self.slug])
        if self.slug in ROOT_PAGES:
            return reverse("texts:page", args=[self.slug])
        return reverse("texts:text", args=[self.slug])

    @property
    def public_versions(self) -> dict[str, "Version"]:
        """What everyone reads, by language. Asks nothing when versions are loaded."""
        return {each.language: each for each in self.versions.all() if each.is_public}

    @property
    def drafts(self) -> dict[str, "Version"]:
        return {each.language: each for each in self.versions.all() if each.is_draft}

    def in_language(self, language: str | None = None) -> Shown | None:
        """Return what a reader of that language, or the active one, is given.

        That language if it is public, or else the original, or else any; None when
        nothing is public.
        """
        public = self.public_versions
        wanted = language or get_language() or settings.LANGUAGE_CODE
        version = (
            public.get(wanted)
            or public.get(self.original_language)
            or next(iter(public.values()), None)
        )
        if version is None:
            return None
        return Shown(version, version.language != wanted, self.is_stale(version))

    def is_stale(self, version: "Version") -> bool:
        """Say whether the original was published anew since this was translated."""
        original = self.public_versions.get(self.original_language)
        return (
            version.of is not None
            and original is not None
            and version.of < original.number
        )


class Version(models.Model):
    """A text in one language, at one time: a draft, public, or retired."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="versions")
    language = models.CharField(_("language"), max_length=10)
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    standfirst = models.TextField(_("standfirst"), blank=True)
    # What lists show: the standfirst, or the beginning of the first paragraph.
    summary = models.TextField(editable=False, blank=True)
    # The number of the original's version that this translates.
    of = models.PositiveIntegerField(_("translates version"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    # Digest of the shipped words; empty once a person has written.
    shipped = models.CharField(max_length=64, editable=False, blank=True)
    created_on = models.DateField(_("begun on"))
    changed_on = models.DateField(_("changed on"))
    created_by = models.ForeignKey(
        Person, models.PROTECT, related_name="versions", null=True, blank=True
    )
    published_on = models.DateField(_("published on"), null=True, blank=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["language", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "language", "number"],
                name="version_number_is_used_once",
            ),
            models.UniqueConstraint(
                fields=["text", "language"],
                condition=DRAFT,
                name="one_draft_per_language",
                violation_error_message=_("There is a draft in this language already."),
            ),
            models.UniqueConstraint(
                fields=["text", "language"],
                condition=PUBLIC,
                name="one_public_version_per_language",
                violation_error_message=_("One version is public in this language."),
            ),
            models.CheckConstraint(
                name="version_is_retired_after_it_was_published",
                condition=Q(retired_on=None)
                | Q(published_on__isnull=False, retired_on__gte=F("published_on")),
                violation_error_message=_("Only a published version is retired."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text.reference} {self.language} {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.published_on is None

    @property
    def is_public(self) -> bool:
        return self.published_on is not None and self.retired_on is None

    @property
    def source(self) -> str:
        """Return what an editor opens: simple HTML, a blank line between blocks."""
        return "\n\n".join(each.html for each in self.paragraphs.all())


class Paragraph(models.Model):
    """One block of a version. Its HTML was sanitised before it was stored."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="paragraphs")
    position = models.PositiveIntegerField()
    # Headings stand in the order but are not counted.
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    anchor = models.CharField(_("anchor"), max_length=20)
    kind = models.CharField(_("kind"), max_length=20, choices=BlockKind.choices)
    html = models.TextField()
    plain = models.TextField()

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"], name="paragraphs_stand_in_order"
            ),
            models.UniqueConstraint(
                fields=["version", "anchor"], name="anchor_names_one_paragraph"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.anchor} {self.plain[:60]}"

    @property
    def kept(self) -> SafeString:
        """The HTML as it is stored, for those who edit it."""
        # Sanitised on the way in.
        return mark_safe(self.html)  # noqa: S308  # nosemgrep: mark-safe

    def printed(self, names: dict[str, Any]) -> SafeString:
        """Return the HTML with names such as {coalition} filled in, escaped."""
        html = self.html
        for name, value in names.items():
            html = html.replace(f"{{{name}}}", escape(str(value)))
        # Sanitised on the way in, and the values are escaped.
        return mark_safe(html)  # noqa: S308  # nosemgrep: mark-safe
