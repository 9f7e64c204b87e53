"""The pages on which sheets of organizations are imported, for the secretariat."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accord.atlas.models import Category, Country
from accord.base.components import SummaryRow
from accord.base.imports.cells import Fault
from accord.base.imports.desk import KINDS, Desk, Shown, Trail, Words
from accord.base.imports.forms import SheetForm
from accord.base.imports.outcomes import Outcome, Remark
from accord.base.imports.pages import Pages
from accord.base.imports.storage import Line
from accord.base.requests import Request
from accord.partners import access
from accord.partners.models import Identifier, Partner, PartnerFile
from accord.partners.sheets.intake import INTAKE
from accord.partners.sheets.planning import CREATE, SAME, SKIP

WORDS = Words(
    title=gettext_lazy("Import organizations"),
    lede=gettext_lazy(
        "Rows about partners change their profiles. Organizations that are not here"
        " become prospects, which only the secretariat sees."
    ),
    points=[
        gettext_lazy(
            "Columns are recognised by their names in several languages; you can change"
            " every one, and keep your choice for the next file."
        ),
        gettext_lazy(
            "An organization that resembles another one is shown to you: you decide,"
            " and nothing is merged by itself."
        ),
        gettext_lazy(
            "Send the file again whenever you like: rows that are here already stay as"
            " they are."
        ),
        gettext_lazy(
            "A list that knows a partner by one of its numbers fills in what its"
            " profile leaves open. Only a file of this site changes what stands there."
        ),
    ],
    outcomes={
        Outcome.NEW: gettext_lazy("New prospect"),
        Outcome.CHANGED: gettext_lazy("Changed"),
        Outcome.UNCHANGED: gettext_lazy("Unchanged"),
        Outcome.REFUSED: gettext_lazy("Left out"),
    },
    agree=gettext_lazy("Import the rows"),
    afterwards=gettext_lazy("Prospects are private: only the secretariat sees them."),
)
_LABELS = {
    "country": gettext_lazy("Country or area"),
    "category": gettext_lazy("Category"),
    "website": gettext_lazy("Website"),
    "numbers": gettext_lazy("Numbers in other registers"),
}


@dataclass(slots=True)
class PartnersDesk(Desk):
    def upload_form(self, request: Request, data: Any = None, files: Any = None) -> Any:
        access.check_prospects(request.actor, on=timezone.localdate())
        return SheetForm(data, files)

    def fields_of(self, request: Request, form: SheetForm) -> dict[str, Any]:
        return {"uploaded_by": request.actor.person}

    def told_of(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def recent(self, request: Request) -> Any:
        return PartnerFile.objects.order_by("-id")

    def file(self, request: Request, number: int) -> PartnerFile:
        return access.partner_file(request.actor, number, on=timezone.localdate())

    def options(self, request: Request, file: PartnerFile) -> dict[str, forms.Field]:
        return {
            "language": forms.ChoiceField(
                label=_("In which language are the texts?"),
                help_text=_("A column with the language of each row counts first."),
                choices=[(code, str(name)) for code, name in settings.LANGUAGES],
                initial=(get_language() or "en").partition("-")[0],
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

    def choices_of(self, line: Line) -> list[tuple[str, str]]:
        like = line["like"]
        if not like:
            return []
        template, values = like["template"], like["values"]
        why = _(template).format_map(values)
        skip = _("Leave it out. {reason}").format(reason=why)
        create = _("Another organization: note it as a prospect")
        choices = [(SKIP, skip), (CREATE, create)]
        if like["reference"]:
            same = _("The same: take the row for {name}").format(name=like["name"])
            choices.insert(1, (f"{SAME}{like['reference']}", same))
        return choices

    def trail(self) -> Trail:
        return [
            (_("Partners"), reverse("partners:list")),
            (_("Prospects"), reverse("partners:prospects")),
        ]

    def back(self, request: Request) -> tuple[str, str]:
        return reverse("partners:prospects"), _("See the prospects")

    def shown(self, file: PartnerFile, lines: list[Line]) -> list[Shown]:
        countries = {each.pk: each.name for each in Country.objects.all()}
        categories = {each.code: each.name for each in Category.objects.all()}
        wanted = {line["partner"] for line in lines if line["partner"]}
        partners = {
            each.reference: each
            for each in Partner.objects.filter(reference__in=wanted)
        }
        return [
            self._one(line, countries, categories, partners.get(line["partner"]))
            for line in lines
        ]

    def _one(
        self,
        line: Line,
        countries: Mapping[str, str],
        categories: Mapping[str, str],
        partner: Partner | None,
    ) -> Shown:
        outcome, facts = Outcome(line["outcome"]), line["facts"]
        registers = dict(Identifier.Scheme.choices)
        told = {
            "country": countries.get(facts.get("country", ""), ""),
            "category": categories.get(facts.get("category", ""), ""),
            "website": facts.get("website", ""),
            "numbers": "; ".join(
                f"{registers.get(scheme, scheme)}: {value}"
                for scheme, value in facts.get("numbers", ())
            ),
        }
        is_shown = outcome in {Outcome.NEW, Outcome.CHANGED}
        return Shown(
            outcome=outcome.value,
            label=self.words.outcomes[outcome],
            kind="warning" if line["like"] and not line["decision"] else KINDS[outcome],
            row=line["row"],
            title=line["title"] or _("A row without a name"),
            about=told["country"],
            facts=[
                SummaryRow(label, told[name])
                for name, label in _LABELS.items()
                if told[name] and is_shown
            ],
            remarks=[Remark.from_json(each) for each in line["remarks"]],
            refusal=Remark.from_json(line["refusal"]) if line["refusal"] else None,
            faults=[Fault.from_json(each) for each in line["faults"]],
            link=partner.get_absolute_url() if partner else "",
            link_text=_("It is the partner {name}").format(name=partner)
            if partner
            else "",
        )


PAGES = Pages(PartnersDesk(INTAKE, "partners", WORDS, "partner_files:template"))
