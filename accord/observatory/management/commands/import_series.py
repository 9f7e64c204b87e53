"""Import files of official series, each into an immutable vintage."""

import json
import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accord.base.actor import Actor
from accord.base.imports.commands import REFUSED, SILENT_SECONDS, opened
from accord.base.imports.commands import Refused as NotOpened
from accord.observatory import operations
from accord.observatory.compiling import compile_figures
from accord.observatory.models import Source
from accord.observatory.vintages import comparing, keeping, reporting, sources
from accord.observatory.vintages.drafts import Draft
from accord.observatory.vintages.keeping import Kept
from tally.series import Limits

# A machine wants every refusal, a row of the database the first thousand.
REFUSALS_TOLD = 100_000
_NOTHING: dict[str, Any] = {
    "layout": "",
    "source": "",
    "read": 0,
    "stored": 0,
    "refused": [],
    "refused_count": 0,
    "series": [],
    "notes": [],
    "corrections": [],
    "vintage": None,
    "unchanged": False,
    "comparison": None,
}


class Preview(Exception):
    """Ends an import before anything is kept."""


class Command(BaseCommand):
    help = "Import files of official series, each into an immutable vintage."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files", metavar="FILE", nargs="+", help="a CSV or SDMX file, also .gz"
        )
        parser.add_argument("--source", default="", help="code of the source")
        parser.add_argument("--edition", default="", help="what the source calls it")
        parser.add_argument(
            "--retrieved",
            type=_date,
            default=None,
            metavar="DATE",
            help="when it was fetched, as 2026-06-01; today unless told",
        )
        parser.add_argument(
            "--preview",
            action="store_true",
            help="say what would happen and write nothing",
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, **options: Any) -> None:
        try:
            source = sources.called(options["source"]) if options["source"] else None
        except operations.Refused as refused:
            self.stderr.write(str(refused))
            raise SystemExit(REFUSED) from None
        reports = [
            self._import(Path(each), source, options) for each in options["files"]
        ]
        if options["format"] == "json":
            told = reports[0] if len(reports) == 1 else reports
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        if any(each["vintage"] and not each["unchanged"] for each in reports):
            compile_figures()
        if any("stopped" in each for each in reports):
            raise SystemExit(REFUSED)

    def _import(
        self, path: Path, source: Source | None, options: dict[str, Any]
    ) -> dict[str, Any]:
        """Import one file and return its report; others go on where it is refused."""
        report = {"file": path.name, "preview": options["preview"], **_NOTHING}

        def hear(draft: Draft, folder: Path, source: Source) -> None:
            standing = comparing.same_as(draft, folder, source)
            revisions = comparing.revisions_of(draft, folder, source, standing)
            report.update(reporting.told(draft, revisions))
            if options["preview"]:
                reference = standing.reference if standing else None
                report.update(vintage=reference, unchanged=standing is not None)
                keeping.check(draft)
                raise Preview

        try:
            kept = self._kept(path, source, options, hear)
            report.update(vintage=kept.vintage.reference, unchanged=not kept.is_new)
        except Preview:
            pass
        except operations.Tripped as tripped:
            self._stop(report, tripped.sentences, path)
        except (operations.Refused, NotOpened) as refused:
            self._stop(report, [str(refused)], path)
        except OSError as error:
            sentence = f"{path} was not imported: {error.strerror or error}."
            self._stop(report, [sentence], path)
        if options["format"] == "text" and "stopped" not in report:
            for line in reporting.lines(report):
                self.stdout.write(line)
        return report

    def _kept(
        self, path: Path, source: Source | None, options: dict[str, Any], hear: Any
    ) -> Kept:
        # Opening tells what is wrong with the name; reading is the converter's.
        opened(path).close()
        return operations.import_reported(
            path,
            source=source,
            edition=options["edition"],
            retrieved_on=options["retrieved"],
            by=Actor.anonymous(),
            on=timezone.localdate(),
            limits=Limits(refusals_kept=REFUSALS_TOLD),
            watch=Steps(path.name),
            report=hear,
        )

    def _stop(
        self, report: dict[str, Any], sentences: Sequence[str], path: Path
    ) -> None:
        """Tell why a file was refused as a whole: one sentence for each reason."""
        report["stopped"] = sentences
        if not report["refused"]:
            report["refused"] = [
                {"row": 0, "column": "", "value": "", "reason": each}
                for each in sentences
            ]
        for each in sentences:
            self.stderr.write(each)


class Steps:
    """Tells on standard error what is done, once it takes longer than a moment."""

    def __init__(self, name: str) -> None:
        self._name, self._began, self._step = name, time.monotonic(), ""

    def __call__(self, step: str) -> None:
        is_long = time.monotonic() - self._began > SILENT_SECONDS
        if is_long and step != self._step:
            self._step = step
            sys.stderr.write(f"{self._name}: {step} …\n")


def _date(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        reason = f"{words!r} is no date; write it as 2026-06-01"
        raise ArgumentTypeError(reason) from None
