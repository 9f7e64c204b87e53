"""What a program sends about an action, and what of it is refused."""

import pytest
from django.test import Client
from django.utils import timezone

from accord.actions.facts import facts_of
from accord.actions.models import Action
from accord.actions.tests.factories import make_draft
from accord.actions.tests.programs import EVERYTHING, LIST, pointers, problem
from accord.partners.tests.factories import make_partner


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"published_on": "2026-01-01"}, "/published_on"),
        ({"title": "x"}, "/title"),
        ({"title": {"en": 1}}, "/title/en"),
        ({"title": {"en": "x" * 151}}, "/title/en"),
        ({"title": {"English": "x"}}, "/title/English"),
        ({"kind": "thing"}, "/kind"),
        ({"starts_on": "2026-02-30"}, "/starts_on"),
        ({"starts_on": "01/02/2026"}, "/starts_on"),
        ({"starts_on": 5}, "/starts_on"),
        ({"budget": "1e9"}, "/budget"),
        ({"budget": -1}, "/budget"),
        ({"budget": "12345678901234567"}, "/budget"),
        ({"currency": "ZZZ"}, "/currency"),
        ({"countries": "SEN"}, "/countries"),
        ({"countries": ["S N"]}, "/countries/0"),
        ({"partners": [{"role": "x"}]}, "/partners/0/reference"),
        ({"identifiers": [{"scheme": "x", "value": "1"}]}, "/identifiers/0/scheme"),
        ({"identifiers": [{"scheme": "iati", "value": " "}]}, "/identifiers/0/value"),
        ([], ""),
        ("x", ""),
        (None, ""),
    ],
)
def test_each_wrong_value_is_named(program, body, place):
    told = problem(program("POST", body=body), 422, "invalid")

    assert pointers(told) == [place]
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"countries": ["SEN", "XXX"]}, "/countries/1"),
        ({"targets": ["99.9"]}, "/targets/0"),
        ({"partners": [{"reference": "PAR-1"}]}, "/partners/0/reference"),
    ],
)
def test_codes_that_no_record_has_are_named(program, body, place):
    told = problem(program("POST", body=body), 409, "does-not-fit")

    assert pointers(told) == [place]
    assert not Action.objects.exists()


def test_a_partner_takes_part_once_and_not_beside_itself(program, union):
    other = make_partner()
    parts = [{"reference": each.reference} for each in (union, other, other)]

    told = problem(program("POST", body={"partners": parts}), 409)

    assert pointers(told) == ["/partners/0/reference", "/partners/2/reference"]


@pytest.mark.parametrize(
    "body",
    [
        {"budget": "5", "currency": None},
        {"starts_on": "2026-02-01", "ends_on": "2026-01-01"},
    ],
)
def test_facts_that_contradict_each_other_are_refused(program, body):
    told = problem(program("POST", body=body), 409, "does-not-fit")

    assert told["errors"][0]["detail"]
    assert not Action.objects.exists()


def test_a_number_of_another_is_refused_without_naming_it(program, vocabulary):
    theirs = make_draft(make_partner())
    theirs.external_identifiers.create(scheme="iati", value="XM-1-2")

    told = problem(program("POST", body=EVERYTHING), 409, "does-not-fit")

    assert theirs.reference not in str(told)


NOT_THEIRS = {
    "reference",
    "lead",
    "lead_id",
    "id",
    "pk",
    "version",
    "is_sample",
    "sample",
    "published_on",
    "withdrawn_on",
    "withdrawal_reason",
    "created_on",
    "sort_title",
    "search_key",
    "stage",
    "updated_at",
    "url",
    "external_identifiers",
    "participations",
}


@pytest.mark.parametrize("name", sorted(NOT_THEIRS))
def test_no_other_field_can_be_set(program, draft, name):
    before = Action.objects.filter(pk=draft.pk).values().get()
    facts = facts_of(draft)
    for method, address in (("POST", LIST), ("PATCH", f"{LIST}/{draft.reference}")):
        answer = program(method, address, {name: 1}, if_match=program.tag(draft))
        assert pointers(problem(answer, 422)) == [f"/{name}"]

    assert Action.objects.filter(pk=draft.pk).values().get() == before
    assert facts_of(draft) == facts


def test_publishing_takes_no_body_that_changes_anything(program, draft):
    answer = program(
        "POST",
        f"{LIST}/{draft.reference}/publish",
        {"published_on": "2001-01-01", "is_sample": True},
        if_match=program.tag(draft),
    )

    assert answer.json()["published_on"] == timezone.localdate().isoformat()
    assert answer.json()["sample"] is False


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("text/plain", b"{}", 415),
        ("application/x-www-form-urlencoded", b"kind=initiative", 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("application/json; charset=latin-1", b"{}", 415),
        ("application/json", b"{", 400),
        ("application/json", b'{"kind": NaN}', 400),
        ("application/json", b'{"kind": "", "kind": ""}', 400),
        ("application/json", b'{"title": {"en": "\\u0000"}}', 400),
        ("application/json", b'{"title": {"en": "\\ud800"}}', 400),
        ("application/json", b'{"budget": ' + b"9" * 5000 + b"}", 400),
        ("application/json", b"[" * 10_000 + b"]" * 10_000, 400),
        ("application/json", b" " * (1024 * 1024 + 1), 413),
        ("application/json", b"\xff", 400),
    ],
)
def test_what_is_no_json_is_refused(program, content_type, body, status):
    answer = Client().generic(
        "POST", LIST, body, content_type=content_type, headers=program._headers
    )

    problem(answer, status)
    assert not Action.objects.exists()
