"""The pages on which sheets of actions are imported."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accord.actions import currencies, facts
from accord.actions.answers import Answers, names_of_partners
from accord.actions.iati import access
from accord.actions.models import Action, Format, ImportedRow, ImportFile
from accord.actions.sheets.intake import INTAKE
from accord.actions.sheets.leads import CHOICES, Whose
from accord.base.components import SummaryRow
from accord.base.imports.cells import Fault
from accord.base.imports.desk import KINDS, Desk, Shown, Trail, Words
from accord.base.imports.forms import SheetForm
from accord.base.imports.mapping import ColumnMap
from accord.base.imports.outcomes import Outcome, Remark
from accord.base.imports.pages import Pages
from accord.base.imports.storage import Line
from accord.base.requests import Request
from accord.base.templatetags.accord import direction_of
from accord.partners.access import is_secretariat
from accord.partners.models import Partner

UNSHOWN = {"title", "currency"}
WORDS = Words(
    title=gettext_lazy("Import a spreadsheet of actions"),
    lede=gettext_lazy(
        "Each row becomes a draft. You say what the columns are, mend what cannot be"
        " read, and see everything before anything is written."
    ),
    points=[
        gettext_lazy(
            "Columns are recognised by their names in several languages; you can change"
            " every one, and keep your choice for the next file."
        ),
        gettext_lazy(
            "A cell that can be read in two ways is shown to you with what to do."
            " Nothing is guessed."
        ),
        gettext_lazy(
            "Send the file again whenever you like: rows that are here already stay as"
            " they are."
        ),
        gettext_lazy(
            "An export of this site needs no questions: what you changed in it changes"
            " here, under the same conditions as on the pages."
        ),
        gettext_lazy(
            "Drafts are not public until somebody of the partner publishes them."
        ),
    ],
    outcomes={
        Outcome.NEW: gettext_lazy("New draft"),
        Outcome.CHANGED: gettext_lazy("Changed"),
        Outcome.UNCHANGED: gettext_lazy("Unchanged"),
        Outcome.REFUSED: gettext_lazy("Refused"),
    },
    agree=gettext_lazy("Import the rows"),
    afterwards=gettext_lazy(
        "Drafts are not public. Open one, add what is missing, and publish it."
    ),
)


class OfficeSheetForm(SheetForm):
    """The secretariat imports for any partner, or lets the file say who leads."""

    partner = forms.ModelChoiceField(
        label=gettext_lazy("For which partner?"),
        help_text=gettext_lazy(
            "Leave it open if a column names the organization that leads each action."
        ),
        queryset=Partner.objects.none(),
        empty_label=gettext_lazy("The file says it row by row"),
        required=False,
    )
    field_order = ("partner", "file")


@dataclass(slots=True)
class ActionsDesk(Desk):
    def upload_form(self, request: Request, data: Any = None, files: Any = None) -> Any:
        today = timezone.localdate()
        partners = access.partners_to_import_for(request.actor, today)
        if not is_secretariat(request.actor, today):
            return SheetForm(data, files)
        form = OfficeSheetForm(data, files)
        form.fields["partner"].queryset = partners
        return form

    def fields_of(self, request: Request, form: SheetForm) -> dict[str, Any]:
        today = timezone.localdate()
        is_office = is_secretariat(request.actor, today)
        partner = form.cleaned_data["partner"] if is_office else request.actor.partner
        return {
            "partner": partner,
            "uploaded_by": request.actor.person,
            "format": Format.SHEET,
            "is_from_office": is_office,
        }

    def told_of(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        partner = fields["partner"]
        return {"for": partner.reference} if partner else {}

    def recent(self, request: Request) -> Any:
        today = timezone.localdate()
        partners = access.partners_to_import_for(request.actor, today)
        mine = Q(partner__in=partners, is_from_office=False)
        if is_secretariat(request.actor, today):
            mine |= Q(is_from_office=True)
        files = ImportFile.objects.filter(mine, format=Format.SHEET)
        return files.select_related("partner").order_by("-id")

    def file(self, request: Request, number: int) -> ImportFile:
        today = timezone.localdate()
        return access.import_file(request.actor, number, on=today, format_=Format.SHEET)

    def options(self, request: Request, file: ImportFile) -> dict[str, forms.Field]:
        keys = ColumnMap.from_json(file.mapping).by_key
        reader = (get_language() or "en").partition("-")[0]
        options: dict[str, forms.Field] = {
            "language": forms.ChoiceField(
                label=_("In which language are the texts?"),
                help_text=_("A column with the language of each row counts first."),
                choices=[(code, str(name)) for code, name in settings.LANGUAGES],
                initial=reader,
            ),
            "currency": forms.ChoiceField(
                label=_("In which currency are amounts without one?"),
                choices=[("", _("None: refuse them")), *currencies.choices(reader)],
                required=False,
            ),
            "unreadable": forms.ChoiceField(
                label=_("What about cells that cannot be read?"),
                choices=[
                    ("refuse", _("Show me the rows so that I can mend them")),
                    (
                        "leave-out",
                        _("Import the rows without these cells, and tell me"),
                    ),
                ],
                widget=forms.RadioSelect,
                initial="refuse",
            ),
        }
        if file.is_from_office:
            options["rows"] = _whose(file, has_column="lead" in keys)
        return options

    def trail(self) -> Trail:
        return [
            (_("Actions"), reverse("actions:list")),
            (_("Your actions"), reverse("actions:mine")),
        ]

    def kicker(self, file: ImportFile) -> str:
        return str(file.partner or "")

    def back(self, request: Request) -> tuple[str, str]:
        if request.actor.partner is None:
            return "", ""
        return reverse("actions:mine"), _("Go to your drafts")

    def shown(self, file: ImportFile, lines: list[Line]) -> list[Shown]:
        answers = Answers(*(line["facts"] for line in lines if line["facts"]))
        leads = names_of_partners(line["lead"] for line in lines if line["lead"])
        actions = _actions(file, lines)
        return [self._one(line, answers, leads, actions) for line in lines]

    def _one(
        self,
        line: Line,
        answers: Answers,
        leads: Mapping[str, str],
        actions: Mapping[int, Action],
    ) -> Shown:
        outcome, told = Outcome(line["outcome"]), line["facts"]
        is_new = outcome is Outcome.NEW
        action = actions.get(line["row"])
        link, text = "", ""
        if action and action.published_on:
            link = action.get_absolute_url()
            text = _("See {reference}").format(reference=action.reference)
        elif action:
            link = reverse("actions:check", args=[action.reference])
            text = _("Check and publish {reference}").format(reference=action.reference)
        return Shown(
            outcome=outcome.value,
            label=self.words.outcomes[outcome],
            kind=KINDS[outcome],
            row=line["row"],
            title=line["title"] or _("A row without a title"),
            language=line["language"] if line["title"] else "",
            direction=direction_of(line["language"]),
            about=leads.get(line["lead"], ""),
            facts=[
                SummaryRow(label, answers.shown(fact, told))
                for fact, label in facts.LABELS.items()
                if (fact not in UNSHOWN or not is_new)
                and facts.is_told(told, fact)
                and (is_new or fact in line["changes"])
            ],
            missing=[each.sentence for each in facts.missing_from(told)]
            if is_new
            else [],
            remarks=[Remark.from_json(each) for each in line["remarks"]],
            refusal=Remark.from_json(line["refusal"]) if line["refusal"] else None,
            faults=[Fault.from_json(each) for each in line["faults"]],
            link=link,
            link_text=text,
        )


def _whose(file: ImportFile, *, has_column: bool) -> forms.Field:
    partner = file.partner
    choices = [
        (each.value, str(label).format(partner=partner))
        for each, label in CHOICES.items()
        if partner or each is Whose.COLUMN
    ]
    return forms.ChoiceField(
        label=_("Whose actions are the rows?"),
        help_text=_(
            "A row whose organization is no partner names it in the text of the draft."
        )
        if partner
        else "",
        choices=choices,
        widget=forms.RadioSelect,
        initial=Whose.OURS if partner else Whose.COLUMN,
    )


def _actions(file: ImportFile, lines: list[Line]) -> dict[int, Action]:
    """Return by row the actions that stand for it and that the reader may open."""
    named = {line["action"] for line in lines if line["action"] and not line["refusal"]}
    by_reference = {
        each.reference: each for each in Action.objects.filter(reference__in=named)
    }
    found = {
        line["row"]: by_reference[line["action"]]
        for line in lines
        if line["action"] in by_reference and not line["refusal"]
    }
    if file.done_at:
        rows = ImportedRow.objects.filter(
            key__in=[line["key"] for line in lines if line["key"]],
            partner__reference__in={line["lead"] for line in lines},
        ).select_related("action", "partner")
        by_key = {(each.partner.reference, each.key): each.action for each in rows}
        for line in lines:
            action = by_key.get((line["lead"], line["key"]))
            if action:
                found.setdefault(line["row"], action)
    return found


PAGES = Pages(ActionsDesk(INTAKE, "actions", WORDS, "action_files:template"))
