"""What can be wrong with a file or an activity, as a code and a sentence.

The code is for machines, the sentence for people: it says what was found and what to
do.
Another layer translates a reason by translating `template` and filling in `values`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tally import reasons
from tally.reasons import N_, fit

OF_FILES: Mapping[str, str] = {
    "empty": N_("The file is empty; choose the file that holds the activities."),
    "packed": N_(
        "The file is packed as {format}; unpack it first and choose the XML file in it."
    ),
    "not_xml": N_(
        "The file is not XML: it begins with “{found}”; choose an IATI activity file."
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
        "it can pull in other files; remove it, IATI files need none."
    ),
    "malformed": N_(
        "The XML is broken on line {line} ({detail}), so nothing was read; repair the "
        "file or export it again."
    ),
    "truncated": N_(
        "The file stops on line {line} before its end, so nothing was read; fetch the "
        "whole file again."
    ),
    "too_deep": N_(
        "Elements are nested too deeply on line {line}; this is not an IATI activity "
        "file."
    ),
    "element_too_large": N_(
        "One element near line {line} is longer than {limit} characters; split it or "
        "take it out."
    ),
    "too_many_attributes": N_(
        "An element on line {line} has more than {limit} attributes; this is not an "
        "IATI activity file."
    ),
    "too_many_activities": N_(
        "The file holds more than {limit} activities; split it into several files."
    ),
    "organisation_file": N_(
        "This is an IATI organisation file (it begins with iati-organisations); choose "
        "the publisher's activity file."
    ),
    "root_wrong": N_(
        "The file begins with the element “{found}” where an IATI activity file begins "
        "with iati-activities; choose another file."
    ),
    "version_missing": N_(
        "The file does not say which version of IATI it follows; add version="
        "“2.03” to iati-activities if that is the one."
    ),
    "version_old": N_(
        "The file follows version {version} of IATI, which is no longer supported; "
        "convert it to version 2.03."
    ),
    "version_unknown": N_(
        "The file says that it follows version “{version}” of IATI; convert it to 2.03 "
        "(2.01 and 2.02 can be read too)."
    ),
}

OF_ACTIVITIES: Mapping[str, str] = {
    "identifier_missing": N_(
        "The activity has no iati-identifier; give it one, it is how the activity is "
        "recognised next time."
    ),
    "identifier_several": N_(
        "The activity has several iati-identifiers ({values}); keep the one that it is "
        "published under."
    ),
    "identifier_long": N_(
        "The iati-identifier has more than {limit} characters; shorten it."
    ),
    "identifier_twice": N_(
        "The same iati-identifier stands on line {first} already; only that activity "
        "is read, give this one its own."
    ),
    "too_many_entries": N_(
        "The activity has more than {limit} entries; split it into several activities."
    ),
}

OF_DETAILS: Mapping[str, str] = {
    "no_activities": N_("The file holds no activity; check that the export worked."),
    "more_notices": N_("{count} more remarks on this activity are not listed."),
    "element_unknown": N_(
        "The element “{found}” is not part of IATI 2.03 here and was left out; check "
        "its spelling and place."
    ),
    "element_several": N_(
        "The element stands more than once where one is allowed; the first was used."
    ),
    "element_missing": N_("The activity has no {missing}; add it."),
    "element_lacks": N_("The element has no {missing} in it; add it."),
    "attribute_unknown": N_(
        "The attribute “{found}” is not part of IATI 2.03 here and was left out; check "
        "its spelling."
    ),
    "attribute_missing": N_("The attribute {missing} is missing or empty; add it."),
    "code_unknown": N_(
        "“{value}” is not on the code list {list} and was left out; use a code of the "
        "list."
    ),
    "code_case": N_("“{value}” was read as {code}; write the code as the list does."),
    "code_old": N_(
        "“{value}” is how version 1 of IATI wrote it; it was read as {code}."
    ),
    "identifier_characters": N_(
        "The identifier “{value}” holds spaces or one of / & | ?; write it without, "
        "other systems may not find it."
    ),
    "identifier_prefix": N_(
        "The identifier does not begin with the reporting organisation's “{ref}-”; "
        "check both."
    ),
    "narrative_empty": N_("A narrative is empty and was left out; fill or remove it."),
    "narrative_missing": N_("The element has no text; add a narrative."),
    "narrative_outside": N_(
        "The text stands outside a narrative; it was read, put it into a narrative."
    ),
    "text_stray": N_(
        "The text “{value}” stands where no text belongs and was left out; remove it."
    ),
    "language_missing": N_(
        "Neither this text nor the activity says its language; add xml:lang, the text "
        "was kept without one."
    ),
    "language_unknown": N_(
        "“{value}” is not a language code; the text was kept without a language, use "
        "one such as en or fr."
    ),
    "language_twice": N_(
        "There are two texts in the language “{language}”; the first was used."
    ),
    "date_unreadable": N_(
        "“{value}” is not a date and was left out; write it as 2026-01-31."
    ),
    "date_trimmed": N_("“{value}” was read as the day {day}; write the day alone."),
    "date_unlikely": N_(
        "The year of “{value}” cannot be right and the date was left out; correct it."
    ),
    "date_twice": N_("There are two dates of type {type}; both were kept."),
    "date_future": N_(
        "The date {day} is said to have happened but lies in the future; correct the "
        "date or its type."
    ),
    "dates_reversed": N_("The end {end} lies before the start {start}; correct one."),
    "number_unreadable": N_(
        "“{value}” is not a number and was left out; write digits with a point, such "
        "as 1250.75."
    ),
    "number_separators": N_(
        "“{value}” holds separators or signs that can be read in two ways and was left "
        "out; write digits with a point, such as 1250.75."
    ),
    "percentage_range": N_(
        "“{value}” is not between 0 and 100 and was left out; correct the percentage."
    ),
    "percentages_missing": N_(
        "Several entries share the activity but not each has a percentage; add them."
    ),
    "percentages_sum": N_(
        "The percentages sum to {sum}, not to 100; correct them (vocabulary {group})."
    ),
    "currency_missing": N_(
        "The amount {value} has no currency and was left out; add currency or "
        "default-currency."
    ),
    "flag_unreadable": N_("“{value}” is neither 0 nor 1 and was left out."),
    "time_unreadable": N_(
        "“{value}” is not a date and time and was left out; write it as "
        "2026-01-31T12:00:00Z."
    ),
    "organisation_unnamed": N_(
        "The organisation has neither a ref nor a name; add one of them."
    ),
    "sector_missing": N_(
        "Neither the activity nor all its transactions name a sector; add one."
    ),
    "place_missing": N_(
        "Neither the activity nor all its transactions name a country or region; add "
        "one."
    ),
    "vocabulary_needs_text": N_(
        "A code of the publisher's own vocabulary needs a narrative that explains it; "
        "add one."
    ),
}

TEMPLATES: Mapping[str, str] = {**OF_FILES, **OF_ACTIVITIES, **OF_DETAILS}


@dataclass(frozen=True, slots=True)
class Reason(reasons.Reason):
    """Why something was refused or left out."""

    templates = TEMPLATES


def reason(code: str, /, **values: object) -> Reason:
    """Make a reason whose values are fit to be shown."""
    return Reason(code, fit(values))


class FileRefused(reasons.Refused):
    """The file as a whole cannot be read: whatever was read of it is to be dropped."""

    def __init__(self, reason: reasons.Reason, *, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


def refuse(code: str, /, *, line: int | None = None, **values: object) -> FileRefused:
    """The refusal to raise; a sentence that names a line takes it from `line`."""
    if line is not None:
        values["line"] = line
    return FileRefused(reason(code, **values), line=line)
