"""Sending a sheet, saying what its columns are, mending its cells, agreeing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.base.forms import SubmissionForm
from accord.base.imports.cells import Fault
from accord.base.imports.fields import Vocabulary
from accord.base.imports.mapping import ColumnMap
from accord.base.imports.storage import Line
from tally.sheets.model import MEGABYTE, Limits

# What is kept of a row besides its mended cells: what somebody decided on it.
DECISION = "decision"
ChoicesOf = Callable[[Line], list[tuple[str, str]]]
SHEET_LIMIT_BYTES = Limits().megabytes * MEGABYTE
LONGEST_LINE = 120
_TYPES = (
    ".csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values,"
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)


class SheetForm(SubmissionForm):
    """The sheet that a person sends."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        max_length=255,
        widget=forms.ClearableFileInput({"accept": _TYPES}),
        error_messages={
            "required": gettext_lazy("Choose the file on your device."),
            "empty": gettext_lazy("The file is empty; choose the one with the rows."),
            "missing": gettext_lazy("Choose the file on your device."),
            "invalid": gettext_lazy("Choose the file on your device."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "Excel (.xlsx) or CSV, up to {limit}. The first row that names the columns"
            " is found, whatever stands above it."
        ).format(limit=filesizeformat(self.limit))

    @property
    def limit(self) -> int:
        return min(SHEET_LIMIT_BYTES, settings.UPLOAD_LIMIT_BYTES)

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > self.limit:
            raise forms.ValidationError(
                _("The file is larger than {limit}; split it into several.").format(
                    limit=filesizeformat(self.limit)
                ),
                "too-large",
            )
        return file


class ColumnsForm(SubmissionForm):
    """What each column of a sheet is, and what the file does not say itself.

    `options` are the app's own fields; their values go along with the columns.
    """

    header_row = forms.IntegerField(
        label=gettext_lazy("In which row are the names of the columns?"),
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput({"class": "input--short"}),
    )

    def __init__(
        self,
        columns: ColumnMap,
        samples: Mapping[str, Sequence[str]],
        vocabulary: Vocabulary,
        options: Mapping[str, forms.Field],
        data: Any = None,
    ) -> None:
        super().__init__(data)
        self._columns, self._vocabulary = columns, vocabulary
        self._options = list(options)
        self.fields["header_row"].initial = columns.header_row
        choices = self._choices()
        for each in columns.columns:
            shown = samples.get(str(each.position), ())
            own = [(each.key, vocabulary.label(each.key))] if each.key else []
            known = {key for _group, keys in choices[1:] for key, _label in keys}
            more = [] if not each.key or each.key in known else own
            self.fields[f"column_{each.position}"] = forms.ChoiceField(
                label=_("Column {letter}: {head}").format(
                    letter=each.letter, head=each.head or _("without a name")
                ),
                help_text=" · ".join(shown) if shown else _("The column is empty."),
                choices=[*choices, *more],
                required=False,
                initial=each.key,
            )
            # Not used is an answer, too.
            self.fields[f"column_{each.position}"].is_needed_later = True
        for name, field in options.items():
            self.fields[name] = field
            field.initial = columns.options.get(name, "") or field.initial
        self.fields["save_as"] = forms.CharField(
            label=_("Keep this under a name"),
            help_text=_(
                "Optional. The next file with the same columns is read the same way."
            ),
            max_length=80,
            required=False,
        )

    def _choices(self) -> list[Any]:
        languages = dict(settings.LANGUAGES)
        plain, by_language = [], []
        for each in self._vocabulary.fields:
            if each.is_derived:
                continue
            plain.append((each.key, str(each.label)))
            if each.is_text:
                by_language += [
                    (f"{each.key}_{code}", self._vocabulary.label(f"{each.key}_{code}"))
                    for code in languages
                ]
        return [
            ("", _("Not used")),
            (_("What it tells"), plain),
            (_("Texts in one language"), by_language),
        ]

    def clean(self) -> dict[str, Any]:
        taken: dict[str, str] = {}
        for each in self._columns.columns:
            name = f"column_{each.position}"
            key = self.cleaned_data.get(name, "")
            if key and key in taken:
                self.add_error(
                    name,
                    _("Column {letter} is this already; choose one of the two.").format(
                        letter=taken[key]
                    ),
                )
            taken.setdefault(key, each.letter)
        return self.cleaned_data

    def columns(self) -> ColumnMap:
        """Return the columns as a valid form says."""
        keys = {
            each.position: self.cleaned_data.get(f"column_{each.position}", "")
            for each in self._columns.columns
        }
        options = {name: self.cleaned_data.get(name) or "" for name in self._options}
        return self._columns.with_keys(keys).with_options(options)


class MendForm(SubmissionForm):
    """The cells of some rows that cannot be taken over, to be mended in place."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self, lines: Iterable[Line], choices_of: ChoicesOf, data: Any = None
    ) -> None:
        super().__init__(data)
        self.rows: list[tuple[Line, list[str], list[Fault]]] = []
        for line in lines:
            names, hopeless = [], []
            if choices := choices_of(line):
                names.append(f"cell_{line['row']}_{DECISION}")
                self.fields[names[0]] = forms.ChoiceField(
                    label=_("What about row {row}?").format(row=line["row"]),
                    choices=choices,
                    widget=forms.RadioSelect,
                    required=False,
                )
                self.fields[names[0]].is_needed_later = True
            for fault in map(Fault.from_json, line["faults"]):
                if fault.position < 0:
                    hopeless.append(fault)
                    continue
                name = f"cell_{line['row']}_{fault.position}"
                if name not in names:
                    names.append(name)
                    self.fields[name] = _input_for(fault, line["row"])
            self.rows.append((line, names, hopeless))

    @classmethod
    def told(
        cls, lines: Sequence[Line], choices_of: ChoicesOf, fingerprint: str
    ) -> "MendForm":
        """Return the form with what stands in the cells, and what is wrong there."""
        faults = [
            (f"cell_{line['row']}_{fault.position}", fault)
            for line in lines
            for fault in map(Fault.from_json, line["faults"])
        ]
        data = {name: fault.value for name, fault in faults}
        form = cls(
            lines,
            choices_of,
            data | {"fingerprint": fingerprint, "token": str(uuid4())},
        )
        form.is_valid()
        for name, fault in faults:
            if name in form.fields and name not in form.errors:
                form.add_error(name, str(fault))
        return form

    @property
    def asks_what_is_meant(self) -> bool:
        """Say whether a row resembles a record, so that a person has to decide."""
        return any(name.endswith(f"_{DECISION}") for name in self.fields)

    @property
    def has_cells(self) -> bool:
        return any(
            name.startswith("cell_") and not name.endswith(f"_{DECISION}")
            for name in self.fields
        )

    def groups(self) -> list[tuple[Line, list[forms.BoundField], list[Fault]]]:
        return [
            (line, [self[name] for name in names], hopeless)
            for line, names, hopeless in self.rows
        ]

    def cells(self) -> dict[tuple[int, str], str]:
        """Return what was sent for each cell, by row and position.

        Under `DECISION` in place of a position stands what somebody chose for a row.
        """
        found = {}
        for name in self.fields:
            if name.startswith("cell_"):
                _cell, row, position = name.split("_")
                value = self.cleaned_data.get(name) or ""
                if value or position != DECISION:
                    found[int(row), position] = value
        return found


def _input_for(fault: Fault, row: int) -> forms.Field:
    is_long = len(fault.value) > LONGEST_LINE or "\n" in fault.value
    field = forms.CharField(
        label=_("{column} in row {row}").format(column=fault.column, row=row),
        required=False,
        max_length=100_000,
        widget=forms.Textarea({"rows": 4}) if is_long else forms.TextInput(),
    )
    # Whether a row may do without it is said above all of them.
    field.is_needed_later = True
    return field


class AgreeForm(SubmissionForm):
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
