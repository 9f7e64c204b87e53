"""What each verb does to an action, and what it refuses."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.actions import access, facts, operations
from accord.actions.models import Action, ExternalIdentifier
from accord.actions.signals import action_published, action_withdrawn
from accord.actions.tests.factories import (
    TODAY,
    actor_of,
    complete,
    make_action,
    make_draft,
)
from accord.base import history
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.base.tests.instants import after_whom
from accord.partners.tests.factories import make_mandate, make_partner

EVERYTHING = {
    "kind": "commitment",
    "title": Multilingual.of("fr", "Des contrats écrits", en="Written contracts"),
    "summary": Multilingual.of("fr", "Nous écrivons des contrats."),
    "countries": ["MLI", "SEN"],
    "areas": ["1"],
    "challenges": ["1"],
    "targets": ["8.3", "8.5"],
    "groups": ["women"],
    "starts_on": date(2026, 1, 1),
    "ends_on": date(2026, 12, 31),
    "budget": Decimal("1250.50"),
    "currency": "XOF",
    "external_identifiers": [("iati", "XM-1-2")],
}


def test_a_draft_begins_with_whatever_is_known(editor):
    action = operations.begin(
        editor.partner, {"kind": "initiative"}, by=actor_of(editor), on=TODAY
    )

    assert action.reference == "ACT-2026-0001"
    assert (action.kind, action.lead, action.version) == (
        "initiative",
        editor.partner,
        1,
    )
    entry = history.entries_of(action).get()
    assert (entry.verb, entry.partner) == ("begun", editor.partner.reference)
    assert entry.mandate == editor.reference


def test_everything_that_is_saved_is_told_again(editor):
    action = operations.begin(editor.partner, by=actor_of(editor), on=TODAY)
    other = make_partner("League of Bakers")
    changes = EVERYTHING | {"partners": [(other.reference, "bakes")]}

    saved = operations.revise(action, changes, by=actor_of(editor), on=TODAY, version=1)

    assert facts.facts_of(saved) == facts.plain(changes)
    assert saved.version == 2
    assert saved.sort_title == "des contrats ecrits"


def test_saving_what_already_stands_changes_nothing(editor, draft):
    before = facts.facts_of(draft)

    same = operations.revise(
        draft,
        {"kind": draft.kind, "title": draft.title},
        by=actor_of(editor),
        on=TODAY,
        version=1,
    )

    assert same.version == 1
    assert facts.facts_of(same) == before
    assert not history.entries_of(draft).exists()


def test_an_unknown_fact_or_code_is_named(editor, draft):
    with pytest.raises(ValueError, match="An action has no colour"):
        operations.revise(
            draft, {"colour": "red"}, by=actor_of(editor), on=TODAY, version=1
        )
    with pytest.raises(ValueError, match="XYZ"):
        operations.revise(
            draft, {"countries": ["XYZ"]}, by=actor_of(editor), on=TODAY, version=1
        )


def test_publishing_names_everything_that_is_missing(editor):
    action = operations.begin(editor.partner, by=actor_of(editor), on=TODAY)

    with pytest.raises(operations.NotReady) as refusal:
        operations.publish(action, by=actor_of(editor), on=TODAY)

    assert [each.fact for each in refusal.value.missing] == list(facts.REQUIRED)
    action.refresh_from_db()
    assert action.published_on is None


def test_a_translation_alone_is_not_a_title(editor, draft):
    draft.title = Multilingual("fr").with_text("en", "Contracts")
    draft.save()

    with pytest.raises(operations.NotReady) as refusal:
        operations.publish(draft, by=actor_of(editor), on=TODAY)

    assert [each.fact for each in refusal.value.missing] == ["title"]


def test_publishing_twice_changes_nothing(
    editor, draft, django_capture_on_commit_callbacks
):
    told = []

    def listen(sender, action, by, **more):
        told.append(action.reference)

    action_published.connect(listen)

    with django_capture_on_commit_callbacks(execute=True):
        operations.publish(draft, by=actor_of(editor), on=TODAY)
        again = operations.publish(draft, by=actor_of(editor), on=date(2026, 7, 1))

    assert again.published_on == TODAY
    assert told == [draft.reference]
    assert [each.verb for each in history.entries_of(draft)] == ["published"]


def test_a_former_partner_publishes_nothing(editor, draft):
    draft.lead.left_on = TODAY
    draft.lead.save()

    with pytest.raises(operations.NotPossible):
        operations.publish(draft, by=actor_of(editor), on=TODAY)


def test_a_public_action_cannot_lose_what_readers_need(editor, draft):
    public = operations.publish(draft, by=actor_of(editor), on=TODAY)

    with pytest.raises(operations.NotReady):
        operations.revise(
            public, {"countries": []}, by=actor_of(editor), on=TODAY, version=1
        )

    public.refresh_from_db()
    assert public.version == 1
    assert public.countries.count() == 1


def test_each_change_of_a_public_action_is_in_its_history(editor, draft):
    public = operations.publish(draft, by=actor_of(editor), on=TODAY)

    operations.revise(
        public, {"countries": ["MLI"]}, by=actor_of(editor), on=TODAY, version=1
    )

    entry = history.entries_of(public).first()
    assert entry.verb == "revised"
    assert (entry.before["countries"], entry.after["countries"]) == (["SEN"], ["MLI"])
    assert "title" not in entry.before


def test_withdrawing_needs_a_reason_and_happens_once(
    editor, draft, django_capture_on_commit_callbacks
):
    public = operations.publish(draft, by=actor_of(editor), on=TODAY)
    told = []

    def listen(sender, action, by, **more):
        told.append(action.reference)

    action_withdrawn.connect(listen)
    reason = Multilingual.of("en", "The law came first.")

    with pytest.raises(operations.NotReady):
        operations.withdraw(public, Multilingual(), by=actor_of(editor), on=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        operations.withdraw(public, reason, by=actor_of(editor), on=TODAY)
        operations.withdraw(public, reason, by=actor_of(editor), on=TODAY)

    assert told == [public.reference]
    with pytest.raises(operations.NotPossible):
        operations.revise(
            public, {"areas": ["2"]}, by=actor_of(editor), on=TODAY, version=1
        )


def test_a_draft_cannot_be_withdrawn(editor, draft):
    with pytest.raises(operations.NotPossible):
        operations.withdraw(
            draft, Multilingual.of("en", "No"), by=actor_of(editor), on=TODAY
        )


def test_two_people_changing_one_fact_both_keep_their_words(editor, draft):
    by = actor_of(editor)
    operations.revise(
        draft, {"title": Multilingual.of("en", "Hers")}, by=by, on=TODAY, version=1
    )

    with pytest.raises(operations.Conflict) as conflict:
        operations.revise(
            draft, {"title": Multilingual.of("en", "His")}, by=by, on=TODAY, version=1
        )

    assert list(conflict.value.entries) == ["title"]
    assert conflict.value.action.title.original == "Hers"
    assert conflict.value.entries["title"].personal.values["by"] == str(by.person)


def test_a_version_that_is_not_there_yet_passes_nothing(editor, draft):
    by = actor_of(editor)
    operations.revise(
        draft, {"title": Multilingual.of("en", "Hers")}, by=by, on=TODAY, version=1
    )

    with pytest.raises(operations.Conflict) as conflict:
        operations.revise(
            draft, {"title": Multilingual.of("en", "His")}, by=by, on=TODAY, version=99
        )

    assert list(conflict.value.entries) == ["title"]
    assert Action.objects.get(pk=draft.pk).title.original == "Hers"


def test_two_people_changing_different_facts_pass_each_other(editor, draft):
    by = actor_of(editor)
    operations.revise(draft, {"countries": ["MLI"]}, by=by, on=TODAY, version=1)

    saved = operations.revise(draft, {"areas": ["2"]}, by=by, on=TODAY, version=1)

    assert facts.facts_of(saved)["countries"] == ["MLI"]
    assert facts.facts_of(saved)["areas"] == ["2"]
    assert saved.version == 3


def test_a_translation_passes_a_change_of_another_translation(editor, draft):
    by = actor_of(editor)
    french = draft.title.with_text("fr", "Contrats")
    current = operations.revise(draft, {"title": french}, by=by, on=TODAY, version=1)

    saved = operations.revise(
        draft,
        {"title": current.title.with_text("es", "Contratos")},
        by=by,
        on=TODAY,
        version=1,
    )

    assert saved.title.languages == ["en", "es", "fr"]


@pytest.fixture
def stage(editor):
    """Give hypothesis, which runs one test many times, a draft it can spoil."""
    return editor


SUBSETS = st.lists(
    st.sets(st.sampled_from(sorted(EVERYTHING)), min_size=1), min_size=1, max_size=4
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(subsets=SUBSETS)
def test_any_subset_is_saved_and_nothing_else_is_lost(stage, subsets):
    draft = make_draft(stage.partner)
    told = facts.facts_of(draft)
    for subset in subsets:
        # A budget and its currency are one answer.
        chosen = subset | ({"budget", "currency"} if subset & {"budget"} else set())
        changes = {fact: EVERYTHING[fact] for fact in chosen}
        current = Action.objects.get(pk=draft.pk)

        saved = operations.revise(
            current, changes, by=actor_of(stage), on=TODAY, version=current.version
        )

        told |= facts.plain(changes)
        assert facts.facts_of(saved) == told
    # The next example may want its outside number.
    draft.delete()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    orders=st.lists(
        st.tuples(st.sampled_from(["title", "summary"]), st.integers(0, 3)), max_size=5
    )
)
def test_no_word_is_lost_in_any_interleaving(stage, orders):
    """Every text a person saved stands, stood (history) or was refused to them."""
    action = complete(make_action(stage.partner))
    by, written = actor_of(stage), set()
    for number, (fact, behind) in enumerate(orders):
        current = Action.objects.get(pk=action.pk)
        words = f"Words number {number}"
        try:
            operations.revise(
                current,
                {fact: Multilingual.of("en", words)},
                by=by,
                on=TODAY,
                version=max(1, current.version - behind),
            )
        except operations.Conflict:
            continue
        written.add(words)

    recorded = {
        entry.after[fact]["texts"]["en"]["text"]
        for entry in history.entries_of(action)
        for fact in ("title", "summary")
        if fact in entry.after
    }
    assert written == recorded


def test_a_mandate_of_another_partner_signs_nothing_here(draft):
    other = make_mandate(make_partner("League of Bakers"))

    assert not access.may_edit(actor_of(other), draft, TODAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_claim_a_number_at_the_same_instant_one_is_told():
    union = make_partner("Union of Fishers")
    numbers = {"external_identifiers": [("doi", "10.1000/182")]}
    first, second = make_draft(union), make_draft(union)

    def claim(draft):
        operations.revise(draft, numbers, by=Actor.anonymous(), on=TODAY, version=1)

    with pytest.raises(ValidationError, match="This number is taken"):
        after_whom(lambda: claim(first), lambda: claim(second))

    assert ExternalIdentifier.objects.get().action == first
    assert Action.objects.get(pk=second.pk).version == 1
