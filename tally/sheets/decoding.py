"""Find out in which encoding a text file was saved, and never guess silently."""

import codecs
import re

from tally.sheets.reasons import refuse

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
WINDOWS = "Windows-1252"
# Other encodings read as Windows-1252 give signs inside words or long rows of accented
# letters, which no language has that is written in it.
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽžŸ"
_ODD = (
    rf"[{_LETTER}][‚ƒ„†‡ˆ‰‹˜›¢£¤¥¦§¨©¬®¯±¶¸¹¼½¾¿²³µ÷×][{_LETTER}]"
    r"|[À-ÖØ-öø-ÿŒœŠšŽžŸ]{3}"
    r"|[a-zà-öø-ÿ][À-ÖØ-ÞŒŠŽŸ][a-zà-öø-ÿ]"
)
_DOUBTFUL = re.compile(_ODD)


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding for people, or refuse the file."""
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _strictly(content, codec, name), name
    codec = _wide_without_mark(content)
    if codec:
        return _strictly(content, codec, "UTF-16"), "UTF-16"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(content, error):
            raise _broken(content, error.start, "UTF-8") from error
    text = _strictly(content, "cp1252", WINDOWS)
    odd = _DOUBTFUL.search(text)
    if odd:
        row = text.count("\n", 0, odd.start()) + 1
        raise refuse("encoding_doubtful", row=row, found=_around(text, odd))
    return text, WINDOWS


def _around(text: str, odd: re.Match[str]) -> str:
    """Return the words in which something odd stands."""
    begin = max(text.rfind("\n", 0, odd.start()) + 1, odd.start() - 20)
    return text[begin : odd.end() + 20].partition("\n")[0]


def _wide_without_mark(content: bytes) -> str:
    """Return the codec of UTF-16 without its mark: every other byte is mostly 0."""
    sample = content[:4000]
    if len(content) % 2 or len(sample) < 4:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return ""


def _is_mostly_utf8(content: bytes, error: UnicodeDecodeError) -> bool:
    """Say whether a file that is not UTF-8 is one with a broken place."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    sound = len(content) - len(content.decode("ascii", errors="ignore"))
    several = sum(ord(c) > 127 and c != "\ufffd" for c in text)
    return several >= 3 and sound > 0 and broken * 4 <= several


def _strictly(content: bytes, codec: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise _broken(content, error.start, name, codec) from error


def _broken(content: bytes, place: int, name: str, codec: str = "utf-8") -> Exception:
    before = content[:place].decode(codec, errors="replace")
    row = before.count("\n") + 1
    return refuse("encoding_broken", row=row, encoding=name)
