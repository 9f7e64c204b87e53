"""What the commands that import have in common: the file, the refusal, the report."""

import json
import stat
import sys
import time
from collections.abc import Iterator, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from accord.base.imports import tables
from accord.base.imports.reporting import Report

REFUSED = 2
SILENT_SECONDS = 2


class Refused(Exception):
    """The file, or the request, is refused as a whole. Says where and why."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(reason)
        self.where = where


class Progress:
    """Tells on standard error how far it is, once it takes longer than a moment."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._told_at = time.monotonic()
        self._read = 0

    def __call__(self, batch: Sized) -> None:
        self._read += len(batch)
        now = time.monotonic()
        if now - self._told_at > SILENT_SECONDS:
            self._told_at = now
            sys.stderr.write(f"{self._read} {self._noun} …\n")


class ImportCommand(BaseCommand):
    """A command that reads a file, tells what it would do, and does it."""

    # Says what to do after an import.
    afterwards = ""
    # The report of a file that is refused as a whole.
    empty_report: type[Report] = Report

    def add_arguments(self, parser: CommandParser) -> None:
        self.add_file(parser)
        parser.add_argument(
            "--preview",
            action="store_true",
            help="say what would happen and write nothing",
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def add_file(self, parser: CommandParser) -> None:
        raise NotImplementedError

    def report(self, source: BinaryIO, path: Path, options: dict[str, Any]) -> Report:
        """Preview or carry out; `Refused` where nothing can be read."""
        raise NotImplementedError

    def told(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what the report repeats of the request."""
        return {"preview": options["preview"]}

    def handle(self, **options: Any) -> None:
        path = Path(options["file"])
        told = self.told(options)
        try:
            with opened(path) as source:
                report = self.report(source, path, options)
        except Refused as refusal:
            if options["format"] == "json":
                reason = {"where": refusal.where, "reason": str(refusal)}
                self._print(
                    told | self.empty_report().to_json() | {"refused": [reason]}
                )
            self.stderr.write(str(refusal))
            raise SystemExit(REFUSED) from None
        if options["format"] == "json":
            self._print(told | report.to_json())
        else:
            self._tell(report, preview=options["preview"])

    def _print(self, report: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))

    def _tell(self, report: Report, *, preview: bool) -> None:
        for each in report.refused:
            self.stdout.write(f"refused: {each.where}: {each}")
        for each in report.warnings:
            self.stdout.write(f"{each.where}: {each}")
        self.stdout.write(report.sentence())
        if preview:
            self.stdout.write("This was a preview; nothing was written.")
        elif self.afterwards:
            self.stdout.write(self.afterwards)


@contextmanager
def read_only() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn what is wrong with the file into the refusal of the command."""
    try:
        yield
    except tables.Refused as refusal:
        raise Refused(path.name, str(refusal)) from refusal
    except OSError as error:
        sentence = f"{path} cannot be read ({error.strerror or error}); check the file."
        raise Refused(str(path), sentence) from error


def opened(path: Path) -> BinaryIO:
    try:
        # Opening a pipe would wait for whoever writes into it.
        kind = path.stat().st_mode
        if stat.S_ISREG(kind) or stat.S_ISDIR(kind):
            return path.open("rb")
        reason = f"{path} is no regular file; save what it gives as a file first."
    except FileNotFoundError:
        reason = f"There is no file {path}; check the name and the folder."
    except IsADirectoryError:
        reason = f"{path} is a folder; name the file in it."
    except ValueError:
        reason = f"{str(path)!r} is no name of a file."
    except OSError as error:
        reason = f"{path} cannot be opened ({error.strerror}); check who may read it."
    raise Refused(str(path), reason)
