"""What a search found, as files: one line a record, whatever its kind."""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accord.base.exchange.answering import answer_list
from accord.base.exchange.columns import Column, Kind, texts
from accord.base.exchange.datasets import CodeList, Dataset
from accord.base.exchange.formats import Format
from accord.base.projecting import Projection, iso
from accord.base.search import sources
from accord.base.search.answering import answer
from accord.base.search.finding import CAP
from accord.base.search.models import SearchCode, SearchDocument, SearchPassage
from accord.website.searching import wanted_of

# The facets of which a record may have several values, and how a file names them.
_FILED = {"country": "countries", "area": "areas", "challenge": "challenges"}


@require_safe
def found(request: HttpRequest, ending: Format) -> HttpResponseBase:
    """Answer with all that the page of this address found, best match first."""
    wanted = replace(wanted_of(request.GET), page=1, page_size=CAP)
    return answer_list(request, ending, FOUND, answer(wanted).found.ids)


def columns(languages: Sequence[str]) -> list[Column]:
    return [
        Column("kind", _("Kind"), Kind.CODE, "kind"),
        Column("key", _("Reference or code"), Kind.CODE, "key"),
        Column("language", _("Language of the original"), Kind.CODE, "language"),
        *texts("title", _("Title"), languages),
        Column("dated_on", _("Date"), Kind.DAY, "dated_on"),
        Column("countries", _("Countries and areas"), Kind.CODES, "countries"),
        Column("areas", _("Areas of immediate action"), Kind.CODES, "areas"),
        Column("challenges", _("Challenges"), Kind.CODES, "challenges"),
        Column("url", _("Address"), Kind.TEXT, "url"),
    ]


def project(ids: Sequence[int]) -> list[Projection]:
    """Return what is told of found documents, in three queries for any number."""
    documents = SearchDocument.objects.defer("words").in_bulk(ids)
    titles: dict[int, list[tuple[str, str]]] = {}
    rows = SearchPassage.objects.filter(document__in=ids).order_by("position")
    for key, language, title in rows.values_list("document_id", "language", "title"):
        titles.setdefault(key, []).append((language, title))
    codes = {
        code: (facet, value)
        for code, facet, value in SearchCode.objects.filter(
            facet__in=_FILED
        ).values_list("pk", "facet", "value")
    }
    return [
        _told(documents[each], titles[each], codes)
        for each in ids
        if each in documents and each in titles
    ]


def _told(
    document: SearchDocument,
    titles: Sequence[tuple[str, str]],
    codes: dict[int, tuple[str, str]],
) -> Projection:
    filed = [codes[each] for each in document.codes if each in codes]
    address = sources.source(document.kind).address(document.key)
    return {
        "kind": document.kind,
        "key": document.key,
        "url": f"{settings.PUBLIC_URL}{address}",
        "language": titles[0][0],
        "title": dict(titles),
        "dated_on": iso(document.dated),
        **{
            name: sorted(value for facet, value in filed if facet == each)
            for each, name in _FILED.items()
        },
    }


def _codes() -> list[CodeList]:
    kinds = [(each.kind, str(each.name)) for each in sources.sources()]
    return [CodeList("kind", _("Kind"), kinds)]


FOUND = Dataset(
    name="search",
    title=_("Search results"),
    columns=columns,
    project=project,
    codes=_codes,
)
