"""The page that shows every component, with sample content in the reader's language."""

import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accord.base import components, components_figures, fields
from accord.base.exchange import citing
from accord.base.multilingual import Multilingual
from tally.charts.svg import Direction

_FOLDER = Path(__file__).parent / "data"
_ADDRESS = "#top"

SECTIONS = (
    ("identity", _("Identity")),
    ("reading", _("Reading")),
    ("finding", _("Finding one's way")),
    ("lists", _("Lists and tables")),
    ("facts", _("Facts of one record")),
    ("figures", _("Figures and maps")),
    ("forms", _("Forms")),
    ("telling", _("Telling what happens")),
)

_WRONG = {
    "title": "",
    "starts_day": "31",
    "starts_month": "2",
    "starts_year": "2026",
}
_FRAGMENT = '{{% include "base/components/_{}.html" with {} %}}'
LINES = {
    name: _FRAGMENT.format(name, needs)
    for name, needs in {
        "headline": "kicker=… title=… lede=… meta=…",
        "card": "title=… url=… kicker=… text=… constituency=… meta=…",
        "constituency": 'code="workers"',
        "tag": 'label=… kind="success"',
        "facets": "facets=facets applied=applied query=query",
        "applied": "applied=applied",
        "table": "table=table",
        "pagination": "page=page",
        "numerals": "items=figures",
        "summary_list": "rows=rows",
        "timeline": "moments=moments",
        "take_away": "taking=taking",
        "figure": "figure=figure",
        "map": "figure=figure",
        "error_summary": "form=form",
        "conflict": "differences=differences",
        "field": "field=form.title",
        "task_list": "tasks=tasks",
        "steps": "steps=steps",
        "notice": 'kind="warning" title=… text=…',
        "confirmation": "title=… reference=… text=… next=steps",
        "empty": "title=… text=… url=… action=…",
    }.items()
} | {
    "breadcrumbs": '{% include "base/_breadcrumbs.html" with trail=trail %}',
    "language_switch": '{% include "base/components/_language_switch.html" %}',
    "draft": '<form data-behaviour="autosave" data-draft="KEY" data-version="7">'
    ' {% include "base/components/_draft.html" %}',
    "buttons": '<p class="buttons"><button class="button">…</button></p>',
    "passage": "{% passage action.title %}",
    "prose": '<div class="prose">…</div>',
}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    words = sample(get_language() or "en")
    direction: Direction = "rtl" if get_language_bidi() else "ltr"
    facets = _facets(words["facets"], request.GET)
    table = _table(words["table"], request.GET)
    context = {
        "lines": LINES,
        "sections": SECTIONS,
        "words": words,
        "trail": [
            (label, _ADDRESS if place < 2 else None)
            for place, label in enumerate(words["trail"])
        ],
        "numerals": [(value, label, None) for value, label in words["numerals"]],
        "facets": facets,
        "applied": components.applied_filters(request.GET, facets),
        "query": request.GET.get("q", ""),
        "table": table,
        "page": Paginator(range(243), 20).get_page(request.GET.get("page", 3)),
        "summary": [
            components.SummaryRow(label, value, _ADDRESS, action)
            for label, value, action in words["summary"]["rows"]
        ],
        "tasks": [
            components.Task(
                title, status, "" if status == "cannot-start" else _ADDRESS, hint
            )
            for title, status, hint in words["tasks"]["rows"]
        ],
        "taking": _taking(words),
        "steps": [components.Step(*row) for row in words["steps"]["rows"]],
        "moments": [
            components.Moment(date.fromisoformat(when), title, text, who)
            for when, title, text, who in words["timeline"]["rows"]
        ],
        "foreign": Multilingual.of(
            words["foreign"]["language"], words["foreign"]["text"]
        ),
        "form": _form(words["form"]),
        "wrong": _form(words["form"], _WRONG),
        "differences": [
            {
                "fact": "title",
                "label": words["form"]["name"],
                "mine": words["cards"][0]["title"],
                "theirs": words["cards"][1]["title"],
                "who": "Awa Ndiaye",
                "at": datetime(2026, 6, 3, 14, 5, tzinfo=UTC),
            }
        ],
        **components_figures.sample(words["figures"], direction),
    }
    return render(request, "base/components.html", context)


