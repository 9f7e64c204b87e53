"""What the office is told of each text: its state in every language, and its story."""

from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.base.components import Moment
from accord.base.models import Entry
from accord.texts.models import Text, Version

State = Literal["none", "draft", "public", "changed", "stale"]
WORDS: dict[str, str | Promise] = {
    "none": gettext_lazy("Not begun"),
    "draft": gettext_lazy("Draft"),
    "public": gettext_lazy("Published"),
    "changed": gettext_lazy("Published, with a newer draft"),
    "stale": gettext_lazy("Older than the original"),
}
# Kinds of the tag component.
COLOURS = {
    "none": "quiet",
    "draft": "info",
    "public": "success",
    "changed": "info",
    "stale": "warning",
}
VERBS: dict[str, str | Promise] = {
    "begun": gettext_lazy("Begun"),
    "saved": gettext_lazy("Draft saved"),
    "published": gettext_lazy("Published"),
    "unpublished": gettext_lazy("Taken off the public pages"),
    "discarded": gettext_lazy("Draft discarded"),
}


@dataclass(frozen=True, slots=True)
class LanguageState:
    """How far a text is in one language."""

    language: str
    name: str
    state: State
    is_original: bool

    @property
    def word(self) -> str | Promise:
        return WORDS[self.state]

    @property
    def colour(self) -> str:
        return COLOURS[self.state]


@dataclass(frozen=True, slots=True)
class OfficeRow:
    text: Text
    title: str
    title_language: str
    states: list[LanguageState]


def row_of(text: Text) -> OfficeRow:
    """Return a line of the office's table. Asks nothing when versions are loaded."""
    public, drafts = text.public_versions, text.drafts
    original = text.original_language
    named = drafts.get(original) or public.get(original)
    return OfficeRow(
        text,
        named.title if named and named.title else text.slug,
        original if named and named.title else "",
        [
            LanguageState(
                code,
                name,
                _state(text, public.get(code), drafts.get(code)),
                code == original,
            )
            for code, name in settings.LANGUAGES
        ],
    )


def story_of(entry: Entry) -> Moment:
    """Return one entry of the history as the timeline shows it."""
    languages = dict(settings.LANGUAGES)
    values = {**entry.before, **entry.after}
    language = languages.get(values.get("language", ""), "")
    number = values.get("version")
    told = [language, _("version %(number)s") % {"number": number} if number else ""]
    personal = getattr(entry, "personal", None)
    return Moment(
        when=entry.on,
        title=VERBS.get(entry.verb, entry.verb),
        text=", ".join(each for each in told if each),
        who=personal.values.get("by", "") if personal else "",
    )


def _state(text: Text, public: Version | None, draft: Version | None) -> State:
    if public is None:
        return "none" if draft is None else "draft"
    if draft is not None:
        return "changed"
    return "stale" if text.is_stale(public) else "public"
