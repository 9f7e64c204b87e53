"""Planning and carrying out: all or nothing, as often as one likes, words kept."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.actions import operations
from accord.actions.facts import facts_by_action, facts_of
from accord.actions.iati import importing, planning
from accord.actions.iati.importing import Origin
from accord.actions.models import Action, ExternalIdentifier
from accord.actions.tests.factories import TODAY, complete
from accord.actions.tests.iati_files import (
    BROKEN,
    CONTRACTS,
    ROADS,
    WORKSHOPS,
    changed,
    many,
    number,
    opened,
    published,
)
from accord.base import history
from accord.base.actor import Actor
from accord.base.models import Entry
from accord.base.multilingual import Multilingual
from accord.partners.tests.factories import make_mandate, make_partner
from tally.iati import FileRefused

pytestmark = pytest.mark.usefixtures("vocabulary")
ORIGIN = Origin("workshops.xml", "0" * 64)
EDITED = changed("Safe roads to work", "Safer roads to work")


def carry_out(content, lead, *, by=None, on=TODAY):
    return importing.carry_out(
        opened(content), lead, ORIGIN, by=by or Actor.anonymous(), on=on
    )


def numbers(report):
    told = report.to_json()
    return told["new"], told["changed"], told["unchanged"], len(told["refused"])


def imported(value):
    return ExternalIdentifier.objects.get(scheme="iati", value=value).action


def revise(action, **changes):
    return operations.revise(
        action, changes, by=Actor.anonymous(), on=TODAY, version=action.version
    )


def test_activities_become_drafts_of_the_partner(union):
    report = carry_out(WORKSHOPS, union)

    draft = imported(CONTRACTS)
    assert numbers(report) == (2, 0, 0, 0)
    assert draft.lead == union
    assert draft.published_on is None
    assert str(draft.title.original) == "Des contrats écrits dans les ateliers"
    assert draft.sort_title == "des contrats ecrits dans les ateliers"
    assert [each.iso3 for each in draft.countries.order_by("iso3")] == ["MLI", "SEN"]
    assert [each.code for each in draft.targets.all()] == ["8.5"]
    assert [each.code for each in draft.groups.all()] == ["women"]


def test_what_a_preview_says_is_what_happens(union):
    number(make_partner("League of Bakers"), "XX-BAK-1")
    planned = [
        each
        for batch in planning.Plan(opened(WORKSHOPS), union, on=TODAY)
        for each in batch
    ]

    before = importing.preview(opened(WORKSHOPS), union, on=TODAY).to_json()
    after = carry_out(WORKSHOPS, union).to_json()

    assert before == after
    for each in planned:
        told = facts_of(imported(each.where.identifier))
        assert {fact: told[fact] for fact in each.mapped} == each.mapped


def test_many_facts_in_few_queries_are_the_facts_of_each(union):
    carry_out(WORKSHOPS, union)
    actions = list(Action.objects.all())

    together = facts_by_action(actions)

    assert together == {each.pk: facts_of(each) for each in actions}


def test_a_preview_writes_nothing(union):
    entries = Entry.objects.count()

    importing.preview(opened(WORKSHOPS), union, on=TODAY)

    assert not Action.objects.exists()
    assert Entry.objects.count() == entries


def test_importing_twice_changes_nothing(union):
    carry_out(WORKSHOPS, union)
    entries = Entry.objects.count()
    versions = list(Action.objects.values_list("reference", "version"))

    report = carry_out(WORKSHOPS, union)

    assert numbers(report) == (0, 0, 2, 0)
    assert Entry.objects.count() == entries
    assert list(Action.objects.values_list("reference", "version")) == versions


def test_history_says_who_imported_which_file(union):
    editor = make_mandate(union)

    carry_out(WORKSHOPS, union, by=Actor(editor.person, union, editor))

    entry = history.entries_of(imported(CONTRACTS)).get()
    assert (entry.verb, entry.partner) == ("imported", union.reference)
    assert entry.mandate == editor.reference
    assert entry.after["source"]["file"] == "workshops.xml"
    assert entry.after["source"]["sha256"] == ORIGIN.sha256
    assert len(entry.after["source"]["digest"]) == 64
    assert history.seal() > 0
    assert history.verify().broken is None


def test_an_activity_that_changed_changes_its_draft_and_no_other(union):
    carry_out(WORKSHOPS, union)

    report = carry_out(EDITED, union)

    draft = imported(ROADS)
    assert numbers(report) == (0, 1, 1, 0)
    assert draft.title.original == "Safer roads to work"
    assert draft.version == 2
    entry = history.entries_of(draft).first()
    assert entry.before["title"]["texts"]["en"]["text"] == "Safe roads to work"
    assert numbers(carry_out(EDITED, union)) == (0, 0, 2, 0)


def test_what_people_wrote_is_kept_and_told(union):
    carry_out(WORKSHOPS, union)
    revise(imported(ROADS), title=Multilingual.of("en", "Our roads"))

    report = carry_out(EDITED, union)

    assert imported(ROADS).title.original == "Our roads"
    assert any("kept" in str(each) and "Title" in str(each) for each in report.warnings)
    assert numbers(carry_out(EDITED, union)) == (0, 0, 2, 0)


def test_facts_that_nobody_touched_follow_the_file(union):
    carry_out(WORKSHOPS, union)
    revise(imported(ROADS), title=Multilingual.of("en", "Our roads"))

    carry_out(changed("2026-05-01", "2026-09-01"), union)

    draft = imported(ROADS)
    assert draft.title.original == "Our roads"
    assert draft.starts_on == date(2026, 9, 1)


def test_a_translation_somebody_added_survives(union):
    carry_out(WORKSHOPS, union)
    title = imported(ROADS).title.with_text("es", "Caminos seguros")
    revise(imported(ROADS), title=title)

    carry_out(EDITED, union)

    title = imported(ROADS).title
    assert title.original == "Safer roads to work"
    assert title.in_language("es").state == "stale"


def test_dates_that_would_cross_those_people_wrote_are_not_taken(union):
    carry_out(WORKSHOPS, union)
    revise(imported(CONTRACTS), starts_on=date(2026, 6, 1))
    content = changed('"3" iso-date="2027-12-31"', '"3" iso-date="2025-12-31"')

    report = carry_out(content, union)

    assert imported(CONTRACTS).ends_on == date(2027, 12, 31)
    assert any("do not fit those of the draft" in str(each) for each in report.warnings)


def test_a_published_action_stays_and_the_difference_is_told(union):
    carry_out(WORKSHOPS, union)
    operations.publish(complete(imported(ROADS)), by=Actor.anonymous(), on=TODAY)

    report = carry_out(EDITED, union)

    assert imported(ROADS).title.original == "Safe roads to work"
    assert numbers(report) == (0, 1, 1, 0)
    assert any("is published" in str(each) for each in report.warnings)


def test_a_withdrawn_action_is_not_revived(union):
    carry_out(WORKSHOPS, union)
    action = operations.publish(
        complete(imported(ROADS)), by=Actor.anonymous(), on=TODAY
    )
    operations.withdraw(
        action, Multilingual.of("en", "No money."), by=Actor.anonymous(), on=TODAY
    )

    report = carry_out(EDITED, union)

    assert numbers(report) == (0, 0, 1, 1)
    assert "was withdrawn" in str(report.refused[0])


def test_an_activity_of_another_partner_is_refused_without_telling_of_drafts(union):
    others = make_partner("League of Bakers")
    carry_out(WORKSHOPS, others)
    operations.publish(complete(imported(ROADS)), by=Actor.anonymous(), on=TODAY)

    report = carry_out(WORKSHOPS, union)

    assert numbers(report) == (0, 0, 0, 2)
    draft, public = (str(each) for each in report.refused)
    assert draft == public
    assert "the secretariat can settle it" in draft
    assert set(Action.objects.values_list("lead", flat=True)) == {others.pk}


def test_a_number_given_by_hand_links_the_action_and_keeps_its_words(union):
    title = Multilingual.of("en", "Our own title")
    operations.begin(
        union,
        {"title": title, "external_identifiers": [("iati", ROADS)]},
        by=Actor.anonymous(),
        on=TODAY,
    )

    report = carry_out(WORKSHOPS, union)

    action = imported(ROADS)
    assert numbers(report) == (1, 1, 0, 0)
    assert action.title.original == "Our own title"
    assert action.summary.original == "Two corridors, one of them urban and busy."


@pytest.mark.parametrize("how", list(BROKEN))
def test_a_broken_file_is_refused_in_one_sentence_and_leaves_nothing(union, how):
    content, word = BROKEN[how]
    entries = Entry.objects.count()

    with pytest.raises(FileRefused) as refusal:
        carry_out(content, union)

    sentence = str(refusal.value)
    assert word in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert not Action.objects.exists()
    assert Entry.objects.count() == entries


def test_an_activity_without_a_number_is_refused_and_the_others_read(union):
    content = changed(f"<iati-identifier>{ROADS}</iati-identifier>", "")

    report = carry_out(content, union)

    assert numbers(report) == (1, 0, 0, 1)
    assert "no iati-identifier" in str(report.refused[0])


def test_an_overlong_number_is_refused(union):
    report = carry_out(changed(ROADS, "X-" + "9" * 200), union)

    assert numbers(report) == (1, 0, 0, 1)


def test_a_number_that_stands_twice_is_read_once(union):
    report = carry_out(changed(ROADS, CONTRACTS), union)

    assert numbers(report) == (1, 0, 0, 1)


@pytest.mark.parametrize("name", ["nl-minbuza-activities-2.03", "actionaid-power-2.03"])
def test_the_numbers_of_a_published_file_are_those_in_it(union, name):
    path = published(name)
    root = ET.parse(path).getroot()  # noqa: S314 - a known file
    activities = root.findall("iati-activity")

    with path.open("rb") as source:
        report = importing.preview(source, union, on=TODAY).to_json()
    with path.open("rb") as source:
        importing.carry_out(source, union, ORIGIN, by=Actor.anonymous(), on=TODAY)
    with path.open("rb") as source:
        again = importing.carry_out(
            source, union, ORIGIN, by=Actor.anonymous(), on=TODAY
        )

    assert report["read"] == report["new"] == len(activities)
    assert report["counts"] == {
        name: sum(len(each.findall(element)) for each in activities)
        for name, element in (
            ("dates", "activity-date"),
            ("countries", "recipient-country"),
            ("budgets", "budget"),
            ("participating_organisations", "participating-org"),
        )
    }
    assert Action.objects.count() == len(activities)
    assert numbers(again) == (0, 0, len(activities), 0)


def test_queries_depend_on_batches_and_not_on_activities(union, monkeypatch):
    def queries(count):
        with CaptureQueriesContext(connection) as asked:
            carry_out(many(count).replace(b"CONTRATS", f"C{count}".encode()), union)
        return len(asked)

    # The year's first reference makes its counter.
    queries(3)
    few, more = queries(5), queries(50)
    monkeypatch.setattr(planning, "BATCH", 10)
    batched = queries(51)

    assert few == more
    assert batched <= 6 * few


def test_queries_of_changes_depend_on_batches_too(union):
    def queries(count):
        content = many(count).replace(b"CONTRATS", f"D{count}".encode())
        carry_out(content, union)
        with CaptureQueriesContext(connection) as asked:
            report = carry_out(content.replace(b"2025-02-03", b"2025-02-04"), union)
        assert numbers(report) == (0, count, 0, 0)
        return len(asked)

    assert queries(5) == queries(50)
