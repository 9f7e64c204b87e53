"""Rules about the whole house; import floors themselves stand in pyproject.toml."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.core.management import call_command

from accord.accounts.personal.inventory import inventory, to_be_listed

ROOT = Path(__file__).resolve().parents[1]
PUBLIC = {
    *("models", "operations", "access", "signals", "panels", "projection", "search"),
    # Figures lie in files, not in tables: their questions cannot be a queryset's.
    "reading",
}
PLUMBING = {"base", "config"}
LONGEST_FILE = 400
# Each stylesheet is a request, and a page has ten: fewer files, of short rules.
LONGEST_STYLESHEET = 900
# Folders of data and of what Django writes.
UNCOUNTED = {"migrations", "data", "locale", ".venv", ".venv-audit", "var", "build"}
VAGUE_NAMES = {"utils", "helpers", "common", "misc", "core", "lib"}
PHYSICAL = re.compile(
    r"""
    (?<![\w-])
    (?: (?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)
      | border-(?:top|bottom)-(?:left|right)-radius
      | (?:left|right)\s*:
      | (?:text-align|float|clear)\s*:\s*(?:left|right)
    )
    """,
    re.VERBOSE,
)


def own_files(*patterns: str) -> list[Path]:
    tops = [ROOT / name for name in ("accord", "tally", "tests", "ops", "bench")]
    return [
        path
        for top in tops
        for pattern in patterns
        for path in sorted(top.rglob(pattern))
        if not UNCOUNTED & set(path.relative_to(ROOT).parts)
    ]


def named(offences: list[str]) -> str:
    return "\n".join(["", *sorted(offences)])


def test_apps_keep_their_views_forms_and_templates_to_themselves():
    graph = grimp.build_graph("accord")
    offences = []
    for importer in graph.modules:
        # The empty name is the package itself, which says where its data files lie.
        allowed = PUBLIC | {"tests", ""} if ".tests" in importer else PUBLIC
        own_app = importer.split(".")[1:2]
        for imported in graph.find_modules_directly_imported_by(importer):
            _, app, module, *_ = [*imported.split("."), "", ""]
            if app in PLUMBING or own_app in ([app], ["config"]):
                continue
            if module not in allowed:
                offences.append(f"{importer} imports {imported}")

    assert not offences, named(offences)


def test_the_floors_hold():
    answer = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stdout


def test_only_config_reads_the_environment():
    offences = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in own_files("*.py")
        if path.relative_to(ROOT).parts[0] in {"accord", "tally"}
        and path.relative_to(ROOT).parts[1] != "config"
        and "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]

    assert not offences, named(offences)


def test_no_module_has_a_name_that_says_nothing():
    offences = [
        str(path.relative_to(ROOT))
        for path in own_files("*.py")
        if path.stem in VAGUE_NAMES or VAGUE_NAMES & set(path.relative_to(ROOT).parts)
    ]

    assert not offences, named(offences)


def test_no_file_is_too_long_to_read():
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for path in own_files("*.py", "*.html", "*.css", "*.js")
    }
    offences = [
        f"{path.relative_to(ROOT)} has {length} lines"
        for path, length in lengths.items()
        if length > (LONGEST_STYLESHEET if path.suffix == ".css" else LONGEST_FILE)
    ]

    assert not offences, named(offences)


def test_no_style_says_left_or_right():
    offences = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in own_files("*.css")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if PHYSICAL.search(line)
    ]

    assert not offences, named(offences)


def test_letters_hold_no_markup():
    """A date in a `<time>` element would stand in the text as it is."""
    markup = re.compile(
        r"\|day\b(?!_)|passage|<[a-z]+[ >]|\|safe|include \"[^\"]*\.html"
    )
    offences = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in own_files("emails/*.txt", "email/*.txt")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if markup.search(line)
    ]

    assert not offences, named(offences)


def test_templates_carry_no_script_or_style_of_their_own():
    inline = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)")
    # A letter is read by mail programs and fetches nothing.
    letter = ROOT / "accord" / "base" / "templates" / "base" / "mail" / "letter.html"
    offences = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in own_files("*.html")
        if path != letter
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if inline.search(line) and "nonce" not in line and "json" not in line
    ]

    assert not offences, named(offences)


def test_a_fragment_says_first_what_it_needs():
    offences = [
        str(path.relative_to(ROOT))
        for path in own_files("_*.html")
        if not path.read_text().startswith("{#")
    ]

    assert not offences, named(offences)


def test_nothing_names_a_registry_or_a_machine():
    told = re.compile(r"pypi\.org|npmjs|index-url|/work/|/root/(?!\.)")
    here = Path(__file__)
    tops = [ROOT / name for name in ("Makefile", "README.md", "pyproject.toml")]
    offences = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in [*own_files("*.py", "*.sh", "*.toml"), *tops]
        if path != here
        for match in told.finditer(path.read_text(encoding="utf-8"))
    ]

    assert not offences, named(offences)


@pytest.mark.django_db
def test_every_change_of_a_model_has_a_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_field_that_can_tell_of_a_person_is_in_the_inventory():
    found = inventory()
    unlisted = [
        f"{model._meta.label}.{name}"
        for model in apps.get_models(include_auto_created=True)
        for name in to_be_listed(model)
        if name not in found.personal_fields(model._meta.label)
        and name not in found.not_personal.get(model._meta.label, ())
    ]

    # accord/accounts/README.md tells how the app's personal.toml says it.
    assert not unlisted, named(unlisted)


def test_production_settings_pass_djangos_own_checks():
    answer = subprocess.run(
        [
            *(sys.executable, "manage.py", "check", "--deploy"),
            *("--fail-level", "WARNING"),
        ],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DATABASE_URL": "postgresql:///accord",
            "ACCORD_SECRET_KEY": "check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
            "ACCORD_HOSTS": "accord.example",
            "ACCORD_PUBLIC_URL": "https://accord.example",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stderr
