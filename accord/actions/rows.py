"""Pages of a declaration with a growing list: partners and outside numbers."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accord.actions.facts import NUMBER_IS_TAKEN
from accord.actions.forms import SectionForm
from accord.actions.models import Action, ExternalIdentifier, Register
from accord.partners.models import Partner

# What a page takes at once, unless there is more already: each row of partners lists
# all partners to choose from.
MOST_ROWS = 100


class RowsForm(SectionForm):
    """A page with a growing list: what there is, and one empty row to add to."""

    # The names of a row's fields, without their number.
    columns: tuple[str, str] = ("", "")

    def __init__(self, action: Action, data: Any = None) -> None:
        # Django refuses a request of very many fields, so this needs no bound.
        self.rows_sent = sum(
            key.startswith(f"{self.columns[0]}_") for key in data or ()
        )
        super().__init__(action, data)

    def told(self) -> dict[str, Any]:
        existing = self.existing()
        self.limit = max(MOST_ROWS, len(existing) + 1)
        self.count = self.rows_sent if self.is_bound else len(existing) + 1
        for number in range(self.count):
            self.add_row(number, existing[number] if number < len(existing) else None)
        return {
            f"{column}_{number}": value
            for number, row in enumerate(existing[: self.count])
            for column, value in zip(self.columns, row, strict=True)
        }

    def existing(self) -> list[tuple[str, str]]:
        raise NotImplementedError

    def add_row(self, number: int, row: tuple[str, str] | None) -> None:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        if self.rows_sent > self.limit:
            sentence = _("This page takes at most {limit} rows; nothing is saved yet.")
            self.add_error(None, sentence.format(limit=self.limit))
        return self.cleaned_data

    def row_fields(self) -> Iterator[list[forms.BoundField]]:
        """Yield the fields of each row, in the order in which they are asked."""
        for number in range(self.count):
            yield [self[name] for name in self.fields if name.endswith(f"_{number}")]

    def rows(self) -> list[tuple[str, str]]:
        """Return the rows of a valid form whose first column is given."""
        pairs = (
            (
                self.cleaned_data.get(f"{self.columns[0]}_{number}", ""),
                self.cleaned_data.get(f"{self.columns[1]}_{number}", ""),
            )
            for number in range(self.count)
        )
        return [(first, second) for first, second in pairs if first]

    def fields_of(self, fact: str, part: str) -> set[str]:
        return {name for name in self.fields if name.startswith(self.columns)}

    def changes(self) -> dict[str, Any]:
        return {self.facts[0]: self.rows()}


class PartnersForm(RowsForm):
    facts = ("partners",)
    columns = ("partner", "role")

    def existing(self) -> list[tuple[str, str]]:
        found = self.action.participations.select_related("partner")
        return [
            (each.partner.reference, each.role)
            for each in found.order_by("partner__sort_name")
        ]

    def add_row(self, number: int, row: tuple[str, str] | None) -> None:
        self.fields[f"partner_{number}"] = forms.ChoiceField(
            label=_("Partner") if row else _("Add a partner"),
            choices=self._choices,
            required=False,
        )
        self.fields[f"role_{number}"] = forms.CharField(
            label=_("What does it do in this action?"),
            max_length=200,
            required=False,
        )

    def _choices(self) -> list[tuple[str, str]]:
        if not hasattr(self, "_known"):
            others = Partner.objects.exclude(pk=self.action.lead_id).order_by(
                "sort_name"
            )
            self._known = [
                ("", _("No partner")),
                *((each.reference, str(each)) for each in others),
            ]
        return self._known

    def rows(self) -> list[tuple[str, str]]:
        return list(dict(super().rows()).items())


class NumbersForm(RowsForm):
    facts = ("external_identifiers",)
    columns = ("value", "scheme")

    def existing(self) -> list[tuple[str, str]]:
        return [
            (each.value, each.scheme)
            for each in self.action.external_identifiers.order_by("id")
        ]

    def add_row(self, number: int, row: tuple[str, str] | None) -> None:
        self.fields[f"scheme_{number}"] = forms.ChoiceField(
            label=_("Register"), choices=Register.choices, required=False
        )
        self.fields[f"value_{number}"] = forms.CharField(
            label=_("Number in that register"), max_length=200, required=False
        )

    def changes(self) -> dict[str, Any]:
        return {self.facts[0]: [(scheme, value) for value, scheme in self.rows()]}

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, value in list(self.cleaned_data.items()):
            column, _sep, number = name.partition("_")
            if column != "value" or not value:
                continue
            scheme = self.cleaned_data.get(f"scheme_{number}") or Register.OTHER
            self.cleaned_data[f"scheme_{number}"] = scheme
            others = ExternalIdentifier.objects.exclude(action=self.action)
            if others.filter(scheme=scheme, value=value).exists():
                self.add_error(name, NUMBER_IS_TAKEN)
        return self.cleaned_data
