"""Error messages: what was wrong and what to do, with a code of the standard."""

import json
from collections.abc import Iterator

from tally.sdmx.writing.artefacts import Texts
from tally.sdmx.writing.markup import COMMON, DECLARATION, MESSAGE, texts

ML_TYPE = "application/vnd.sdmx.error+xml;version=2.1"
JSON_TYPE = "application/vnd.sdmx.data+json;version=2.0.0"
# Codes of section 7 of the web service guidelines.
NO_RESULTS, SYNTAX, SEMANTIC, NOT_IMPLEMENTED, TOO_LARGE = 100, 140, 150, 501, 510
SERVER_ERROR, UNAVAILABLE = 500, 503


def write_ml(code: int, sentences: Texts) -> Iterator[bytes]:
    yield (
        f'{DECLARATION}<message:Error xmlns:message="{MESSAGE}" '
        f'xmlns:common="{COMMON}"><message:ErrorMessage code="{code}">'
        f"{texts('Text', sentences)}</message:ErrorMessage></message:Error>\n"
    ).encode()


def write_json(code: int, sentences: Texts) -> Iterator[bytes]:
    yield json.dumps(
        {"errors": [{"code": code, "titles": dict(sentences)}]}, ensure_ascii=False
    ).encode()
