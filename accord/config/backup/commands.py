"""`accord backup` and `accord restore`."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from accord.config import environment, prepare
from accord.config.backup import archive, making, nightly, restoring
from accord.config.backup.manifest import Manifest, Unusable
from accord.config.progress import say, step
from accord.config.surroundings import Refused, database


def run_backup(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="accord backup",
        description="Seal database and files in one new file, for the holders of keys.",
    )
    parser.add_argument(
        "path", type=Path, help="the new file, or a folder to put it into"
    )
    parser.add_argument(
        "--recipient",
        action="append",
        metavar="age1…",
        help="a public key of age; may be given again (default: "
        "ACCORD_BACKUP_RECIPIENTS)",
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args(arguments)
    keys = options.recipient or environment.words("ACCORD_BACKUP_RECIPIENTS")
    target: Path = options.path
    if target.is_dir():
        target /= nightly.name_of(datetime.now(UTC))
    with database():
        prepare.require_tables()
        with _explained(), step("Making a backup"):
            made = making.make(target, keys)
    _tell(
        options.format,
        {"path": str(made.path), "bytes": made.size, **_counts(made.manifest)},
        f"{made.path} holds {_sentence(made.manifest)}. The keys it does not hold, "
        f"and which you keep elsewhere: {_names(made.manifest)}.",
    )
    return 0


def run_restore(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="accord restore",
        description="Bring a backup into an empty database and compare all of it.",
    )
    parser.add_argument("path", type=Path, help="the backup")
    parser.add_argument(
        "--identity",
        type=Path,
        required=True,
        metavar="FILE",
        help="a file with a private key, as age-keygen writes it",
    )
    parser.add_argument(
        "--erasures",
        type=Path,
        metavar="FILE",
        help="the newest list of erasures, where it is not in its place",
    )
    parser.add_argument(
        "--only-verify",
        action="store_true",
        help="read the whole backup, and restore nothing",
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args(arguments)
    if options.only_verify:
        with _explained(), step("Reading the backup"):
            keys = archive.identities(options.identity)
            told = restoring.verify(options.path, keys)
        _tell(
            options.format,
            _counts(told),
            f"{options.path} is whole: {_sentence(told)}.",
        )
        return 0
    with database(), _explained():
        with step("Restoring"):
            keys = archive.identities(options.identity)
            told = restoring.restore(options.path, keys)
        lacking = restoring.missing_keys(told)
        erased = _erase_again(options.erasures)
    _tell(
        options.format,
        {
            **_counts(told),
            "keys_missing": [each.name for each in lacking],
            "erased_again": erased,
        },
        f"Restored and compared: {_sentence(told)}.",
    )
    if erased:
        say(f"Erased again, as the list of erasures tells: {', '.join(erased)}.")
    for each in lacking:
        say(f"{each.name} is not the one of the backup. It is for {each.purpose}.")
    return 0


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what cannot be used into the one sentence of a command."""
    try:
        yield
    except Unusable as reason:
        raise Refused(str(reason)) from reason


def _erase_again(named: Path | None) -> list[str]:
    """Erase whom the backup still knows and the list of erasures does not.

    Without a list it says so: whoever was erased since the backup is known again.
    """
    path = named or Path(settings.ERASURES_FILE)
    if not path.exists():
        say(
            f"There is no list of erasures at {path}. If people were erased since the "
            "backup was made, bring it and run `accord erase replay --list FILE`."
        )
        return []
    if prepare.pending_migrations():
        say(
            "The backup is of an older Accord: run `accord prepare`, then "
            f"`accord erase replay --list {path}`."
        )
        return []
    operations = import_module("accord.accounts.operations")
    done = operations.replay_erasures(on=timezone.localdate(), path=path)
    return [each.pseudonym for each in done]


def _counts(told: Manifest) -> dict[str, object]:
    return {
        "made_at": told.made_at,
        "accord": told.accord,
        "tables": len(told.tables),
        "rows": sum(each.rows for each in told.tables.values()),
        "files": len(told.files),
        "history": {"count": told.history.count, "digest": told.history.digest},
        "keys": [each.name for each in told.keys],
    }


def _sentence(told: Manifest) -> str:
    rows = sum(each.rows for each in told.tables.values())
    return (
        f"{rows} rows of {len(told.tables)} tables and {len(told.files)} files of "
        f"{told.made_at}, history up to {told.history.count}:{told.history.digest}"
    )


def _names(told: Manifest) -> str:
    return ", ".join(each.name for each in told.keys)


def _tell(format_: str, told: dict[str, object], sentence: str) -> None:
    sys.stdout.write((json.dumps(told) if format_ == "json" else sentence) + "\n")
