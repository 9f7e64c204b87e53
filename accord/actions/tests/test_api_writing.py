"""Actions in the API, as a partner's program writes them."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from accord.actions.models import Action
from accord.actions.tests.factories import make_draft
from accord.actions.tests.programs import LIST, pointers, problem
from accord.base import history
from accord.partners.models import Partner
from accord.partners.tests.factories import make_partner


def test_a_draft_may_lack_anything(program):
    assert program("POST", body={}).status_code == 201


def test_texts_are_merged_by_language_and_lists_replaced(program, draft):
    address = f"{LIST}/{draft.reference}"

    answer = program(
        "PATCH",
        address,
        {"title": {"fr": "Contrats"}, "countries": [], "budget": None},
        if_match=program.tag(draft),
    )

    told = answer.json()
    assert answer.status_code == 200
    assert list(told["title"]) == ["en", "fr"]
    assert (told["countries"], told["areas"]) == ([], ["1"])
    answer = program(
        "PATCH",
        address,
        {"title": {"fr": None}},
        if_match=answer.headers["ETag"],
    )
    assert list(answer.json()["title"]) == ["en"]


def test_a_draft_is_published_and_withdrawn(
    program, draft, django_capture_on_commit_callbacks
):
    address = f"{LIST}/{draft.reference}"

    published = program("POST", f"{address}/publish", if_match=program.tag(draft))
    withdrawn = program(
        "POST",
        f"{address}/withdraw",
        {"reason": {"fr": "Plus de fonds.", "en": "No funds."}},
        if_match=published.headers["ETag"],
    )

    assert published.json()["published_on"] == timezone.localdate().isoformat()
    assert list(withdrawn.json()["withdrawal_reason"]) == ["fr", "en"]
    verbs = [each.verb for each in history.entries_of(draft)]
    assert verbs == ["withdrawn", "published"]


def test_what_readers_need_is_named(program):
    reference = program("POST", body={"kind": "initiative"}).json()["reference"]
    action = Action.objects.get(reference=reference)

    told = problem(
        program("POST", f"{LIST}/{reference}/publish", if_match=program.tag(action)),
        409,
        "does-not-fit",
    )

    assert pointers(told) == [
        "/title",
        "/summary",
        "/countries",
        "/areas",
        "/starts_on",
    ]


def test_who_has_not_seen_it_is_asked_to(program, draft):
    address = f"{LIST}/{draft.reference}"
    for headers in ({}, {"if_match": "*"}, {"if_match": ""}):
        answer = program("PATCH", address, {"kind": "initiative"}, **headers)
        problem(answer, 428, "precondition-required")


@pytest.mark.parametrize("tag", ["000", "W/", '"', f'"{"x" * 200}"', '"a" "b"'])
def test_what_is_no_tag_is_refused(program, draft, tag):
    answer = program("PATCH", f"{LIST}/{draft.reference}", {}, if_match=tag)

    problem(answer, 400, "bad-request")


@pytest.mark.parametrize("reason", [{}, {"en": ""}, {"en": " "}, None, {"x": "y"}])
def test_an_action_is_not_withdrawn_without_a_reason(program, draft, reason):
    address = f"{LIST}/{draft.reference}"
    published = program("POST", f"{address}/publish", if_match=program.tag(draft))

    answer = program(
        "POST",
        f"{address}/withdraw",
        {"reason": reason},
        if_match=published.headers["ETag"],
    )

    assert answer.status_code in {409, 422}
    draft.refresh_from_db()
    assert draft.withdrawn_on is None


def test_who_has_seen_another_is_shown_both_texts(program, draft):
    address = f"{LIST}/{draft.reference}"
    seen = program.tag(draft)
    program("PATCH", address, {"title": {"en": "Theirs"}}, if_match=seen)

    told = problem(
        program("PATCH", address, {"title": {"en": "Mine"}}, if_match=seen),
        412,
        "stale",
    )

    assert told["yours"] == {"title": {"en": "Mine"}}
    assert told["theirs"]["title"] == {"en": "Theirs"}
    assert told["etag"] == program.tag(draft)
    again = program(
        "PATCH", address, {"title": {"en": "Mine"}}, if_match=f"W/{told['etag']}"
    )
    assert again.json()["title"] == {"en": "Mine"}


def test_publishing_needs_the_text_that_was_seen(program, draft):
    address = f"{LIST}/{draft.reference}"
    seen = program.tag(draft)
    program("PATCH", address, {"title": {"en": "Other"}}, if_match=seen)

    problem(program("POST", f"{address}/publish", if_match=seen), 412, "stale")

    draft.refresh_from_db()
    assert draft.published_on is None


def test_own_drafts_are_listed_and_nobody_elses(program, draft, vocabulary):
    theirs = make_draft(make_partner())

    told = program("GET", "/api/v1/drafts").json()["items"]

    assert [each["reference"] for each in told] == [draft.reference]
    assert program("GET", f"{LIST}/{draft.reference}").status_code == 200
    assert program("GET", f"{LIST}/{theirs.reference}").status_code == 404


def test_a_key_changes_nothing_in_public_lists(program, draft):
    lists = [LIST, f"{LIST}?updated_since=1970-01-01T00:00:00Z", f"{LIST}?q=Written"]

    for each in lists:
        assert program("GET", each).json()["items"] == []


def test_what_a_key_reads_is_kept_by_nobody(program, draft):
    for address in (f"{LIST}/{draft.reference}", "/api/v1/drafts", LIST):
        answer = program("GET", address)
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert "Authorization" in answer.headers["Vary"]


def test_without_a_key_nothing_is_written(draft):
    address = f"{LIST}/{draft.reference}"
    for method, path in (
        ("POST", LIST),
        ("PATCH", address),
        ("POST", f"{address}/publish"),
        ("POST", f"{address}/withdraw"),
        ("GET", "/api/v1/drafts"),
    ):
        answer = Client().generic(method, path, b"{", content_type="text/plain")
        problem(answer, 401, "no-key")


def test_a_withdrawn_action_stays_as_it_is(program, draft):
    address = f"{LIST}/{draft.reference}"
    tag = program("POST", f"{address}/publish", if_match=program.tag(draft)).headers
    told = program(
        "POST", f"{address}/withdraw", {"reason": {"en": "x"}}, if_match=tag["ETag"]
    )

    answer = program(
        "PATCH", address, {"kind": "initiative"}, if_match=told.headers["ETag"]
    )

    problem(answer, 409, "conflict")


def test_a_draft_cannot_be_withdrawn(program, draft):
    answer = program(
        "POST",
        f"{LIST}/{draft.reference}/withdraw",
        {"reason": {"en": "x"}},
        if_match=program.tag(draft),
    )

    problem(answer, 409, "conflict")


def test_a_partner_that_has_left_begins_and_publishes_nothing(program, draft, union):
    seen = program.tag(draft)
    Partner.objects.filter(pk=union.pk).update(left_on=date(2025, 1, 1))

    # Its keys have ended with its mandates.
    problem(program("POST", body={}), 401, "no-key")
    answer = program("POST", f"{LIST}/{draft.reference}/publish", if_match=seen)
    problem(answer, 401, "no-key")
