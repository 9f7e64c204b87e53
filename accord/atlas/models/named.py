"""What every reference record shares: names by language and where they come from."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

FALLBACK = "en"
LANGUAGES = ("en", "fr", "es", "ar")


def active_language() -> str:
    """Return the reader's language without its region, such as "fr" for fr-SN."""
    return (get_language() or FALLBACK).partition("-")[0]


def text_in(texts: dict[str, str], language: str) -> str:
    """Return the text in `language`, in English where that is missing, or ""."""
    return texts.get(language) or texts.get(FALLBACK, "")


class Named(models.Model):
    """A record that staff may rename, with one name in each language.

    `official` says of each language whether its name is an official wording;
    a language that is absent there carries a rendering of ours.
    """

    names = models.JSONField(_("names"), default=dict)
    official = models.JSONField(_("official wording"), default=dict, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    # Set when staff edit the record: from then on a load leaves it alone.
    edited_on = models.DateField(
        _("edited by staff on"), null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_an_english_name",
                condition=Q(names__has_key="en"),
                violation_error_message=_("Give at least the English name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, in English where it is missing."""
        return text_in(self.names, active_language())

    @property
    def name_language(self) -> str:
        """The language that `name` is in, for the `lang` attribute around it."""
        language = active_language()
        return language if self.names.get(language) else FALLBACK

    def official_in(self, language: str) -> bool:
        """Tell whether the name in `language` is an official wording."""
        return bool(self.names.get(language)) and bool(self.official.get(language))

    @property
    def is_official_here(self) -> bool:
        """Tell whether the name the reader sees is an official wording."""
        return self.official_in(self.name_language)

    @property
    def history_reference(self) -> str:
        return f"{self._meta.model_name}:{self.public_code}"

    @property
    def public_code(self) -> str:
        """The code by which files, addresses and history know the record."""
        raise NotImplementedError


class ConceptQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> Self:
        """Return the concepts that were in force on `day`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )

    def in_name_order(self, language: str) -> Self:
        """Order by the name in `language`, for lists without an order of their own."""
        return self.order_by(
            Coalesce(
                KeyTextTransform(language, "names"), KeyTextTransform(FALLBACK, "names")
            )
        )


class Concept(Named):
    """A term that records are filed under.

    `valid_until` is the last day of validity; an empty date means no limit.
    `short_names` are ours, for tags and facets, where the name is a long sentence.
    """

    code = models.CharField(_("code"), max_length=60, unique=True)
    short_names = models.JSONField(_("short names"), default=dict, blank=True)
    definition = models.JSONField(_("definition"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = ConceptQuerySet.as_manager()

    class Meta(Named.Meta):
        abstract = True
        ordering = ["position", "code"]
        constraints = [
            *Named.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=models.F("valid_from")),
                violation_error_message=_(
                    "The last day of validity cannot be before the first."
                ),
            ),
        ]

    @property
    def public_code(self) -> str:
        return self.code

    @property
    def short_name(self) -> str:
        """A name of one to four words where there is one, else the name."""
        return text_in(self.short_names, active_language()) or self.name

    @property
    def meaning(self) -> str:
        """The definition in the reader's language, in English, or ""."""
        return text_in(self.definition, active_language())

    def valid_on(self, day: date) -> bool:
        """The Python twin of ConceptQuerySet.valid_on()."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)
