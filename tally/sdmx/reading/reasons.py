"""What can be wrong with an SDMX message or an observation of one.

They are reasons like those of `tally.series`, with sentences of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tally.reasons import N_
from tally.series import reasons as of_series
from tally.series.reasons import CellRefused, FileRefused

OF_MESSAGES: Mapping[str, str] = {
    "empty": N_("The file is empty; choose the SDMX message with the data."),
    "packed": N_(
        "The file is packed as {format}; unpack it first and choose the message in it."
    ),
    "not_xml": N_(
        "The file is not XML: it begins with “{found}”; choose an SDMX message."
    ),
    "encoding_unknown": N_(
        "The file says that it is written in “{encoding}”, which it is not or which "
        "cannot be read here; save it as UTF-8."
    ),
    "encoding_broken": N_(
        "Line {line} holds bytes that are not {encoding}; save the file as UTF-8."
    ),
    "doctype": N_(
        "Line {line} has a DOCTYPE or another declaration, which is never read because "
        "it can pull in other files; remove it, SDMX messages need none."
    ),
    "xinclude": N_(
        "The message asks for another file by XInclude, which is never fetched; put "
        "the data into the message itself."
    ),
    "malformed": N_(
        "The XML is broken on line {line} ({detail}), so nothing was read; repair the "
        "file or fetch it again."
    ),
    "truncated": N_(
        "The file stops on line {line} before its end, so nothing was read; fetch the "
        "whole message again."
    ),
    "too_deep": N_(
        "Elements are nested too deeply on line {line}; this is no SDMX data message."
    ),
    "element_too_large": N_(
        "One element near line {line} is longer than {limit} characters; no "
        "observation or series is, choose another file."
    ),
    "too_many_components": N_(
        "The message names more than {limit} dimensions and attributes; this is no "
        "message of official series."
    ),
    "too_many_groups": N_(
        "The message describes more than {limit} groups; split it into several."
    ),
    "json_too_large": N_(
        "The JSON message is larger than {limit} MB and would have to be held in "
        "memory as a whole; fetch the same data as SDMX-CSV or SDMX-ML."
    ),
    "json_broken": N_(
        "The JSON is broken ({detail}), so nothing was read; fetch the whole message "
        "again."
    ),
    "json_unknown": N_(
        "This JSON is no SDMX data message: it has no dataSets with a structure (found "
        "{found}); ask for SDMX-JSON 1.0, SDMX-CSV or SDMX-ML 2.1."
    ),
    "json_wrong": N_(
        "The message contradicts itself at {place}: what stands there does not fit the "
        "structure it declares; fetch it again or ask the source."
    ),
    "not_sdmx": N_(
        "The file begins with the element “{found}” of no SDMX version; choose an SDMX "
        "data message, version 2.1."
    ),
    "web_page": N_(
        "This is a web page, not a data message; fetch the data itself, as SDMX-ML, "
        "SDMX-CSV or SDMX-JSON."
    ),
    "version_old": N_(
        "The message follows SDMX-ML {version}; ask the source for version 2.1, which "
        "can be read."
    ),
    "version_unknown": N_(
        "The message follows a version of SDMX-ML that is not known here "
        "(“{version}”); ask the source for version 2.1."
    ),
    "structure_message": N_(
        "This is a structure message ({found}): it holds no observations; choose the "
        "data message that belongs to it."
    ),
    "metadata_message": N_(
        "This is a metadata message ({found}): it describes data and holds no "
        "observations; choose the data message."
    ),
    "other_message": N_(
        "This is an SDMX message of the kind {found}, which holds no observations; "
        "choose a data message."
    ),
    "error_message": N_(
        "The service answered with an error instead of data: {found}; ask it again."
    ),
    "footer_error": N_(
        "The message ends with an error of the service, so its data are not complete: "
        "{found}; ask for fewer data or ask again."
    ),
    "footer_only": N_(
        "The message holds no observations but says: {found}; follow what it says and "
        "choose the file with the data."
    ),
    "no_observations": N_(
        "The message is sound and holds no observations; ask for a wider selection."
    ),
    "only_deletions": N_(
        "All that the message does is to take back observations; a vintage holds what "
        "a source says, fetch the data as they stand now."
    ),
    "no_time": N_(
        "No dimension of the message is the time (found {found}); one called "
        "TIME_PERIOD is needed, an observation without a period cannot be placed."
    ),
    "no_series": N_(
        "The message names neither an indicator nor a dataflow (found {found}), so it "
        "cannot be told what is measured; fetch it again with its header."
    ),
    "column_repeated": N_(
        "The header names the component {column} twice; keep one of the two columns."
    ),
    "no_value": N_(
        "No column of the message is the value (found {found}); one called OBS_VALUE "
        "is needed."
    ),
}

OF_OBSERVATIONS: Mapping[str, str] = {
    "deleted": N_(
        "The message takes this observation back; it was not stored, nor was anything "
        "removed."
    ),
    "multiplier_unreadable": N_(
        "“{value}” is no power of ten, so it cannot be told how large the value is; "
        "write UNIT_MULT as a whole number between -{limit} and {limit}."
    ),
    "confidential": N_(
        "The source marks this value as not free for publication ({value}); ask it "
        "for the public edition."
    ),
}

OF_READING: Mapping[str, str] = {
    "footer_said": N_("The service adds: {found}."),
    "time_told": N_(
        "No column is called TIME_PERIOD; {column} holds periods and was taken for it."
    ),
    "left_out": N_(
        "Some attributes describe no single value and stay in the source's file only: "
        "{found}."
    ),
    "area_absent": N_("The message names no area; its series stand without one."),
    "units_differ": N_(
        "The same observation is given in several units ({column}), which are kept "
        "apart as a dimension."
    ),
}

TEMPLATES: Mapping[str, str] = {**OF_MESSAGES, **OF_OBSERVATIONS, **OF_READING}


@dataclass(frozen=True, slots=True)
class Reason(of_series.Reason):
    """A reason whose sentence stands here."""

    templates = TEMPLATES


def reason(code: str, /, **values: object) -> Reason:
    """Make a reason whose values are fit to be shown."""
    return Reason(code, of_series.reason("empty", **values).values)


def refuse(code: str, /, **values: object) -> FileRefused:
    return FileRefused(reason(code, **values))


def refuse_cell(code: str, /, **values: object) -> CellRefused:
    return CellRefused(reason(code, **values))
