"""Drafts, publication, staleness, and two people at one text."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accord.accounts.tests.factories import make_person
from accord.base import history
from accord.base.actor import Actor
from accord.base.tests.instants import after_whom
from accord.texts import operations
from accord.texts.models import Text, Version
from accord.texts.signals import text_published
from accord.texts.tests.factories import (
    LONG_AGO,
    make_public,
    make_text,
    publish,
    write,
)

pytestmark = pytest.mark.django_db
NOBODY = Actor.anonymous()
LATER = date(2024, 3, 1)


def verbs_of(text):
    return [each.verb for each in history.entries_of(text)]


def anchors_of(version):
    return [each.anchor for each in version.paragraphs.all()]


def test_a_text_is_begun_with_a_reference_and_no_words():
    text = make_text("about")

    assert text.reference == "TXT-2024-0001"
    assert text.in_language("en") is None
    assert verbs_of(text) == ["begun"]


def test_what_is_written_is_sanitised_before_it_is_kept():
    draft = write(make_text(), body="<p onclick=x()>Hello<script>x()</script></p>")

    (paragraph,) = draft.paragraphs.all()
    assert (paragraph.html, paragraph.plain) == ("<p>Hello</p>", "Hello")


def test_headings_stand_in_the_order_but_have_no_number():
    draft = write(make_text(), body="<h2>A</h2><p>b</p><h3>C</h3><p>d</p>")

    assert [each.number for each in draft.paragraphs.all()] == [None, 1, None, 2]


def test_saving_again_rewrites_the_draft_and_leaves_one_entry_each():
    text = make_text()
    first = write(text, body="One.")

    second = write(text, body="Two.")

    assert (second.pk, second.number) == (first.pk, 1)
    assert text.versions.count() == 1
    assert verbs_of(text) == ["saved", "saved", "begun"]


def test_saving_what_stands_changes_nothing():
    text = make_text()
    first = write(text)

    again = write(text)

    assert again.revision == first.revision
    assert verbs_of(text) == ["saved", "begun"]


def test_history_holds_the_paragraphs_that_changed_and_no_others():
    text = make_text()
    write(text, body="One.\n\nTwo words.\n\nThree.")
    write(text, body="One.\n\nTwo other words.\n\nThree.")

    entry = history.entries_of(text).first()
    where = {"language": "en", "version": 1}
    assert entry.before == {"p2": "<p>Two words.</p>"}
    assert entry.after == {"p2": "<p>Two other words.</p>"} | where


def test_the_author_stands_with_the_version_and_beside_the_history():
    person = make_person("selma@office.example", name="Selma")
    text = make_text()

    draft = write(text, by=Actor(person=person))

    assert draft.created_by == person
    entry = history.entries_of(text).first()
    assert entry.person == person.public_id
    assert entry.personal.values == {"by": "Selma"}


def test_publishing_retires_what_was_public_before():
    text = make_public(body="Old words.")
    write(text, body="New words.")

    publish(text, on=LATER)

    old, new = text.versions.order_by("number")
    assert (old.published_on, old.retired_on) == (LONG_AGO, LATER)
    assert (new.published_on, new.retired_on) == (LATER, None)
    assert text.in_language("en").version == new
    assert verbs_of(text)[:2] == ["published", "saved"]


def test_readers_see_the_public_version_while_a_draft_is_written():
    text = make_public(body="Public words.")

    write(text, body="Draft words.")

    shown = Text.objects.get(pk=text.pk).in_language("en")
    assert shown.version.paragraphs.get().plain == "Public words."


def test_publishing_twice_changes_nothing():
    text = make_public()
    revision = operations.latest(text, "en").revision

    operations.publish(text, "en", by=NOBODY, on=LATER, version=revision)

    assert verbs_of(text).count("published") == 1


def test_publishing_is_announced_after_commit(django_capture_on_commit_callbacks):
    heard = []
    receiver = lambda **told: heard.append(told["version"].number)  # noqa: E731
    text_published.connect(receiver, weak=False)

    with django_capture_on_commit_callbacks(execute=True):
        make_public()
        assert heard == []

    text_published.disconnect(receiver)
    assert heard == [1]


@pytest.mark.parametrize("words", [{"title": ""}, {"body": ""}, {"body": "<p> </p>"}])
def test_a_draft_that_lacks_title_or_words_stays_a_draft(words):
    text = make_text()
    draft = write(text, **words)

    with pytest.raises(operations.NotReady):
        operations.publish(text, "en", by=NOBODY, on=LATER, version=draft.revision)

    assert not Version.objects.public().exists()


def test_a_translation_waits_for_its_original():
    text = make_text()
    write(text, "en")
    draft = write(text, "fr", of=1)

    with pytest.raises(operations.NotReady):
        operations.publish(text, "fr", by=NOBODY, on=LATER, version=draft.revision)


def test_what_somebody_changed_since_the_preview_is_not_published():
    text = make_text()
    seen = write(text, body="Seen.")
    write(text, body="Not seen.")

    with pytest.raises(operations.Conflict):
        operations.publish(text, "en", by=NOBODY, on=LATER, version=seen.revision)


def test_the_second_to_save_is_told_and_loses_nothing():
    text = make_text()
    opened = write(text, body="As both opened it.")
    write(text, body="As the first saved it.")
    mine = operations.Writing("A title", body="As the second wrote it.")

    with pytest.raises(operations.Conflict) as caught:
        operations.save_draft(
            text, "en", mine, by=NOBODY, on=LATER, version=opened.revision
        )

    theirs = caught.value.current
    assert theirs.paragraphs.get().plain == "As the first saved it."


def test_the_number_of_a_discarded_draft_does_not_come_back():
    text = make_public()
    opened = write(text, body="A draft.")
    operations.discard_draft(text, "en", by=NOBODY, on=LATER, version=opened.revision)
    write(text, body="Another draft.")

    with pytest.raises(operations.Conflict):
        operations.save_draft(
            text,
            "en",
            operations.Writing("A title", body="Mine."),
            by=NOBODY,
            on=LATER,
            version=opened.revision,
        )


def test_discarding_keeps_what_is_public_and_the_words_in_history():
    text = make_public(body="Public.")
    draft = write(text, body="Discarded words.")

    operations.discard_draft(text, "en", by=NOBODY, on=LATER, version=draft.revision)

    assert operations.latest(text, "en").is_public
    entry = history.entries_of(text).first()
    assert entry.verb == "discarded"
    assert "<p>Discarded words.</p>" in entry.before.values()


def test_a_translation_is_stale_when_the_original_is_published_anew():
    text = make_public(body="First.")
    write(text, "fr", body="Premier.", of=1)
    publish(text, "fr")
    french = text.in_language("fr")
    write(text, body="Second.")
    before = text.in_language("fr").is_stale

    publish(text)

    assert not french.is_stale
    assert not before
    assert text.in_language("fr").is_stale
    assert not text.in_language("en").is_stale


def test_unpublishing_the_original_takes_its_translations_along():
    text = make_public()
    write(text, "fr", of=1)
    publish(text, "fr")

    operations.unpublish(text, "en", by=NOBODY, on=LATER)
    operations.unpublish(text, "en", by=NOBODY, on=LATER)

    assert text.public_versions == {}
    assert verbs_of(text)[0] == "unpublished"
    assert verbs_of(text).count("unpublished") == 1


def test_unpublishing_a_translation_leaves_the_original():
    text = make_public()
    write(text, "fr", of=1)
    publish(text, "fr")

    operations.unpublish(text, "fr", by=NOBODY, on=LATER)

    assert list(text.public_versions) == ["en"]


def test_paragraphs_keep_their_anchors_from_version_to_version():
    text = make_text()
    first = write(text, body="Alpha beta gamma delta.\n\nUnchanged words.\n\nLast one.")
    assert anchors_of(first) == ["p1", "p2", "p3"]

    second = write(
        text,
        body="Quite new.\n\nUnchanged words.\n\nAlpha beta gamma delta epsilon.",
    )

    assert anchors_of(second) == ["p4", "p2", "p1"]


def test_an_anchor_is_never_given_to_other_words():
    text = make_text()
    write(text, body="Alpha.\n\nBeta.")
    write(text, body="Alpha.")

    third = write(text, body="Alpha.\n\nSomething else entirely.")

    assert anchors_of(third) == ["p1", "p3"]


def test_a_translation_built_alike_shares_the_anchors_of_its_original():
    text = make_public(body="<h2>One</h2>Two\n\nThree")

    french = write(text, "fr", body="<h2>Un</h2>Deux\n\nTrois", of=1)

    assert anchors_of(french) == ["p1", "p2", "p3"]


def test_a_translation_built_otherwise_has_anchors_of_its_own():
    text = make_public(body="One\n\nTwo")

    french = write(text, "fr", body="Un et deux", of=1)

    assert anchors_of(french) == ["p3"]


@pytest.mark.parametrize("published_on", [None, LONG_AGO])
def test_the_database_allows_one_draft_and_one_public_version(published_on):
    text = make_text()
    fields = {
        "text": text,
        "language": "en",
        "created_on": LONG_AGO,
        "changed_on": LONG_AGO,
        "published_on": published_on,
    }
    Version.objects.create(number=1, **fields)

    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(number=2, **fields)


@pytest.mark.parametrize("published_on", [None, LATER])
def test_only_what_was_published_before_can_be_retired(published_on):
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(
            text=make_text(),
            language="en",
            number=1,
            created_on=LONG_AGO,
            changed_on=LONG_AGO,
            published_on=published_on,
            retired_on=LONG_AGO,
        )


def test_python_and_sql_agree_on_what_is_draft_and_public():
    text = make_public(body="One.")
    write(text, body="Two.")
    publish(text, on=LATER)
    write(text, body="Three.")

    versions = list(text.versions.order_by("number"))
    assert [each.is_public for each in versions] == [False, True, False]
    assert [each.is_draft for each in versions] == [False, False, True]
    assert list(Version.objects.public()) == [versions[1]]
    assert list(Version.objects.drafts()) == [versions[2]]
    assert set(Version.objects.at_work()) == set(versions[1:])


def test_the_summary_ends_at_a_whole_word():
    draft = write(make_text(), body="word " * 100)

    assert draft.summary.endswith("word…")
    assert len(draft.summary) <= operations.SUMMARY_LETTERS + 1


def test_news_are_loaded_once():
    for _time in range(2):
        operations.load_news(
            slug="first-news",
            language="fr",
            title="Une nouvelle",
            paragraphs=["Premier alinéa.", "Second alinéa."],
            by=NOBODY,
            on=LONG_AGO,
        )

    text = Text.objects.get()
    shown = text.in_language("ar")
    assert (shown.title, shown.is_other_language) == ("Une nouvelle", True)
    assert (text.dated_on, text.is_sample) == (LONG_AGO, True)
    assert shown.version.paragraphs.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_one_address_at_the_same_instant_one_is_told():
    with pytest.raises(operations.AddressTaken):
        after_whom(
            lambda: make_text("annual-meeting"), lambda: make_text("annual-meeting")
        )

    assert Text.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_address_is_refused_by_the_database_where_no_counter_makes_wait(
    monkeypatch,
):
    numbers = iter(("TXT-2026-8001", "TXT-2026-8002"))
    monkeypatch.setattr(operations, "next_reference", lambda *_args: next(numbers))

    with pytest.raises(operations.AddressTaken):
        after_whom(
            lambda: make_text("annual-meeting"), lambda: make_text("annual-meeting")
        )

    assert Text.objects.count() == 1
