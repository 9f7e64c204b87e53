"""Answers: figures, what there is of them, and structures, as messages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accord.observatory.models import Vintage
from accord.observatory.sdmx import figures, filters, negotiation
from accord.observatory.sdmx.asking import Question
from accord.observatory.sdmx.collection import Collection, constraint_of
from accord.observatory.sdmx.filters import Terms
from accord.observatory.sdmx.negotiation import Form
from accord.observatory.sdmx.refusals import Empty, NotAcceptable, TooLarge
from tally.sdmx.writing import (
    data_csv,
    data_cube,
    data_json,
    data_ml,
    structure_json,
    structure_ml,
)
from tally.sdmx.writing.artefacts import ALL_DIMENSIONS, TIME, Artefact, Structures
from tally.sdmx.writing.data_csv import Names
from tally.sdmx.writing.data_json import best
from tally.sdmx.writing.markup import Header
from tally.sdmx.writing.shape import Shape, shape_of

_CSV = {data_csv.VERSION_1, data_csv.VERSION_2, data_csv.VERSION_2_1}
_SPECIFIC = {data_ml.SPECIFIC, data_ml.SPECIFIC_SERIES}
_OVER_TIME = {data_ml.GENERIC_SERIES, data_ml.SPECIFIC_SERIES}


@dataclass(frozen=True, slots=True)
class Message:
    """A message on its way: its media type, and its bytes a piece at a time."""

    form: Form
    language: str
    pieces: Iterator[bytes]
    name: str


def header() -> Header:
    return Header(
        f"M{uuid4().hex}",
        timezone.now().replace(microsecond=0),
        settings.SDMX_AGENCY,
        settings.COALITION_NAME,
    )


def terms_of(question: Question, kept: Collection, *, but: str = "") -> Terms:
    """Return what the figures must fulfil; `but` is a dimension that is left open."""
    terms = Terms()
    question.flow.restrict(terms, kept.books)
    keys = [
        {name: codes for name, codes in key.items() if name != but}
        for key in question.keys
    ]
    if keys:
        terms.add(filters.of_keys(terms, keys, kept.books))
    for name, asked in question.filters.items():
        if name != but:
            terms.add(filters.of_component(terms, name, asked, kept.books))
    if question.since:
        terms.add(filters.since(terms, question.since))
    if question.until:
        terms.add(filters.until(terms, question.until))
    if question.updated_after:
        newer = Vintage.objects.filter(imported_at__gt=question.updated_after)
        references = list(newer.values_list("reference", flat=True))
        terms.add(terms.among("vintage", references))
    return terms


def data(request: HttpRequest, question: Question, kept: Collection) -> Message:
    """Return the figures asked for. They are counted before the first one leaves."""
    form = negotiation.form_of(request, negotiation.DATA, is_rest_2=question.is_rest_2)
    if form.media_type in _OVER_TIME and question.at != TIME:
        message = (
            f"This media type is for series over time; leave out "
            f"dimensionAtObservation={question.at}, or ask for {data_ml.GENERIC}."
        )
        raise NotAcceptable(message)
    at = question.at
    if form.media_type in _CSV:
        # A row has all dimensions, whichever is at the observation.
        at = TIME
    elif form.media_type == data_cube.TURTLE:
        at = ALL_DIMENSIONS
    shape = shape_of(
        kept.structure,
        at=at,
        attributes=question.attributes,
        with_measure=question.with_measure,
        with_observations=question.with_observations,
    )
    if question.updated_after:
        shape = replace(shape, action="Replace")
    terms = terms_of(question, kept)
    count = figures.count(shape, terms, question.portion)
    if not count:
        raise Empty(_nothing(question, kept))
    most = settings.SDMX_MOST_OBSERVATIONS
    if count > most:
        message = (
            f"This would be {count:,} observations, more than the {most:,} of one "
            "answer. Ask for fewer areas or indicators in the key, or for part of the "
            "time by startPeriod and endPeriod."
        )
        raise TooLarge(message)
    rows = figures.rows(shape, terms, question.portion, kept.books)
    language = negotiation.language_of(request)
    flow = question.flow.dataflow
    names = _names(kept, question, language)
    pieces = _written(form, rows, shape, question, names, language)
    return Message(form, language, pieces, flow.id)


def _written(
    form: Form,
    rows: Iterator[tuple[str | None, ...]],
    shape: Shape,
    question: Question,
    names: Names,
    language: str,
) -> Iterator[bytes]:
    flow = question.flow.dataflow
    if form.media_type in _CSV:
        return data_csv.write(
            rows,
            shape,
            flow,
            media_type=form.media_type,
            names=names,
            labels=form.labels,
            keys=form.keys,
        )
    if form.media_type == data_json.VERSION_2:
        return data_json.write(
            rows, shape, flow, header(), names=names, language=language
        )
    if form.media_type == data_cube.TURTLE:
        entry = f"{settings.PUBLIC_URL}/sdmx"
        return data_cube.write(rows, shape, flow, entry=entry)
    write = (
        data_ml.write_specific
        if form.media_type in _SPECIFIC
        else data_ml.write_generic
    )
    return write(rows, shape, flow, header(), media_type=form.media_type)


def _names(kept: Collection, question: Question, language: str) -> Names:
    return Names(
        best(question.flow.dataflow.names, language),
        {each.id: best(each.names, language) for each in kept.structure.concepts.items},
        {name: book.names(language) for name, book in kept.books.items()},
    )


def _nothing(question: Question, kept: Collection) -> str:
    """Say why nothing was found; a code that there is not is the likeliest reason."""
    unknown = sorted(
        {
            f"{code[:40]} ({name})"
            for key in question.keys
            for name, codes in key.items()
            for code in codes
            if code not in kept.books[name].values
        }
    )
    if unknown:
        return (
            f"There is no code {', '.join(unknown[:5])}. See the codes at "
            f"/sdmx/codelist/{kept.structure.agency}, and what there is at "
            f"/sdmx/availableconstraint/{question.flow.dataflow.id}."
        )
    return (
        "There are no figures of that kind. See what there is at "
        f"/sdmx/availableconstraint/{question.flow.dataflow.id}."
    )


def available(request: HttpRequest, question: Question, kept: Collection) -> Message:
    """Return what there is of a flow: by the whole question, or to choose from."""
    extent = figures.extent(terms_of(question, kept), kept.books)
    if not extent.observations:
        raise Empty(_nothing(question, kept))
    values = dict(extent.values)
    if question.mode == "available":
        asked = {name for key in question.keys for name in key} | set(question.filters)
        for name in asked & values.keys():
            open_ = figures.extent(terms_of(question, kept, but=name), kept.books)
            values[name] = open_.values[name]
    wanted = set(question.component.split(",")) if question.component else set()
    told = replace(
        extent,
        values={name: each for name, each in values.items() if name in wanted}
        if wanted
        else values,
        first=extent.first if not wanted or TIME in wanted else "",
    )
    constraint = constraint_of(question.flow.dataflow, told)
    artefacts: list[Artefact] = [constraint]
    referenced = question.references
    if referenced & {"all", "dataflow"}:
        artefacts.append(question.flow.dataflow)
    if referenced & {"all", "datastructure"}:
        artefacts.append(kept.structure)
    if referenced & {"all", "conceptscheme"}:
        artefacts.append(kept.structure.concepts)
    if referenced & {"all", "codelist"}:
        artefacts += [
            kept.codelists[f"CL_{name}"].only(frozenset(codes))
            for name, codes in told.values.items()
        ]
    return structures(
        request, Structures(artefacts), name="available", is_rest_2=question.is_rest_2
    )


def structures(
    request: HttpRequest, found: Structures, *, name: str, is_rest_2: bool
) -> Message:
    form = negotiation.form_of(request, negotiation.STRUCTURES, is_rest_2=is_rest_2)
    language = negotiation.language_of(request)
    if form.media_type == structure_json.VERSION_2:
        pieces = structure_json.write(found, header(), language=language)
    else:
        pieces = structure_ml.write(found, header())
    return Message(form, language, pieces, name)
