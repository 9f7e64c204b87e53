"""The operator's commands: check what search reads, and write it anew."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accord.base.search.tests.factories import make_document

pytestmark = pytest.mark.django_db


def said(command: str, **options: str) -> str:
    output = StringIO()
    call_command(command, stdout=output, **options)
    return output.getvalue()


def test_a_document_without_record_is_named_and_writing_anew_mends_it():
    make_document("Nobody's", key="nobodys")

    with pytest.raises(CommandError, match="page nobodys"):
        call_command("check_search")

    assert "page 0" in said("load_search")
    assert "Search holds: 0 documents" in said("check_search")


def test_machines_are_told_the_same():
    assert json.loads(said("load_search", format="json"))["action"] == 0
    assert json.loads(said("check_search", format="json")) == {
        "documents": 0,
        "difference": None,
    }


def test_a_difference_is_told_to_machines_too():
    make_document("Nobody's", key="nobodys")
    output = StringIO()

    with pytest.raises(CommandError):
        call_command("check_search", stdout=output, format="json")

    assert json.loads(output.getvalue())["difference"] == "page nobodys"
