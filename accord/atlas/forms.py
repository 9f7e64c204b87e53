"""Forms of staff: a name in each language, each in a field of its own."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accord.atlas.models.named import FALLBACK

# What a person writes in each language, and how large its field is.
TEXTS = {
    "names": (_("Name (%(language)s)"), 2),
    "short_names": (_("Short name (%(language)s)"), 1),
    "formal_names": (_("Formal name (%(language)s)"), 1),
    "definition": (_("Definition (%(language)s)"), 3),
}
OFFICIAL = _("The name in %(language)s is an official wording")


class NamedForm(forms.ModelForm):
    """Turns the JSON of names into one field per language, and back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in self.columns():
            values = getattr(self.instance, column)
            for language in languages():
                self.initial[f"{column}_{language}"] = values.get(language)

    @classmethod
    def columns(cls) -> list[str]:
        """Return the JSON columns that the form edits."""
        return [each for each in (*TEXTS, "official") if each in cls.by_language]

    by_language: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for column in self.columns():
            setattr(self.instance, column, self._joined(column, cleaned))
        return cleaned

    def _joined(self, column: str, cleaned: dict[str, Any]) -> dict[str, Any]:
        # Languages that the site no longer offers keep what they have.
        joined = dict(getattr(self.instance, column))
        for language in languages():
            value = cleaned.get(f"{column}_{language}")
            if value in (None, ""):
                joined.pop(language, None)
            else:
                joined[language] = value
        return joined


def languages() -> list[str]:
    """Return the codes of the languages the site is offered in."""
    return [code for code, _name in settings.LANGUAGES]


def fields_of(column: str) -> dict[str, forms.Field]:
    """Return one form field per language for a JSON column."""
    return {
        f"{column}_{code}": _field(column, code, name)
        for code, name in settings.LANGUAGES
    }


def _field(column: str, code: str, name: Any) -> forms.Field:
    if column == "official":
        return forms.BooleanField(label=OFFICIAL % {"language": name}, required=False)
    label, lines = TEXTS[column]
    attributes = {
        "rows": lines,
        "cols": 80,
        "lang": code,
        "dir": "rtl" if code in settings.LANGUAGES_BIDI else "ltr",
    }
    return forms.CharField(
        label=label % {"language": name},
        required=column == "names" and code == FALLBACK,
        widget=forms.Textarea(attributes),
    )


def form_with(*columns: str) -> type[NamedForm]:
    """Return a form with a field per language for each of the JSON columns."""
    fields: dict[str, Any] = {"by_language": columns}
    for column in columns:
        fields |= fields_of(column)
    return type("NamedForm", (NamedForm,), fields)
