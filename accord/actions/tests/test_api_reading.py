"""Actions in the API, as everyone reads them."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accord.actions import operations
from accord.actions.models import Action
from accord.actions.projection import project
from accord.actions.tests.factories import (
    actor_of,
    complete,
    make_action,
    make_draft,
)
from accord.atlas.models import Country
from accord.base import history
from accord.base.multilingual import Multilingual
from accord.partners.models import Role
from accord.partners.tests.factories import make_mandate

LIST = "/api/v1/actions"


def ask(address: str = LIST, **headers: str):
    return Client().get(address, headers=headers)


def walk(address: str) -> list[dict]:
    """Return the items of every page."""
    found = []
    while address:
        told = ask(address).json()
        found += told["items"]
        address = told["next"]
    return found


def test_the_list_is_the_projection_of_what_is_published(vocabulary, draft):
    actions = [make_action(published_on=date(2026, 1, day)) for day in (3, 2, 5)]

    answer = ask()

    actions.sort(key=lambda each: each.published_on, reverse=True)
    assert answer.status_code == 200
    assert answer.json()["items"] == project(actions, on=timezone.localdate())
    assert answer.json()["next"] is None


def test_the_record_is_the_projection(vocabulary):
    action = make_action()

    answer = ask(f"{LIST}/{action.reference}")

    assert [answer.json()] == project([action], on=timezone.localdate())


def test_filters_are_those_of_the_page(vocabulary):
    here = make_action(countries=Country.objects.filter(iso3="SEN"))
    make_action(countries=Country.objects.filter(iso3="MLI"))

    told = ask(f"{LIST}?country=SEN&kind=initiative").json()["items"]

    assert [each["reference"] for each in told] == [here.reference]


@pytest.mark.parametrize("sort", ["newest", "title"])
def test_pages_neither_repeat_nor_lose_a_record_while_others_come(vocabulary, sort):
    for number in range(7):
        make_action(title=f"Action {number % 3}", published_on=date(2026, 1, 2))
    before = {each.reference for each in Action.objects.all()}
    first = ask(f"{LIST}?limit=3&sort={sort}").json()
    make_action(title="Action 0", published_on=date(2026, 1, 9))

    told = first["items"] + walk(first["next"])

    references = [each["reference"] for each in told]
    assert len(references) == len(set(references))
    assert before <= set(references)


def test_the_link_header_leads_on(vocabulary):
    for _number in range(2):
        make_action()

    answer = ask(f"{LIST}?limit=1")

    assert answer.headers["Link"] == f'<{answer.json()["next"]}>; rel="next"'


@pytest.mark.parametrize("change", ["country=SEN&cursor={}", "cursor={}x", "cursor=a"])
def test_a_cursor_that_was_changed_or_moved_is_refused(vocabulary, change):
    for _number in range(2):
        make_action()
    following = ask(f"{LIST}?limit=1").json()["next"]
    cursor = following.rpartition("cursor=")[2]

    answer = ask(f"{LIST}?{change.format(cursor)}")

    assert answer.status_code == 404
    assert answer.json()["type"].endswith("#bad-cursor")


def test_only_the_members_asked_for_are_told(vocabulary):
    action = make_action()

    [told] = ask(f"{LIST}?fields=title,reference").json()["items"]

    assert told == {
        "title": {"en": action.title.original},
        "reference": action.reference,
    }


def test_unknown_members_and_parameters_are_refused(vocabulary):
    make_action()

    unknown = [ask(f"{LIST}?fields=email"), ask(f"{LIST}?contry=SEN")]

    assert [each.status_code for each in unknown] == [422, 400]
    assert unknown[1].json()["errors"][0]["parameter"] == "contry"


def test_who_has_it_already_gets_nothing_again(vocabulary):
    action = make_action()
    for address in (LIST, f"{LIST}/{action.reference}"):
        tag = ask(address).headers["ETag"]

        again = ask(address, if_none_match=f'"other", W/{tag}')

        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag
        assert "Last-Modified" in again.headers


def test_a_tag_changes_with_the_record(vocabulary, editor):
    action = make_action(editor.partner)
    address = f"{LIST}/{action.reference}"
    tag = ask(address).headers["ETag"]
    reason = Multilingual.of("en", "No funds.")
    operations.withdraw(action, reason, by=actor_of(editor), on=date(2026, 6, 1))

    assert ask(address, if_none_match=tag).status_code == 200


def test_many_need_as_few_queries_as_few(vocabulary):
    for _number in range(50):
        make_action(countries=Country.objects.all())
    asked = []
    for limit in (10, 50):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(f"{LIST}?limit={limit}")
        assert len(answer.json()["items"]) == limit
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 13


def test_a_draft_cannot_be_told_from_nothing(draft):
    there, nowhere = f"{LIST}/{draft.reference}", f"{LIST}/ACT-2025-9999"
    for headers in (
        {},
        {"if_none_match": "*"},
        {"if_none_match": '"5d41402abc4b2a76b9719d911017c592"'},
        {"if_match": "*"},
        {"if_modified_since": "Sat, 29 Oct 1994 19:43:31 GMT"},
    ):
        answers = [ask(each, **headers) for each in (there, nowhere)]

        assert [each.status_code for each in answers] == [404, 404]
        bodies = [
            each.content.replace(address[-13:].encode(), b"")
            for each, address in zip(answers, (there, nowhere), strict=True)
        ]
        assert bodies[0] == bodies[1]
        assert {*answers[0].headers} == {*answers[1].headers}


def test_drafts_stay_out_of_lists_changes_and_counts(draft):
    history.seal()
    for query in ("", "?updated_since=1970-01-01T00:00:00Z", f"?q={draft.reference}"):
        assert ask(f"{LIST}{query}").json()["items"] == []


def test_a_mirror_hears_of_every_public_change(union):
    by = actor_of(make_mandate(union, Role.FOCAL_POINT))
    on = date(2026, 6, 1)
    facts = {
        "kind": "initiative",
        "title": Multilingual.of("en", "Nets"),
        "summary": Multilingual.of("en", "We mend nets."),
        "countries": ["SEN"],
        "areas": ["1"],
        "starts_on": on,
    }
    action = operations.begin(union, facts, by=by, on=on)
    operations.begin(union, facts, by=by, on=on)
    operations.publish(action, by=by, on=on)
    history.seal()
    until = ask().json()["until"]
    assert walk(f"{LIST}?updated_since={until}") == []

    action = operations.revise(action, {"countries": ["MLI"]}, by=by, on=on, version=1)
    [revised] = walk(f"{LIST}?updated_since={until}")
    [moved] = walk(f"{LIST}?country=SEN&updated_since={until}")
    reason = Multilingual.of("en", "No funds.")
    operations.withdraw(action, reason, by=by, on=on)
    [withdrawn] = walk(f"{LIST}?updated_since={until}")

    assert revised["countries"] == ["MLI"]
    assert moved == {
        "reference": action.reference,
        "deleted": True,
        "id": revised["id"],
    }
    assert withdrawn["stage"] == "withdrawn"


def test_an_old_moment_is_told_everything_by_pages(union):
    by = actor_of(make_mandate(union, Role.FOCAL_POINT))
    for _number in range(5):
        draft = complete(make_draft(union))
        operations.publish(draft, by=by, on=date(2026, 6, 1))

    told = walk(f"{LIST}?updated_since=2020-01-01T00:00:00Z&limit=2")

    assert len({each["reference"] for each in told}) == len(told) == 5


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_other_methods_are_refused(vocabulary, method):
    address = f"{LIST}/ACT-2026-0001/nothing" if method == "post" else "/api/v1/areas"

    answer = getattr(Client(), method)(address)

    assert answer.status_code in {404, 405}
    assert answer.headers["Content-Type"] == "application/problem+json"
