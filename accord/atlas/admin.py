"""Staff edit the vocabularies here; an edited record is no longer loaded over."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accord.atlas import operations
from accord.atlas.forms import fields_of, form_with
from accord.atlas.models import (
    Area,
    Category,
    Challenge,
    Constituency,
    Country,
    Dimension,
    ExclusionFactor,
    Goal,
    Grouping,
    Indicator,
    Language,
    Membership,
    Named,
    Objective,
    Pillar,
    Region,
    Target,
    TargetGroup,
)

CONCEPT = ("names", "official", "short_names", "definition")
PLACE = ("names", "official")


class NamedAdmin(admin.ModelAdmin):
    """Names by language, and a history entry for each change.

    Nothing is deleted here: a concept that is no longer used gets a last day.
    """

    by_language: tuple[str, ...] = CONCEPT
    own_fields: tuple[str, ...] = ()
    readonly_fields = ("edited_on",)
    search_fields = ("names",)
    list_per_page = 300
    actions = ("give_back",)

    def get_fieldsets(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[tuple[Any, dict[str, Any]]]:
        titles = {
            "names": _("Names"),
            "official": _("Official wording"),
            "short_names": _("Short names"),
            "formal_names": _("Formal names"),
            "definition": _("Definitions"),
        }
        texts = [
            (titles[column], {"fields": list(fields_of(column))})
            for column in self.by_language
        ]
        own = (*self.own_fields, "source", "edited_on")
        return [(None, {"fields": own}), *texts]

    def has_delete_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return False

    def save_model(
        self,
        request: HttpRequest,
        obj: Named,
        form: Any,
        change: bool,  # noqa: FBT001 Django calls it so
    ) -> None:
        stored = type(obj).objects.filter(pk=obj.pk).first() if change else None
        operations.save_edited(
            obj,
            before=operations.values_of(stored) if stored else {},
            by=request.actor,
            on=timezone.localdate(),
        )

    @admin.display(description=_("name"))
    def shown_name(self, obj: Named) -> str:
        return obj.name

    @admin.action(description=_("Let the next load replace the edits of staff"))
    def give_back(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for record in queryset:
            operations.give_back(record, by=request.actor, on=timezone.localdate())


class ConceptAdmin(NamedAdmin):
    form = form_with(*CONCEPT)
    own_fields = ("code", "position", "valid_from", "valid_until")
    list_display = ("code", "shown_name", "valid_from", "valid_until", "edited_on")
    search_fields = ("code", "names")

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> tuple[str, ...]:
        # Imports, addresses and history know a record by its code.
        return ("edited_on",) if obj is None else ("code", "edited_on")


@admin.register(Area, Challenge)
class AddressedAdmin(ConceptAdmin):
    own_fields = ("code", "slug", "position", "valid_from", "valid_until")

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> tuple[str, ...]:
        # Outside users rely on the address.
        fixed = super().get_readonly_fields(request, obj)
        return fixed if obj is None else (*fixed, "slug")


@admin.register(Pillar, Objective, Dimension, TargetGroup, ExclusionFactor, Goal)
class PlainAdmin(ConceptAdmin):
    pass


@admin.register(Target)
class TargetAdmin(ConceptAdmin):
    own_fields = ("code", "goal", "position", "valid_from", "valid_until")
    list_filter = ("goal",)


@admin.register(Indicator)
class IndicatorAdmin(ConceptAdmin):
    own_fields = (
        "code",
        "target",
        "custodian",
        "position",
        "valid_from",
        "valid_until",
    )
    list_filter = ("custodian", "target__goal")
    autocomplete_fields = ("target",)


@admin.register(Grouping)
class GroupingAdmin(ConceptAdmin):
    own_fields = ("code", "kind", "position", "valid_from", "valid_until")


@admin.register(Constituency)
class ConstituencyAdmin(ConceptAdmin):
    own_fields = ("code", "shape", "position")


@admin.register(Category)
class CategoryAdmin(ConceptAdmin):
    own_fields = (
        *("code", "default_constituency", "position"),
        *("valid_from", "valid_until"),
    )


@admin.register(Language)
class LanguageAdmin(ConceptAdmin):
    own_fields = ("code", "own_name", "is_right_to_left", "position")


@admin.register(Region)
class RegionAdmin(NamedAdmin):
    form = form_with(*PLACE)
    by_language = PLACE
    own_fields = ("m49", "parent")
    list_display = ("m49", "shown_name", "parent", "edited_on")
    list_select_related = ("parent",)
    search_fields = ("m49", "names")

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> tuple[str, ...]:
        return ("edited_on",) if obj is None else ("m49", "edited_on")


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 1


@admin.register(Country)
class CountryAdmin(NamedAdmin):
    form = form_with(*PLACE, "formal_names")
    by_language = (*PLACE, "formal_names")
    own_fields = (
        *("iso3", "iso2", "m49", "region", "is_independent"),
        *("latitude", "longitude"),
    )
    list_display = ("iso3", "shown_name", "region", "edited_on")
    list_filter = ("region",)
    list_select_related = ("region",)
    search_fields = ("iso3", "iso2", "m49", "names")
    inlines = (MembershipInline,)

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> tuple[str, ...]:
        return ("edited_on",) if obj is None else ("iso3", "edited_on")

    def save_related(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Any,
        change: bool,  # noqa: FBT001 Django calls it so
    ) -> None:
        before = operations.groups_of(form.instance)
        super().save_related(request, form, formsets, change)
        operations.save_groups(
            form.instance, before=before, by=request.actor, on=timezone.localdate()
        )
