"""In which form and language an answer goes out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from accord.atlas.models import LANGUAGES
from accord.observatory.sdmx.refusals import Misspelt, NotAcceptable
from tally.sdmx.writing import (
    data_csv,
    data_cube,
    data_json,
    data_ml,
    structure_json,
    structure_ml,
)
from tally.sdmx.writing.data_csv import Keys, Labels

_GENERIC, _SPECIFIC = data_ml.GENERIC, data_ml.SPECIFIC
_ML = {
    _GENERIC: ("genericdata", "generic", "sdmx-ml", "xml"),
    _SPECIFIC: ("structurespecificdata", "structurespecific"),
    data_ml.GENERIC_SERIES: ("generictimeseriesdata",),
    data_ml.SPECIFIC_SERIES: ("structurespecifictimeseriesdata",),
}
DATA: Mapping[str, Sequence[str]] = {
    **_ML,
    data_csv.VERSION_1: ("csv1",),
    data_csv.VERSION_2: ("csv2",),
    data_csv.VERSION_2_1: (),
    data_json.VERSION_2: ("json", "jsondata", "sdmx-json"),
    data_cube.TURTLE: ("turtle", "ttl"),
}
STRUCTURES: Mapping[str, Sequence[str]] = {
    structure_ml.MEDIA_TYPE: ("structure", "sdmx-ml", "xml", "sdmx-2.1"),
    structure_json.VERSION_2: ("json", "sdmx-json"),
}
# Words for CSV that leave its version to the version of REST.
_CSV = {"csv", "sdmx-csv", "csvfile", "csvdata", "csvfilewithlabels"}
_PLAIN = {
    "application/xml": "xml",
    "text/xml": "xml",
    "application/json": "json",
    "text/csv": "csv",
    "application/csv": "csv",
}
_QUALITY = re.compile(r"[01](?:\.\d{0,3})?")


@dataclass(frozen=True, slots=True)
class Form:
    """A media type of the standard, and what an answer of CSV shows beside it."""

    media_type: str
    labels: Labels = Labels.ID
    keys: Keys = Keys.NONE


def form_of(
    request: HttpRequest, offered: Mapping[str, Sequence[str]], *, is_rest_2: bool
) -> Form:
    """Return the form asked for by `?format=`, by `Accept`, or the first offered."""
    labels = request.GET.get("labels", "")
    asked = request.GET.get("format")
    if asked is not None:
        # A plus that was not escaped arrives as a blank.
        word = asked.strip().replace(" ", "+")
        kind, parameters = _taken_apart(word)
        found = _named(kind, parameters, offered, is_rest_2=is_rest_2)
        if found is None:
            message = (
                f"format={asked[:80]} is not offered; write one of "
                f"{', '.join(_words(offered))}, or a media type: {'; '.join(offered)}."
            )
            raise NotAcceptable(message)
        if kind == "csvfilewithlabels":
            labels = labels or Labels.BOTH
        return _form(found, parameters, labels)
    accepted = request.headers.get("Accept", "") or "*/*"
    for kind, parameters in _by_preference(accepted):
        found = _named(kind, parameters, offered, is_rest_2=is_rest_2)
        if found is not None:
            return _form(found, parameters, labels)
    message = (
        "None of the media types that you accept is offered here; ask for "
        f"{', '.join(offered)}, application/xml or */*."
    )
    raise NotAcceptable(message)


def language_of(request: HttpRequest) -> str:
    """Return the first language of the reader in which names are there."""
    header = request.headers.get("Accept-Language", "")
    for asked, _quality in parse_accept_lang_header(header):
        language = asked.partition("-")[0]
        if language in LANGUAGES:
            return language
    return "en"


def _by_preference(header: str) -> list[tuple[str, dict[str, str]]]:
    """Return media types with their parameters, what is wanted most first."""
    found = []
    for each in header.split(",")[:50]:
        kind, parameters = _taken_apart(each)
        quality = parameters.pop("q", "1")
        weight = float(quality) if _QUALITY.fullmatch(quality) else 1.0
        if weight:
            found.append((weight, kind, parameters))
    found.sort(key=lambda each: -each[0])
    return [(kind, parameters) for _weight, kind, parameters in found]


def _taken_apart(text: str) -> tuple[str, dict[str, str]]:
    kind, *rest = text.split(";")
    pairs = (each.partition("=") for each in rest)
    return kind.strip().lower(), {
        name.strip().lower(): value.strip().strip('"') for name, _sign, value in pairs
    }


def _named(
    kind: str,
    parameters: Mapping[str, str],
    offered: Mapping[str, Sequence[str]],
    *,
    is_rest_2: bool,
) -> str | None:
    """Return the media type on offer that is meant, None where there is none."""
    if kind in {"*/*", "application/*"}:
        return next(iter(offered))
    kind = _PLAIN.get(kind, kind)
    if kind in _CSV or kind == "text/*":
        kind = "application/vnd.sdmx.data+csv"
    for media_type, words in offered.items():
        if kind in words:
            return media_type
    same = [each for each in offered if each.partition(";")[0] == kind]
    version = parameters.get("version", "")
    if not version:
        if is_rest_2 and data_csv.VERSION_2 in same:
            return data_csv.VERSION_2
        return same[0] if same else None
    for each in same:
        if _fits(each.partition("version=")[2], version):
            return each
    return None


def _fits(ours: str, asked: str) -> bool:
    """Say whether a version is ours: 2 and 2.0 are 2.0.0, 2.0+ is that or newer."""
    parts, wanted = ours.split("."), asked.replace("+", "").split(".")
    wanted += ["0"] * (len(parts) - len(wanted))
    parts += ["0"] * (len(wanted) - len(parts))
    if "+" in asked:
        return parts[0] == wanted[0] and parts >= wanted
    return parts == wanted


def _form(media_type: str, parameters: Mapping[str, str], labels: str) -> Form:
    if "+csv" not in media_type:
        return Form(media_type)
    asked = parameters.get("labels", "") or labels or Labels.ID
    keys = parameters.get("keys", "") or Keys.NONE
    if parameters.get("timeformat", "original") != "original":
        message = "timeFormat=original is offered; leave the parameter out."
        raise NotAcceptable(message)
    try:
        return Form(media_type, Labels(asked), Keys(keys))
    except ValueError:
        message = (
            "labels is id, name or both; keys is none, series, obs or both; you asked "
            f"for labels={asked[:20]} and keys={keys[:20]}."
        )
        raise Misspelt(message) from None


def _words(offered: Mapping[str, Sequence[str]]) -> list[str]:
    words = [word for each in offered.values() for word in each]
    return [*words, "csv"] if data_csv.VERSION_1 in offered else words
