"""Importing sheets in the browser: send, say what columns are, mend, agree."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accord.base import submissions
from accord.base.imports import mapped
from accord.base.imports.desk import Desk, Trail
from accord.base.imports.forms import AgreeForm, ColumnsForm, MendForm
from accord.base.imports.intake import Gone, fingerprint_of
from accord.base.imports.mapping import ColumnMap
from accord.base.imports.outcomes import Outcome, Remark
from accord.base.imports.storage import Line
from accord.base.imports.tables import Refused
from accord.base.models import SavedMapping
from accord.base.requests import Request

UNPROCESSABLE = 422
# The browser asks again by itself, with or without script.
REFRESH_SECONDS = 4
PER_PAGE = 25


class Pages:
    """The views, and their routes."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.intake = desk, desk.intake

    def urls(self) -> list[URLPattern]:
        read, write = ["GET", "HEAD"], ["GET", "HEAD", "POST"]
        upload = login_required(require_http_methods(write)(self.upload))
        sheet = require_safe(login_required(self.sheet))
        columns = login_required(require_http_methods([*read, "POST"])(self.columns))
        mend = require_POST(login_required(self.mend))
        confirm = require_POST(login_required(self.confirm))
        return [
            path("", upload, name="import_sheet"),
            path("<int:number>/", sheet, name="sheet"),
            path("<int:number>/columns/", columns, name="sheet_columns"),
            path("<int:number>/mend/", mend, name="mend_sheet"),
            path("<int:number>/confirm/", confirm, name="confirm_sheet"),
        ]

    def _render(
        self, request: Request, name: str, context: Mapping[str, Any], status: int = 200
    ) -> HttpResponse:
        file = context.get("file")
        title = str(self.desk.words.title)
        own: Trail = [(title, None)]
        if file:
            own = [(title, self.desk.route("import_sheet")), (file.name, None)]
        url, text = self.desk.back(request)
        return render(
            request,
            f"base/imports/{name}.html",
            {
                "words": self.desk.words,
                "kicker": self.desk.kicker(file) if file else "",
                "upload_url": self.desk.route("import_sheet"),
                "blank_url": reverse(self.desk.blank),
                "back_url": url,
                "back_text": text,
                "trail": [*self.desk.trail(), *own],
                **context,
            },
            status=status,
        )

    # -- sending -----------------------------------------------------------------------

    def upload(self, request: Request) -> HttpResponse:
        """Show the form; a sent file is kept once, however often it is sent."""
        if request.method != "POST":
            return self._upload_page(request, self.desk.upload_form(request))
        form = self.desk.upload_form(request, request.POST, request.FILES)
        if not form.is_valid():
            return self._upload_page(request, form, UNPROCESSABLE)
        sent = form.cleaned_data["file"]
        fields = self.desk.fields_of(request, form)

        def keep() -> str:
            file = self.intake.receive(
                sent.name,
                sent.chunks(),
                size=sent.size,
                by=request.actor,
                on=timezone.localdate(),
                told=self.desk.told_of(fields),
                **fields,
            )
            return self._next_page(file)

        try:
            return redirect(submissions.once(form.cleaned_data["token"], keep))
        except Refused as refused:
            form.add_error("file", str(refused))
            return self._upload_page(request, form, UNPROCESSABLE)

    def _upload_page(
        self, request: Request, form: Any, status: int = 200
    ) -> HttpResponse:
        recent = self.desk.recent(request)[:10]
        return self._render(request, "upload", {"form": form, "recent": recent}, status)

    def _next_page(self, file: Any) -> str:
        if file.mapping and not file.mapping["is_agreed"]:
            return self.desk.route("sheet_columns", file.pk)
        return self.desk.route("sheet", file.pk)

    # -- columns -----------------------------------------------------------------------

    def columns(self, request: Request, number: int) -> HttpResponse:
        """Ask what the columns are; what a person says can be kept under a name."""
        file = self.desk.file(request, number)
        if not file.mapping or file.confirmed_at or file.refusal:
            return redirect(self.desk.route("sheet", file.pk))
        if request.method == "POST":
            return self._take_columns(request, file)
        columns = ColumnMap.from_json(file.mapping)
        chosen = request.GET.get("mapping", "")
        saved = (
            self._kept(file).filter(pk=chosen[:9] if chosen.isdecimal() else 0).first()
        )
        if saved:
            columns = self._with_saved(request, file, columns, saved)
        return self._columns_page(
            request, file, self._columns_form(request, file, columns)
        )

    def _kept(self, file: Any) -> Any:
        owner = self.intake.owner_of(file)
        kept = SavedMapping.objects.filter(owner=owner, what=self.intake.what)
        return kept.order_by("name")

    def _take_columns(self, request: Request, file: Any) -> HttpResponse:
        columns = ColumnMap.from_json(file.mapping)
        form = self._columns_form(request, file, columns, request.POST)
        if not form.is_valid():
            return self._columns_page(request, file, form, UNPROCESSABLE)
        if form.cleaned_data["header_row"] != columns.header_row:
            return self._other_header(request, file, form)
        owner = self.intake.owner_of(file)

        def agree() -> str:
            told = form.columns()
            if form.cleaned_data["save_as"]:
                mapped.save(owner, self.intake.what, form.cleaned_data["save_as"], told)
            self.intake.agree_on(file, told, on=timezone.localdate())
            return self.desk.route("sheet", file.pk)

        try:
            return redirect(submissions.once(form.cleaned_data["token"], agree))
        except Refused as refused:
            form.add_error(None, str(refused))
            return self._columns_page(request, file, form, UNPROCESSABLE)
        except Gone:
            return self._gone(request)

    def _with_saved(
        self, request: Request, file: Any, columns: ColumnMap, saved: SavedMapping
    ) -> ColumnMap:
        try:
            with self.intake.opened(file) as sheet:
                content = {**saved.content, "header_row": columns.header_row}
                return mapped.with_saved(content, sheet.table, columns)
        except Refused as refused:
            messages.error(request, str(refused))
            return columns

    def _other_header(
        self, request: Request, file: Any, form: ColumnsForm
    ) -> HttpResponse:
        """Look again with the names of the columns in the row that a person says."""
        try:
            row = form.cleaned_data["header_row"]
            self.intake.look(file, on=timezone.localdate(), header_row=row)
        except Refused as refused:
            form.add_error("header_row", str(refused))
            return self._columns_page(request, file, form, UNPROCESSABLE)
        return redirect(self.desk.route("sheet_columns", file.pk))

    def _columns_form(
        self, request: Request, file: Any, columns: ColumnMap, data: Any = None
    ) -> ColumnsForm:
        return ColumnsForm(
            columns,
            file.mapping["samples"],
            self.intake.vocabulary,
            self.desk.options(request, file),
            data,
        )

    def _columns_page(
        self, request: Request, file: Any, form: Any, status: int = 200
    ) -> HttpResponse:
        context = {"file": file, "form": form, "kept": self._kept(file)}
        return self._render(request, "columns", context, status)

    # -- preview -----------------------------------------------------------------------

    def sheet(self, request: Request, number: int) -> HttpResponse:
        """Show how far a file is: to be mapped, worked out, broken, under way, done."""
        file = self.desk.file(request, number)
        if file.refusal:
            template, values = file.refusal["template"], file.refusal["values"]
            reason = _(template).format_map(values)
            return self._render(request, "refused", {"file": file, "reason": reason})
        if file.mapping and not file.mapping["is_agreed"]:
            return redirect(self._next_page(file))
        if not file.planned_at or (file.confirmed_at and not file.done_at):
            response = self._render(request, "waiting", {"file": file})
            response["Refresh"] = str(REFRESH_SECONDS)
            response["Cache-Control"] = "no-store"
            return response
        context = {"file": file, **self._listing(request, file)}
        if file.done_at:
            return self._render(request, "done", context)
        context["form"] = AgreeForm(initial={"fingerprint": fingerprint_of(file)})
        lines = self._to_mend(file)
        context["mending"] = (
            MendForm.told(lines, self.desk.choices_of, fingerprint_of(file))
            if lines
            else None
        )
        context["again"] = "again" in request.GET
        return self._render(request, "preview", context)

    def _to_mend(self, file: Any) -> list[Line]:
        storage = self.intake.storage
        every = storage.lines_of(file, storage.PLAN)
        faulty = (
            line
            for line in every
            if any(position >= 0 for position, *_rest in line["faults"])
            or (self.desk.choices_of(line) and not line["decision"])
        )
        return list(islice(faulty, PER_PAGE))

    def _listing(self, request: Request, file: Any) -> dict[str, Any]:
        summary, storage = file.summary, self.intake.storage
        chosen = request.GET.get("show", "")
        outcome = chosen if chosen in set(Outcome) else ""
        kind = storage.OUTCOME if file.done_at else storage.PLAN
        count = summary[outcome] if outcome else summary["read"]
        pages: Paginator[Line] = Paginator(
            storage.cut(file, kind, outcome, count), PER_PAGE
        )
        page = pages.get_page(request.GET.get("page"))
        names = self.desk.words.outcomes
        every = [(_("All"), summary["read"], "")]
        every += [(names[each], summary[each.value], each.value) for each in Outcome]
        return {
            "page": page,
            "rows": self.desk.shown(file, list(page.object_list)),
            "choices": [each for each in every if each[1] or not each[2]],
            "shown": outcome,
            "counts": [
                (_("Rows read"), summary["read"]),
                *((a, b) for a, b, _c in every[1:]),
            ],
            "notices": [Remark.from_json(each) for each in summary["notices"]],
            "writes": summary["new"] + summary["changed"],
        }

    def mend(self, request: Request, number: int) -> HttpResponse:
        """Take the mended cells, look again at the whole file, show what is left."""
        file = self.desk.file(request, number)
        here = self.desk.route("sheet", file.pk)
        if file.confirmed_at or not file.planned_at:
            return redirect(here)
        before = file.summary["refused"]
        form = MendForm(self._to_mend(file), self.desk.choices_of, request.POST)
        if not form.is_valid():
            return redirect(here)
        if form.cleaned_data["fingerprint"] != fingerprint_of(file):
            messages.error(
                request,
                _("Somebody else has changed this preview meanwhile; look again."),
            )
            return redirect(here)

        def look_again() -> str:
            self.intake.mend(file, form.cells(), on=timezone.localdate())
            return f"{here}?again=1"

        try:
            address = submissions.once(form.cleaned_data["token"], look_again)
        except Gone:
            return self._gone(request)
        file.refresh_from_db()
        if file.planned_at:
            mended = before - file.summary["refused"]
            sentence = ngettext(
                "{count} row is mended.", "{count} rows are mended.", mended
            )
            messages.success(request, sentence.format(count=mended))
        return redirect(address)

    # -- agreeing ----------------------------------------------------------------------

    def confirm(self, request: Request, number: int) -> HttpResponse:
        """Carry out what the preview says, once, however often the form is sent."""
        file = self.desk.file(request, number)
        here = self.desk.route("sheet", file.pk)
        form = AgreeForm(request.POST)
        if not form.is_valid():
            return redirect(here)

        def agree() -> str:
            fingerprint = form.cleaned_data["fingerprint"]
            self.intake.confirm(
                file, fingerprint, by=request.actor, on=timezone.localdate()
            )
            return here

        try:
            return redirect(submissions.once(form.cleaned_data["token"], agree))
        except Gone:
            return self._gone(request)

    def _gone(self, request: Request) -> HttpResponse:
        messages.error(
            request,
            _("The file of this preview is gone or has changed. Look at it again."),
        )
        return redirect(self.desk.route("import_sheet"))
