"""What can be wrong with a list, as a code and a sentence.

Another layer translates a reason by translating `template` and filling in `values`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tally import reasons
from tally.reasons import N_, fit

TEMPLATES: Mapping[str, str] = {
    "empty": N_("The file is empty; choose the file that holds the list."),
    "too_large": N_(
        "The file is larger than {limit} MB; choose the list alone, without "
        "attachments."
    ),
    "packed": N_(
        "The file is packed as {format}; unpack it first and choose the list in it."
    ),
    "not_xml": N_(
        "The file is not XML: it begins with “{found}”; choose the list as CSV, Excel "
        "or XML."
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
        "it can pull in other files; download the list without it."
    ),
    "malformed": N_(
        "The XML is broken on line {line} ({detail}), so nothing was read; download "
        "the list again."
    ),
    "truncated": N_(
        "The XML ends too early, after line {line}; download the list again."
    ),
    "too_deep": N_(
        "Elements are nested too deeply on line {line}; no list needs that."
    ),
    "element_too_large": N_(
        "One entry before line {line} is longer than {limit} bytes; no list needs that."
    ),
    "too_many_attributes": N_(
        "An element on line {line} has more than {limit} attributes; no list needs "
        "that."
    ),
    "no_entries": N_(
        "The XML holds no entries of a shape known here (INDIVIDUAL and ENTITY, "
        "sdnEntry, or sanctionEntity); convert the list to CSV with a column “name”."
    ),
    "no_name_column": N_(
        "No column is called “name”; name the column that holds the names so. Found: "
        "{found}."
    ),
    "no_name": N_("It has no name."),
    "twice": N_("Its number {key} stands further up already."),
    "unreadable_table": N_("The table cannot be read: {detail}"),
}


@dataclass(frozen=True, slots=True)
class Reason(reasons.Reason):
    """Why something was refused or left out."""

    templates = TEMPLATES


class FileRefused(reasons.Refused):
    """The file as a whole cannot be read; nothing of it is taken over."""


def reason(code: str, /, **values: object) -> Reason:
    """Make a reason whose values are fit to be shown."""
    return Reason(code, fit(values))


def refuse(code: str, /, **values: object) -> FileRefused:
    return FileRefused(reason(code, **values))
