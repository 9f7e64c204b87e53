"""Files with something missing or odd import what is sound and say the rest."""

import re
from xml.etree import ElementTree as ET

import pytest

from accord.actions.iati import importing
from accord.actions.iati.importing import Origin
from accord.actions.models import Action
from accord.actions.tests.factories import TODAY
from accord.actions.tests.iati_files import WORKSHOPS, opened
from accord.base.actor import Actor
from tally.iati import FileRefused

pytestmark = pytest.mark.usefixtures("vocabulary")

ROOT = ET.fromstring(WORKSHOPS)  # noqa: S314 - our own file
PARENTS = {child: parent for parent in ROOT.iter() for child in parent}
NODES = [node for node in ROOT.iter() if node is not ROOT]
ODD = ["", "💣", "-1", "9" * 60, "<&>", "NaN", "2026-13-45", "ABCDEFGHIJ"]


def mutants():
    """Yield the file without each element, and with each attribute odd in turn."""
    for position, node in enumerate(NODES):
        copy = ET.fromstring(WORKSHOPS)  # noqa: S314 - our own file
        nodes = [each for each in copy.iter() if each is not copy]
        parents = {child: parent for parent in copy.iter() for child in parent}
        parents[nodes[position]].remove(nodes[position])
        yield f"without {node.tag} {position}", ET.tostring(copy)
    text = WORKSHOPS.decode()
    for number, match in enumerate(re.finditer(r'"([^"<>]*)"|>([^<>\s][^<>]*)<', text)):
        group = 1 if match[1] is not None else 2
        odd = ODD[number % len(ODD)].replace("&", "&amp;").replace("<", "&lt;")
        start, end = match.span(group)
        yield f"odd value {number}", (text[:start] + odd + text[end:]).encode()


MUTANTS = list(mutants())


def test_no_mutant_breaks_the_import_and_each_imports_once(union, counts):
    assert len(MUTANTS) > 60
    step = 1 if counts == "full" else 6
    for name, content in MUTANTS[::step]:
        planned = previewed(content, union)
        if planned is None:
            continue
        done = carry_out(content, union).to_json()
        again = carry_out(content, union).to_json()

        assert done == planned, name
        sound = done["read"] - len(done["refused"])
        assert again["unchanged"] == sound, name
        assert Action.objects.count() == sound, name
        Action.objects.all().delete()


def previewed(content, lead):
    """Return the report, or None for a file that is refused as a whole."""
    try:
        return importing.preview(opened(content), lead, on=TODAY).to_json()
    except FileRefused:
        return None


def carry_out(content, lead):
    origin = Origin("mutant.xml", "0" * 64)
    return importing.carry_out(
        opened(content), lead, origin, by=Actor.anonymous(), on=TODAY
    )
