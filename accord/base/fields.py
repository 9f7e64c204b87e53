"""Form fields of more than one input, and widgets that apps share."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accord.base.multilingual import Multilingual
from accord.base.templatetags.accord import direction_of


class CountedTextarea(forms.Textarea):
    """A text area that counts down to `limit`. Set the field's max_length as well."""

    template_name = "base/widgets/counted_textarea.html"

    def __init__(self, *, limit: int, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 6, **(attrs or {})})
        self.limit = limit

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        written = context["widget"]["attrs"]
        # The browser must not cut a pasted text silently: the count says it instead.
        written.pop("maxlength", None)
        written |= {
            "data-behaviour": "character-count",
            "data-limit": self.limit,
            "data-count": f"{written.get('id', name)}_count",
        }
        context["widget"]["limit"] = self.limit
        return context


class GroupedChoices(forms.CheckboxSelectMultiple):
    """Check boxes in groups, each group a `<details>`; what is chosen stands first.

    Works without script: a group opens by itself. `data-behaviour` adds a search
    box where there is script.
    """

    template_name = "base/widgets/grouped_choices.html"

    def __init__(
        self, *, search_label: Any, attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs)
        self.search_label = search_label

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        chosen, groups = [], []
        for label, options, _index in widget["optgroups"]:
            rest = [each for each in options if not each["selected"]]
            chosen += [each for each in options if each["selected"]]
            if rest:
                groups.append((label, rest))
        widget["chosen"] = chosen
        widget["groups"] = groups
        widget["search_label"] = self.search_label
        return context


class DayInput(forms.DateInput):
    """The browser's own date picker; the value travels as ISO 8601."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"class": "input--short", **(attrs or {})},
            format="%Y-%m-%d",
        )


class _Parts(forms.MultiWidget):
    """Inputs side by side in one fieldset, each with its caption."""

    template_name = "base/widgets/parts.html"
    use_fieldset = True
    captions: Sequence[Any] = ()
    is_column = False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        attrs = {
            key: each
            for key, each in (attrs or {}).items()
            if key not in {"aria-describedby", "aria-invalid"}
        } | ({"aria-invalid": "true"} if (attrs or {}).get("aria-invalid") else {})
        context = super().get_context(name, value, attrs)
        context["widget"]["is_column"] = self.is_column
        for part, caption in zip(
            context["widget"]["subwidgets"], self.captions, strict=True
        ):
            part["caption"] = caption
        return context


class DayPartsWidget(_Parts):
    """Day, month and year as three short inputs: for dates people know by heart."""

    captions = (_("Day"), _("Month"), _("Year"))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        def part(size: str) -> forms.TextInput:
            return forms.TextInput({"class": f"input--{size}", "inputmode": "numeric"})

        super().__init__(
            {"day": part("day"), "month": part("month"), "year": part("year")}, attrs
        )

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A date given as day, month and year."""

    widget = DayPartsWidget

    def __init__(self, **options: Any) -> None:
        part = forms.IntegerField
        super().__init__(
            fields=(
                part(min_value=1, max_value=31),
                part(min_value=1, max_value=12),
                part(min_value=1000, max_value=9999),
            ),
            error_messages={
                "required": _("Enter the day, the month and the year."),
                "invalid": _("Enter a day such as 27 3 2026."),
                "incomplete": _("Enter the day, the month and the year."),
            },
            require_all_fields=False,
            **options,
        )

    def clean(self, value: Any) -> date | None:
        try:
            return super().clean(value)
        except ValidationError as error:
            # A part that is missing comes without a code.
            own = {None, "required", "no-such-day"}
            if {each.code for each in error.error_list} <= own:
                raise
            raise ValidationError(self.error_messages["invalid"], "invalid") from error

    def compress(self, parts: list[int | None]) -> date | None:
        if not parts or None in parts:
            return None
        number, month, year = parts
        try:
            return date(year or 0, month or 0, number or 0)
        except ValueError as error:
            raise ValidationError(
                _("There is no such day. Check the day and the month."), "no-such-day"
            ) from error


