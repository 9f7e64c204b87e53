"""The questions that pages ask about partners and mandates."""

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Substr

if TYPE_CHECKING:
    from accord.partners.models import (  # noqa: F401 - in quotes below
        ApiKey,
        Invitation,
        Mandate,
        Partner,
        Standing,
    )

# How long before its last day the end of a mandate is announced.
ENDS_SOON = timedelta(days=30)


def _name_key(language: str) -> Coalesce:
    return Coalesce(
        KeyTextTransform(language, "sort_names"),
        "sort_name",
        output_field=models.TextField(),
    )


class PartnerQuerySet(models.QuerySet["Partner"]):
    def partners_on(self, day: date) -> Self:
        """Those who were partners that day, of any past day, suspended ones too."""
        return self.filter(
            Q(standings__until=None) | Q(standings__until__gt=day),
            standings__since__lte=day,
        )

    def for_listing(self) -> Self:
        """Everything a list shows, in one query however many partners there are."""
        return self.select_related(
            "category", "constituency", "country", "region"
        ).order_by("sort_name")

    def in_name_order(self, language: str) -> Self:
        """Order by the name a reader of `language` sees: that language's or the own."""
        return self.order_by(_name_key(language), "id")

    def latest_to_join(self, language: str) -> Self:
        return self.order_by("-joined_on", _name_key(language), "id")

    def under_letter(self, letter: str, language: str) -> Self:
        """Those whose name, as a reader of `language` sees it, begins so."""
        return self.alias(name_key=_name_key(language)).filter(
            name_key__startswith=letter
        )

    def letters(self, language: str) -> list[str]:
        """Return the first letters there are of the names a reader sees, in order."""
        first = self.order_by().values_list(Substr(_name_key(language), 1, 1))
        return sorted(letter for (letter,) in first.distinct() if letter)

    def count_countries(self) -> int:
        """Count the countries and areas where they are based."""
        return self.order_by().aggregate(n=Count("country", distinct=True))["n"]


class StandingQuerySet(models.QuerySet["Standing"]):
    def on(self, day: date) -> Self:
        """How each partner of that day stood; a partner has one row at most."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def composition_on(self, day: date) -> Counter[str]:
        """Count that day's partners by the code of their category, in one query."""
        counted = (
            self.on(day)
            .order_by()
            .values_list("category__code")
            .annotate(n=Count("pk"))
        )
        return Counter(dict(counted))


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force_on(self, day: date) -> Self:
        """The SQL twin of `Mandate.in_force_on`."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=day),
            Q(suspended_on=None) | Q(suspended_on__gt=day),
            starts_on__lte=day,
        )

    def of_partners_that_act_on(self, day: date) -> Self:
        """Those of partners that may act: the SQL twin of `Partner.may_act_on`."""
        return self.filter(
            Q(partner__left_on=None) | Q(partner__left_on__gt=day),
            Q(partner__suspended_on=None) | Q(partner__suspended_on__gt=day),
        )

    def ending(self, on: date) -> Self:
        """Those in force whose last day is near and whose role nobody takes up then."""
        after = self.model.objects.filter(
            partner=OuterRef("partner"),
            role=OuterRef("role"),
            starts_on__gt=on,
            suspended_on=None,
        )
        return (
            self.in_force_on(on)
            .of_partners_that_act_on(on)
            .filter(ends_on__lte=on + ENDS_SOON)
            .exclude(Exists(after))
            .select_related("partner", "person")
            .order_by("ends_on", "id")
        )

    def for_listing(self) -> Self:
        """Everything a list of people shows; the highest role is for the page."""
        return self.select_related("person", "granted_by").order_by(
            "starts_on", "person__name", "id"
        )


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> Self:
        """Those that nobody has accepted or withdrawn, late or not."""
        return self.filter(mandate=None, withdrawn_at=None)

    def for_listing(self) -> Self:
        """Everything a list of people shows, the oldest first."""
        return self.select_related("invited_by", "replaces__person").order_by("id")


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def for_use(self) -> Self:
        """With all that says whether a key holds, and for whom."""
        return self.select_related("mandate__person", "mandate__partner")

    def for_listing(self) -> Self:
        """Everything a list shows, the newest first."""
        return self.for_use().order_by("-made_at", "-id")
