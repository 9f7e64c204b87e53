"""Published messages with something wrong in them, the same ones every time."""

import random

TOKENS = (
    *(
        b"<",
        b">",
        b'"',
        b"'",
        b"&",
        b"&amp;",
        b"&#10;",
        b"&#0;",
        b"<!--",
        b"]]>",
        b"<?x?>",
    ),
    *(
        b"\x00",
        b"\xff",
        b"\xc3",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n\n",
        b"\x1f",
        b"\x01",
        b"\t",
    ),
    *(
        b"NaN",
        b"1e999",
        b"-",
        b"null",
        b"[]",
        b"{}",
        b":",
        b",",
        b";",
        b"{0}",
        b"%s",
        b"~",
    ),
    *(b"Delete", b"OBS_VALUE", b"TIME_PERIOD", b"REF_AREA", b"UNIT_MULT", b"99", b"-1"),
    *(b"<Obs/>", b"<Series>", b"</Series>", b"<Group/>", b"xsi:type", b"9" * 400),
)
# Put between quotation marks, where they break no syntax.
VALUES = (
    *(b"", b" ", b"NaN", b"1e999", b"-0", b"1,5", b"1 234", b"abc", b"9" * 400, b"-99"),
    *(
        b"2021",
        b"2021-13",
        b"2021-Q5",
        b"0000",
        b"2021-02-30",
        b"1990-01-01/P1Y",
        b"_Z",
    ),
    *(b"OBS_VALUE", b"TIME_PERIOD", b"REF_AREA", b"UNIT_MULT", b"CONF_STATUS", b"FREQ"),
    *(b"AllDimensions", b"Delete", b"Error", b"STR1", b"KE", b"{0}", b"%s", b"a:b:c"),
    *("é\u00a0مش".encode(), b"0:0", b"0:9", b"\\u0000", b"\\ud800", b"id", b"values"),
)


def mutant(content: bytes, seed: str) -> bytes:
    """The content with one to four faults: cut, doubled, moved, changed, put in."""
    chance = random.Random(seed)  # noqa: S311
    data = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        if not data:
            break
        place = chance.randrange(len(data))
        end = min(len(data), place + chance.choice((1, 4, 40, 400)))
        kind = chance.randrange(10)
        if kind == 0:
            del data[place:end]
        elif kind == 1:
            data[place:place] = data[place:end]
        elif kind == 2:
            data[place] = chance.randrange(256)
        elif kind == 3:
            data[place:place] = chance.choice(TOKENS)
        elif kind == 4:
            data[place:end] = chance.choice(TOKENS)
        elif kind == 5:
            del data[place:]
        elif (begin := data.find(b'"', place)) >= 0:
            end = data.find(b'"', begin + 1)
            data[begin + 1 : end if end > 0 else begin + 1] = chance.choice(VALUES)
    return bytes(data)
