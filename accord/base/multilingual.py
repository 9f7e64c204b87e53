"""A text in several languages, with the state of each translation.

Stored as `{"original": "fr", "texts": {"fr": {"text": …}, "en": {"text": …,
"state": "reviewed", "of": …}}}`. `of` is the digest of the original that was
translated: a translation is stale as soon as the original has moved, and that is
derived, never stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.db import models
from django.utils.translation import get_language


class State(StrEnum):
    ORIGINAL = "original"
    MACHINE = "machine"
    REVIEWED = "reviewed"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Passage:
    """One text in one language, as a page shows it."""

    text: str
    language: str
    state: State

    def __str__(self) -> str:
        return self.text


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Rendering:
    text: str
    state: State = State.ORIGINAL
    of: str = ""


@dataclass(frozen=True, slots=True)
class Multilingual:
    """An original and its translations. Immutable: changes return a new value."""

    original_language: str = "en"
    renderings: Mapping[str, _Rendering] = field(default_factory=dict)

    @classmethod
    def of(cls, language: str, text: str, **translations: str) -> "Multilingual":
        """Build from the original; keyword arguments are reviewed translations."""
        value = cls(language, {language: _Rendering(text)} if text else {})
        for other, translated in translations.items():
            value = value.with_text(other, translated)
        return value

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> "Multilingual":
        if not stored:
            return cls()
        return cls(
            stored["original"],
            {
                language: _Rendering(
                    each["text"],
                    State(each.get("state", State.ORIGINAL)),
                    each.get("of", ""),
                )
                for language, each in stored["texts"].items()
            },
        )

    def to_json(self) -> dict[str, Any]:
        texts: dict[str, dict[str, str]] = {}
        for language, each in self.renderings.items():
            texts[language] = {"text": each.text}
            if language != self.original_language:
                texts[language] |= {"state": each.state.value, "of": each.of}
        return {"original": self.original_language, "texts": texts}

    @property
    def original(self) -> str:
        rendering = self.renderings.get(self.original_language)
        return rendering.text if rendering else ""

    @property
    def languages(self) -> list[str]:
        """The languages there are, the original first."""
        others = sorted(set(self.renderings) - {self.original_language})
        own = [self.original_language] if self.original else []
        return own + others

    def text_in(self, language: str) -> str:
        """Return the text of that very language, or an empty string."""
        rendering = self.renderings.get(language)
        return rendering.text if rendering else ""

    def in_language(self, language: str) -> Passage:
        """Return the passage to show: that language, or else the original."""
        shown = language if language in self.renderings else self.original_language
        rendering = self.renderings.get(shown)
        if rendering is None:
            return Passage("", shown, State.ORIGINAL)
        if shown == self.original_language:
            return Passage(rendering.text, shown, State.ORIGINAL)
        stale = rendering.of != _digest(self.original)
        return Passage(rendering.text, shown, State.STALE if stale else rendering.state)

    def with_text(
        self, language: str, text: str, *, state: State = State.REVIEWED
    ) -> "Multilingual":
        """Return a copy with that language's text; an empty text removes it."""
        renderings = dict(self.renderings)
        if not text:
            renderings.pop(language, None)
        elif language == self.original_language:
            renderings[language] = _Rendering(text)
        else:
            renderings[language] = _Rendering(text, state, _digest(self.original))
        return Multilingual(self.original_language, renderings)

    def with_texts(
        self, original_language: str, texts: Mapping[str, str]
    ) -> "Multilingual":
        """Return a copy that holds exactly `texts`.

        A translation whose words did not change keeps the original it was made
        from, so that it turns stale when only the original moved.
        """
        value = Multilingual.of(original_language, texts.get(original_language, ""))
        renderings = dict(value.renderings)
        for language, text in texts.items():
            if language == original_language or not text:
                continue
            before = self.renderings.get(language)
            if before and before.text == text and before.of:
                renderings[language] = before
            else:
                renderings[language] = _Rendering(
                    text, State.REVIEWED, _digest(value.original)
                )
        return Multilingual(original_language, renderings)

    def __bool__(self) -> bool:
        return any(each.text for each in self.renderings.values())

    def __str__(self) -> str:
        return self.in_language(get_language() or "en").text


class MultilingualField(models.JSONField):
    """A JSON column that reads and writes `Multilingual`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Multilingual)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        stored = super().from_db_value(value, expression, connection)
        # A key lookup such as title__original reads a part, not a whole.
        if isinstance(stored, dict) and "texts" in stored:
            return Multilingual.from_json(stored)
        return Multilingual() if stored in (None, {}) else stored

    def get_db_prep_value(
        self,
        value: Any,
        connection: Any,
        prepared: bool = False,  # noqa: FBT001, FBT002 - Django's own
    ) -> Any:
        if isinstance(value, Multilingual):
            value = value.to_json()
        return super().get_db_prep_value(value, connection, prepared)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):
            return Multilingual.from_json(value)
        return value

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj).to_json()
