"""Everything that changes a text. What is written is sanitised here, before it is kept.

Texts change under a lock on their row; `version` is the revision that an editor began
from, 0 when there was nothing yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accord.accounts.models import Person
from accord.base import history
from accord.base.actor import Actor
from accord.base.constraints import claiming
from accord.base.references import next_reference
from accord.texts.anchors import carried_over
from accord.texts.models import Kind, Paragraph, Text, Version
from accord.texts.sanitise import Block, BlockKind, blocks_of, plain
from accord.texts.signals import text_published, text_unpublished

SUMMARY_LETTERS = 220


class Conflict(Exception):
    """Somebody else saved this language since the editor opened it.

    `current` is the latest version as it stands, or None if the draft is gone.
    """

    def __init__(self, current: Version | None) -> None:
        super().__init__(_("Somebody else has changed this text meanwhile."))
        self.current = current


class AddressTaken(Exception):
    """Another text has the address."""


class NotReady(Exception):
    """The text lacks something readers need before it can be public."""


@dataclass(frozen=True, slots=True)
class Writing:
    """The words of a version as an editor sends them."""

    title: str
    standfirst: str = ""
    body: str = ""


@transaction.atomic
def begin(
    *,
    kind: str,
    slug: str,
    language: str,
    by: Actor,
    on: date,
    dated_on: date | None = None,
    is_sample: bool = False,
) -> Text:
    """Give a new text its reference and address. It has no words yet."""
    if Text.objects.filter(slug=slug).exists():
        raise AddressTaken(slug)
    text = Text(
        reference=next_reference("TXT", on.year),
        kind=kind,
        slug=slug,
        original_language=language,
        dated_on=dated_on,
        is_sample=is_sample,
        created_on=on,
    )
    # Another text may have been given the address since we looked.
    text.full_clean(validate_unique=False)
    with claiming("texts_text_slug_key", AddressTaken(slug)):
        text.save()
    after = {"kind": kind, "slug": slug, "original": language, "dated_on": dated_on}
    history.record(text, "begun", by=by, on=on, after=after)
    return text


@transaction.atomic
def save_draft(
    text: Text,
    language: str,
    writing: Writing,
    *,
    by: Actor,
    on: date,
    version: int,
    of: int | None = None,
) -> Version:
    """Save the draft in one language, beginning it when there is none.

    `of` is the number of the original's version that was translated; the original
    itself has none. Saving what already stands changes nothing.
    """
    text = _locked(text)
    current = latest(text, language)
    if version != (current.revision if current else 0):
        raise Conflict(current)
    title, standfirst = plain(writing.title), plain(writing.standfirst)
    blocks = blocks_of(writing.body)
    of = None if language == text.original_language else of
    # What names the version stands with the words after, not with those before.
    before = _values(current)
    before.pop("language", None)
    before.pop("version", None)
    if current is not None and _stands(current, before, title, standfirst, blocks, of):
        return current

    draft = _draft_from(text, language, current, by=by, on=on)
    anchors = _anchors_for(text, blocks, current, of)
    text.revision += 1
    text.save(update_fields=["revision", "anchors"])
    draft.title, draft.standfirst, draft.of = title, standfirst, of
    draft.summary = standfirst or _beginning(blocks)
    draft.revision, draft.changed_on, draft.shipped = text.revision, on, ""
    draft.save()
    draft.paragraphs.all().delete()
    Paragraph.objects.bulk_create(_paragraphs(draft, blocks, anchors))
    history.record(text, "saved", by=by, on=on, before=before, after=_values(draft))
    return draft


@transaction.atomic
def publish(text: Text, language: str, *, by: Actor, on: date, version: int) -> Version:
    """Make the draft what everyone reads, and retire what they read before.

    Publishing the same revision twice changes nothing.
    """
    text = _locked(text)
    draft = latest(text, language)
    if draft is None or draft.revision != version:
        raise Conflict(draft)
    if draft.is_public:
        return draft
    if not draft.is_draft:
        raise NotReady(_("There is no draft to publish."))
    if not draft.title or not draft.paragraphs.exists():
        raise NotReady(_("A text needs a title and at least one paragraph."))
    if language != text.original_language and not _is_public_in(
        text, text.original_language
    ):
        raise NotReady(_("Publish the original before its translations."))

    text.versions.public().filter(language=language).update(retired_on=on)
    draft.published_on = on
    draft.save(update_fields=["published_on"])
    after = {"language": language, "version": draft.number, "of": draft.of}
    history.record(text, "published", by=by, on=on, after=after)
    transaction.on_commit(
        lambda: text_published.send(sender=Text, text=text, version=draft, by=by)
    )
    return draft


@transaction.atomic
def unpublish(text: Text, language: str, *, by: Actor, on: date) -> None:
    """Take one language off the public pages; with the original, all of them.

    Words and drafts stay. What is not public is left as it is.
    """
    text = _locked(text)
    public = text.versions.public()
    if language != text.original_language:
        public = public.filter(language=language)
    languages = sorted(public.values_list("language", flat=True))
    if not languages:
        return
    public.update(retired_on=on)
    history.record(text, "unpublished", by=by, on=on, before={"languages": languages})
    transaction.on_commit(
        lambda: text_unpublished.send(sender=Text, text=text, language=language, by=by)
    )


@transaction.atomic
def discard_draft(
    text: Text, language: str, *, by: Actor, on: date, version: int
) -> None:
    """Throw a draft away; history keeps its words. What is public stays."""
    text = _locked(text)
    draft = latest(text, language)
    if draft is None or not draft.is_draft:
        return
    if draft.revision != version:
        raise Conflict(draft)
    history.record(text, "discarded", by=by, on=on, before=_values(draft))
    draft.delete()


def latest(text: Text, language: str) -> Version | None:
    """Return the version with the highest number: the draft, if there is one."""
    return (
        text.versions.filter(language=language)
        .prefetch_related("paragraphs")
        .order_by("-number")
        .first()
    )


def load_news(
    *,
    slug: str,
    language: str,
    title: str,
    paragraphs: Sequence[str],
    by: Actor,
    on: date,
) -> Text:
    """Publish sample news of that day. News that is there already is left alone."""
    existing = Text.objects.filter(slug=slug).first()
    if existing is not None:
        return existing
    with transaction.atomic():
        text = begin(
            kind=Kind.NEWS,
            slug=slug,
            language=language,
            by=by,
            on=on,
            dated_on=on,
            is_sample=True,
        )
        writing = Writing(title, body="\n\n".join(paragraphs))
        draft = save_draft(text, language, writing, by=by, on=on, version=0)
        publish(text, language, by=by, on=on, version=draft.revision)
    return text


def _locked(text: Text) -> Text:
    return Text.objects.select_for_update().get(pk=text.pk)


def _is_public_in(text: Text, language: str) -> bool:
    return text.versions.public().filter(language=language).exists()


def _draft_from(
    text: Text, language: str, current: Version | None, *, by: Actor, on: date
) -> Version:
    if current is not None and current.is_draft:
        return current
    return Version(
        text=text,
        language=language,
        number=current.number + 1 if current else 1,
        created_on=on,
        created_by=by.person if isinstance(by.person, Person) else None,
    )


def _anchors_for(
    text: Text, blocks: Sequence[Block], current: Version | None, of: int | None
) -> list[str]:
    """Return an anchor for each block; `text` counts the new ones.

    A translation built like its original shares the original's anchors, so that a
    link to a paragraph leads to it in every language.
    """
    if of is not None:
        original = _paragraphs_of_original(text, of)
        if [each.kind for each in original] == [each.kind for each in blocks]:
            return [each.anchor for each in original]
    before = list(current.paragraphs.all()) if current else []
    anchors = carried_over(
        [each.plain for each in blocks], [(each.anchor, each.plain) for each in before]
    )
    for place, anchor in enumerate(anchors):
        if not anchor:
            text.anchors += 1
            anchors[place] = f"p{text.anchors}"
    return anchors


def _paragraphs_of_original(text: Text, number: int) -> list[Paragraph]:
    return list(
        Paragraph.objects.filter(
            version__text=text,
            version__language=text.original_language,
            version__number=number,
        )
    )


def _paragraphs(
    version: Version, blocks: Sequence[Block], anchors: Sequence[str]
) -> list[Paragraph]:
    made, number = [], 0
    for position, (block, anchor) in enumerate(zip(blocks, anchors, strict=True), 1):
        is_heading = block.kind in {BlockKind.HEADING, BlockKind.SUBHEADING}
        number += not is_heading
        made.append(
            Paragraph(
                version=version,
                position=position,
                number=None if is_heading else number,
                anchor=anchor,
                kind=block.kind,
                html=block.html,
                plain=block.plain,
            )
        )
    return made


def _beginning(blocks: Sequence[Block]) -> str:
    first = next((each.plain for each in blocks if each.kind == BlockKind.PROSE), "")
    if len(first) <= SUMMARY_LETTERS:
        return first
    whole_words = first[:SUMMARY_LETTERS].rpartition(" ")[0] or first[:SUMMARY_LETTERS]
    return whole_words.rstrip(" ,;:–—") + "…"


def _values(version: Version | None) -> dict[str, Any]:
    """Return what history compares of a version: its words, paragraph by paragraph."""
    if version is None:
        return {}
    paragraphs = version.paragraphs.order_by("position").values_list("anchor", "html")
    return {
        "language": version.language,
        "version": version.number,
        "of": version.of,
        "title": version.title,
        "standfirst": version.standfirst,
        **dict(paragraphs),
    }


def _stands(
    current: Version,
    values: dict[str, Any],
    title: str,
    standfirst: str,
    blocks: Sequence[Block],
    of: int | None,
) -> bool:
    if not (current.is_draft or current.is_public):
        return False
    words = [each.html for each in current.paragraphs.all()]
    return (values["title"], values["standfirst"], values["of"], words) == (
        title,
        standfirst,
        of,
        [each.html for each in blocks],
    )
