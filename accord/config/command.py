"""The `accord` command: the operator's way in.

A command of two words, such as `accord import iati`, is Django's management command
`import_iati` of one of our apps; it is found by its name. The database it needs is
started, and stopped again.
"""

import argparse
import ast
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, load_command_class
from django.core.management.base import BaseCommand, CommandError

from accord import __version__
from accord.config import demo, prepare, serve
from accord.config.backup import commands as backup
from accord.config.environment import Misconfigured
from accord.config.footing import Unsafe
from accord.config.places import ROOT
from accord.config.postgres import Unavailable
from accord.config.progress import say
from accord.config.surroundings import (
    Refused,
    brings_own_database,
    database,
    set_up_django,
)

DJANGO_OPTIONS = {
    "--version",
    "--verbosity",
    "--settings",
    "--pythonpath",
    "--traceback",
    "--no-color",
    "--force-color",
}


# What argparse, too, ends with when a command's words are wrong.
WRONG_WORDS = 2
# The first words of commands that are made of two.
VERBS = {
    *("check", "diff", "erase", "estimate", "export", "import", "load", "take"),
}


class Entry(NamedTuple):
    """A command of one word, and what it is for."""

    run: Callable[[list[str]], int]
    purpose: str


def main() -> int:
    try:
        return dispatch(sys.argv[1:])
    except Refused as reason:
        say(str(reason))
        return reason.code
    except (
        CommandError,
        ImproperlyConfigured,
        Misconfigured,
        Unavailable,
        Unsafe,
    ) as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        return 130


def dispatch(words: list[str]) -> int:
    if not words or words[0] in {"help", "--help", "-h"}:
        return show_help()
    if words[0] == "--version":
        sys.stdout.write(f"{__version__}\n")
        return 0
    found = app_commands()
    for length in (2, 1):
        name = "_".join(words[:length]).replace("-", "_")
        if len(words) >= length and name in found:
            return run_app_command(found[name], name, words[length:])
    if words[0] in ENTRIES:
        return ENTRIES[words[0]].run(words[1:])
    seconds = [noun for verb, noun in map(parted, found) if verb == words[0]]
    if seconds:
        sentence = (
            f"`accord {words[0]}` needs one of these words: {', '.join(seconds)}."
        )
        raise Refused(sentence)
    sentence = f"There is no command {words[0]!r}; `accord help` lists them all."
    raise Refused(sentence)


def app_commands() -> dict[str, str]:
    """Return the management commands of our apps: name to app."""
    return {
        path.stem: path.parts[-4]
        for path in sorted(ROOT.glob("accord/*/management/commands/[a-z]*.py"))
    }


def parted(name: str) -> tuple[str, str]:
    """Split `import_iati` at its verb; a name without one stays whole."""
    verb, _, noun = name.partition("_")
    if verb in VERBS:
        return verb, noun.replace("_", "-")
    return name.replace("_", "-"), ""


def spoken(name: str) -> str:
    return " ".join(parted(name)).strip()


def purpose(app: str, name: str) -> str:
    """Return the help sentence of a command, without importing it."""
    path = ROOT / "accord" / app / "management" / "commands" / f"{name}.py"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Assign(
                targets=[ast.Name(id="help")], value=ast.Constant(value=text)
            ):
                return str(text)
    return ""


def run_app_command(app: str, name: str, arguments: list[str]) -> int:
    set_up_django()
    command = load_command_class(f"accord.{app}", name)
    command.suppressed_base_arguments = DJANGO_OPTIONS
    command.requires_system_checks = []
    parser = command.create_parser("accord", spoken(name))
    try:
        options = vars(parser.parse_args(arguments))
    except CommandError as reason:
        fault = str(reason).removeprefix("Error: ")
        sentence = f"accord {spoken(name)}: {fault}; --help tells what it takes."
        raise Refused(sentence, code=WRONG_WORDS) from reason
    if not getattr(command, "needs_database", True):
        return execute(command, options)
    own = brings_own_database()
    with database():
        if own:
            prepare.fill_with_sample()
        else:
            prepare.require_tables()
        return execute(command, options)


def execute(command: BaseCommand, options: dict[str, Any]) -> int:
    try:
        command.execute(*options.pop("args", ()), **options)
    except CommandError as reason:
        say(str(reason))
        return reason.returncode
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def show_help() -> int:
    """List what there is; Django is not started for it."""
    lines = ["accord COMMAND [WORDS] [--help]", ""]
    lines += [f"  accord {name:<18}{entry.purpose}" for name, entry in ENTRIES.items()]
    lines += [
        f"  accord {spoken(name):<18}{purpose(app, name)}"
        for name, app in app_commands().items()
    ]
    lines += [
        "",
        "`accord COMMAND --help` tells more; docs/reference/commands.md tells all.",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def run_prepare(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="accord prepare",
        description="Make tables, load reference data, collect stylesheets.",
    )
    parser.add_argument(
        "--sample", action="store_true", help="load the sample coalition too"
    )
    options = parser.parse_args(arguments)
    with database():
        if options.sample:
            prepare.fill_with_sample()
        else:
            prepare.fill()
        prepare.collect_static_files()
    say("The database is ready.")
    return 0


def run_checks(arguments: list[str]) -> int:
    """Run every check there is; the exit code is that of the last one that failed."""
    parser = argparse.ArgumentParser(
        prog="accord check", description="Run every check of this installation."
    )
    parser.parse_args(arguments)
    outcome = 0
    for name, app in app_commands().items():
        if name.startswith("check_"):
            say(f"accord {spoken(name)}")
            outcome = run_app_command(app, name, []) or outcome
    return outcome


def run_django(arguments: list[str]) -> int:
    with database():
        execute_from_command_line(["accord manage", *arguments])
    return 0


ENTRIES = {
    "demo": Entry(demo.run, "run here with a sample coalition, until Ctrl-C"),
    "prepare": Entry(run_prepare, "make tables, load reference data"),
    "serve": Entry(serve.run_web, "serve the site from DATABASE_URL"),
    "work": Entry(serve.run_jobs, "run the jobs of DATABASE_URL"),
    "backup": Entry(backup.run_backup, "seal database and files in one file"),
    "restore": Entry(backup.run_restore, "bring a backup into an empty database"),
    "check": Entry(run_checks, "run every check of this installation"),
    "manage": Entry(run_django, "run one of Django's own commands"),
}


if __name__ == "__main__":
    sys.exit(main())
