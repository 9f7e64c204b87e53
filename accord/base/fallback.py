"""Mark, in a language whose interface is not complete, what fell back to English.

A sentence without translation stands in English on an Arabic page. Whoever listens to
the page, or sets it, must be told: such text gets `lang` and `dir` of its own.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

Respond = Callable[[HttpRequest], HttpResponse]

ORIGINAL = "en"
# Whole scripts and styles, comments, and tags with whatever their attributes hold.
_MARKUP = re.compile(
    r"""(<(?:script|style|textarea)\b.*?</(?:script|style|textarea)>
        |<!--.*?-->
        |</?[a-zA-Z!](?:[^<>"']|"[^"]*"|'[^']*')*>)""",
    re.DOTALL | re.VERBOSE,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_LANGUAGE = re.compile(r"""\slang=["']?([\w-]+)""")
_ENTITY = re.compile(r"&#?\w+;")
# A word of at least three letters that is no code such as CSV or SDG.
_WORD = re.compile(r"[^\W\d_]*[a-zà-ɏ][^\W\d_]*")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}
_VOID |= {"source", "track", "wbr", "circle", "line", "path", "polygon", "rect", "use"}
# Elements that may hold text and no element.
_BARE = {"title", "option", "text", "tspan", "desc"}


class MarkedFallback:
    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        language = get_language() or settings.LANGUAGE_CODE
        if (
            language not in settings.COMPLETE_LANGUAGES
            and not response.streaming
            and response.headers.get("Content-Type", "").startswith("text/html")
        ):
            response.content = marked(response.content.decode(), language)
        return response


def marked(page: str, language: str) -> str:
    """Return `page`, of which text in Latin letters says that it is not `language`."""
    written: list[str] = []
    # Open elements: name, language, and where their start tag is written.
    stack = [("", "", 0)]
    for number, part in enumerate(_MARKUP.split(page)):
        if number % 2:
            _follow(stack, part, len(written))
        elif stack[-1][1] == language and is_foreign(part):
            part = _mark(stack, written, part)  # noqa: PLW2901 written as it is marked
        written.append(part)
    return "".join(written)


def is_foreign(text: str) -> bool:
    """Say whether a text is Latin: by its first word, and by most of its letters.

    An Arabic sentence may quote a Latin name that is longer than itself.
    """
    words = [each for each in _WORD.findall(_ENTITY.sub(" ", text)) if len(each) > 2]
    arabic = _ARABIC.findall(text)
    if not words or not arabic:
        return bool(words)
    begins_in_arabic = text.index(arabic[0]) < text.index(words[0])
    latin = [each for each in words if not _ARABIC.search(each)]
    return not begins_in_arabic and sum(map(len, latin)) > len(arabic)


def _follow(stack: list[tuple[str, str, int]], tag: str, place: int) -> None:
    found = _TAG.match(tag)
    if found is None or tag.startswith(("<script", "<style", "<textarea")):
        return
    closes, name = found[1], found[2].lower()
    if closes:
        names = [each[0] for each in stack]
        if name in names:
            del stack[len(names) - 1 - names[::-1].index(name) :]
    elif name not in _VOID and not tag.endswith("/>"):
        own = _LANGUAGE.search(tag)
        stack.append((name, own[1] if own else stack[-1][1], place))


def _mark(stack: list[tuple[str, str, int]], written: list[str], text: str) -> str:
    name, _language, place = stack[-1]
    if name in _BARE:
        start = written[place]
        written[place] = (
            f'{start[: len(name) + 1]} lang="{ORIGINAL}"{start[len(name) + 1 :]}'
        )
        stack[-1] = (name, ORIGINAL, place)
        return text
    words = text.strip()
    before, after = text.split(words, 1)
    return f'{before}<span lang="{ORIGINAL}" dir="ltr">{words}</span>{after}'