@cache
def sample(language: str) -> dict[str, Any]:
    """Return the sample content in a language, or in English where there is none."""
    file = _FOLDER / f"components_{language}.toml"
    if not file.exists():
        file = _FOLDER / "components_en.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _facets(
    words: Sequence[dict[str, Any]], query: QueryDict
) -> list[components.Facet]:
    return [
        components.Facet(
            facet["name"],
            facet["label"],
            [
                components.Choice(
                    value,
                    label,
                    count,
                    checked=value in query.getlist(facet["name"]),
                    constituency=value if facet["name"] == "constituency" else "",
                )
                for value, label, count in facet["choices"]
            ],
        )
        for facet in words
    ]


def _table(words: dict[str, Any], query: QueryDict) -> components.Table:
    keys = ["name", "partners", "actions"]
    by = query.get("sort", "-partners")
    place = keys.index(by.lstrip("-")) if by.lstrip("-") in keys else 1
    rows = sorted(words["rows"], key=lambda row: row[place], reverse=by[:1] == "-")
    columns = components.sortable(
        query,
        [
            (key, components.Column(label, numeric=key != "name"))
            for key, label in zip(keys, words["columns"], strict=True)
        ],
        by=by,
    )
    return components.Table(words["caption"], columns, rows, words["total"])


def _form(words: dict[str, Any], data: dict[str, str] | None = None) -> forms.Form:
    currencies = [("EUR", "EUR"), ("USD", "USD"), ("XOF", "XOF")]

    class SampleForm(forms.Form):
        title = forms.CharField(label=words["name"], help_text=words["name_hint"])
        summary = forms.CharField(
            label=words["summary"],
            help_text=words["summary_hint"],
            initial=words["summary_value"],
            required=False,
            widget=fields.CountedTextarea(limit=300),
        )
        short_name = fields.MultilingualFormField(
            label=words["texts"], help_text=words["texts_hint"], required=False
        )
        starts = fields.DayField(label=words["starts"], help_text=words["starts_hint"])
        ends = forms.DateField(
            label=words["ends"], required=False, widget=fields.DayInput
        )
        budget = fields.MoneyField(
            label=words["budget"], required=False, currencies=currencies
        )
        kind = forms.ChoiceField(
            label=words["kind"],
            choices=list(enumerate(words["kinds"])),
            widget=forms.RadioSelect,
        )
        groups = forms.MultipleChoiceField(
            label=words["groups"],
            choices=list(enumerate(words["group_choices"])),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        country = forms.ChoiceField(
            label=words["country"],
            choices=[("", "–"), *enumerate(words["countries"])],
            required=False,
        )
        agree = forms.BooleanField(label=words["agree"], required=False)

    if data is None:
        language = get_language() or "en"
        text = Multilingual.of(language, words["texts_value"])
        return SampleForm(initial={"short_name": text}, auto_id="form_%s")
    wrong = SampleForm(data, auto_id="wrong_%s")
    wrong.fields["title"].error_messages["required"] = words["name_error"]
    for name in set(wrong.fields) - {"title", "starts"}:
        del wrong.fields[name]
    return wrong


def _taking(words: dict[str, Any]) -> components.TakeAway:
    citation = citing.Citation(
        words["cards"][0]["title"],
        "https://accord.example/id/action/ACT-2026-0042",
        date(2026, 6, 1),
        author=words["meta"][0][1],
        reference="ACT-2026-0042",
        version=3,
    )
    return components.TakeAway(
        [components.Download(label, _ADDRESS) for label in ("CSV", "Excel", "JSON")],
        citation,
        "",
    )
