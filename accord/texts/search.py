"""How pages and news are found."""

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.base.search import sources
from accord.base.search.sources import Document, Happenings, Passage, Source
from accord.texts.models import ROOT_PAGES, Kind, Text, Version


def _documents(kind: str, keys: Sequence[str] | None) -> Iterator[Document]:
    versions = Version.objects.public().prefetch_related("paragraphs")
    found = Text.objects.public().filter(kind=kind)
    if keys is not None:
        found = found.filter(slug__in=keys)
    found = found.prefetch_related(Prefetch("versions", versions))
    for each in found.order_by("pk").iterator(chunk_size=100):
        yield _document(each)


def _document(text: Text) -> Document:
    public = text.public_versions
    languages = sorted(public, key=lambda each: (each != text.original_language, each))
    original = public[languages[0]]
    return Document(
        text.slug,
        {language: _passage(public[language]) for language in languages},
        [text.reference],
        dated=text.dated_on or original.published_on,
    )


def _passage(version: Version) -> Passage:
    first, *others = [each.plain for each in version.paragraphs.all()]
    if version.standfirst:
        first, others = version.standfirst, [first, *others]
    names = settings.COALITION_NAME
    name = names.get(version.language, names[settings.LANGUAGE_CODE])
    return Passage(
        version.title.replace("{coalition}", name),
        first.replace("{coalition}", name),
        "\n".join(others).replace("{coalition}", name),
    )


def _concerned(kind: str, happenings: Happenings) -> Iterable[str]:
    return [
        each.subject.slug
        for each in happenings
        if isinstance(each.subject, Text) and each.subject.kind == kind
    ]


def _page(key: str) -> str:
    place = "texts:page" if key in ROOT_PAGES else "texts:text"
    return reverse(place, args=[key])


sources.register(
    Source(
        "page",
        _("Pages"),
        _("Page"),
        lambda keys: _documents(Kind.PAGE, keys),
        lambda happenings: _concerned(Kind.PAGE, happenings),
        _page,
        order=80,
    )
)
sources.register(
    Source(
        "news",
        _("News"),
        _("News"),
        lambda keys: _documents(Kind.NEWS, keys),
        lambda happenings: _concerned(Kind.NEWS, happenings),
        lambda key: reverse("texts:news_item", args=[key]),
        order=70,
    )
)