class MoneyWidget(_Parts):
    """An amount beside its currency."""

    captions = (_("Amount"), _("Currency"))

    def __init__(
        self,
        currencies: Sequence[tuple[str, Any]] = (),
        attrs: dict[str, Any] | None = None,
    ) -> None:
        amount = forms.TextInput({"inputmode": "decimal", "class": "input--short"})
        super().__init__(
            {"amount": amount, "currency": forms.Select(choices=currencies)}, attrs
        )

    def decompress(self, value: tuple[Decimal, str] | None) -> list[Any]:
        return list(value) if value else [None, None]


class MoneyField(forms.MultiValueField):
    """A `(Decimal, currency code)` pair, or None when no amount is given."""

    def __init__(
        self, *, currencies: Sequence[tuple[str, Any]], **options: Any
    ) -> None:
        super().__init__(
            fields=(
                forms.DecimalField(min_value=0, max_digits=18, decimal_places=2),
                forms.ChoiceField(choices=currencies),
            ),
            widget=MoneyWidget(currencies),
            error_messages={"incomplete": _("Enter the amount and its currency.")},
            require_all_fields=False,
            **options,
        )

    def clean(self, value: Any) -> tuple[Decimal, str] | None:
        amount = (value or [""])[0]
        # A currency alone is only the list's first entry: nothing was given.
        return super().clean(value if str(amount or "").strip() else None)

    def compress(self, parts: list[Any]) -> tuple[Decimal, str] | None:
        return (parts[0], parts[1]) if parts and parts[0] is not None else None


class MultilingualWidget(_Parts):
    """One input a language, and which of them is the original."""

    is_column = True

    def __init__(
        self, *, limit: int | None = None, attrs: dict[str, Any] | None = None
    ) -> None:
        self.languages = dict(settings.LANGUAGES)
        inputs: dict[str, forms.Widget | type[forms.Widget]] = {
            "original": forms.Select(choices=list(self.languages.items()))
        }
        for code in self.languages:
            own = {"lang": code, "dir": direction_of(code)}
            inputs[code] = (
                CountedTextarea(limit=limit, attrs=own)
                if limit
                else forms.TextInput(own)
            )
        self.captions = (_("Language of the original"), *self.languages.values())
        super().__init__(inputs, attrs)

    def decompress(self, value: Multilingual | None) -> list[Any]:
        if not value:
            return [get_language(), *("" for _code in self.languages)]
        return [
            value.original_language,
            *(value.text_in(code) for code in self.languages),
        ]


class MultilingualFormField(forms.MultiValueField):
    """A text in any of the site's languages, one of them the original.

    Gives a `Multilingual`. A draft may be empty; a text without its original is
    refused, since nothing could be translated from it.
    """

    def __init__(
        self, *, limit: int | None = None, max_length: int | None = None, **options: Any
    ) -> None:
        languages: Mapping[str, str] = dict(settings.LANGUAGES)
        self.codes = list(languages)
        parts: list[forms.Field] = [forms.ChoiceField(choices=list(languages.items()))]
        parts += [
            forms.CharField(required=False, max_length=limit or max_length)
            for _code in self.codes
        ]
        super().__init__(
            fields=tuple(parts),
            widget=MultilingualWidget(limit=limit),
            require_all_fields=False,
            **options,
        )

    def clean(self, value: Any) -> Multilingual:
        texts = [str(each or "").strip() for each in (value or [])[1:]]
        if not any(texts):
            if self.required:
                raise ValidationError(self.error_messages["required"], "required")
            return Multilingual()
        return super().clean(value)

    def compress(self, parts: list[str]) -> Multilingual:
        original, *texts = parts
        written = dict(zip(self.codes, texts, strict=True))
        if not written.get(original):
            raise ValidationError(
                _(
                    "Write the text in its original language as well, or choose"
                    " the language you wrote in as the original."
                ),
                "no-original",
            )
        value = Multilingual.of(original, written.pop(original))
        for code, text in written.items():
            value = value.with_text(code, text)
        return value
