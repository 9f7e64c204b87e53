"""What waits of texts: drafts to publish, and translations behind their original."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.base.actor import Actor
from accord.base.languages import name_of
from accord.base.waiting import On, Source, Waiting, beginning_of, register
from accord.texts.access import may_edit
from accord.texts.models import Text, Version


def _waiting(text: Text, version: Version, kind: str, since: date) -> Waiting:
    named = {"title": version.title or text.slug, "language": name_of(version.language)}
    return Waiting(
        key=f"texts:{text.reference}:{kind}:{version.language}-{version.number}",
        kind=kind,
        title=_("%(title)s (%(language)s)") % named,
        url=reverse("texts:edit", args=[text.reference, version.language]),
        organization="",
        on=On.OFFICE,
        since=beginning_of(since),
    )


def drafts(reader: Actor, on: date) -> list[Waiting]:
    """Return the drafts of texts, for those who write them; two queries."""
    if not may_edit(reader, on):
        return []
    return [
        _waiting(text, version, "text-draft", version.changed_on)
        for text in Text.objects.for_office()
        for version in text.drafts.values()
    ]


def stale(reader: Actor, on: date) -> list[Waiting]:
    """Return the translations whose original moved since; two queries."""
    if not may_edit(reader, on):
        return []
    found = []
    for text in Text.objects.for_office():
        public, drafted = text.public_versions, text.drafts
        original = public.get(text.original_language)
        for language, version in public.items():
            if text.is_stale(version) and language not in drafted:
                since = original.published_on if original else None
                found.append(_waiting(text, version, "stale-translation", since or on))
    return found


register(
    Source(
        "text-draft",
        gettext_lazy("Draft of a text"),
        for_office=drafts,
        may_recall=may_edit,
    )
)
register(
    Source(
        "stale-translation",
        gettext_lazy("Translation behind its original"),
        for_office=stale,
        may_recall=may_edit,
    )
)
