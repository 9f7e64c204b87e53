"""Files made to harm whoever reads them, each with the reason it must be refused for.

    python -m tally.sdmx.reading.tests.hostile FOLDER

converts every file of the folder and prints, for each, the reason, the seconds of
computing, and the growth of the peak of memory in megabytes so far.
"""

import gzip
import resource
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tally.sdmx.reading.tests.samples import COMMON, MESSAGE, SPECIFIC
from tally.series import FileRefused, convert

MEGABYTE = 1_000_000
HEAD = (
    f'<m:StructureSpecificData xmlns:m="{MESSAGE}" xmlns:ss="{SPECIFIC}" '
    f'xmlns:c="{COMMON}" xmlns:xi="http://www.w3.org/2001/XInclude" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
DATA = '<m:DataSet ss:structureRef="FLOW"><Series REF_AREA="KEN">'
OBS = '<Obs TIME_PERIOD="2021" OBS_VALUE="1"/>'
END = "</Series></m:DataSet></m:StructureSpecificData>"
GOOD = HEAD + DATA + OBS + END
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(1, 10))
LONG = 50 * MEGABYTE


def texts(fifo: str, address: str) -> Iterator[tuple[str, str, str | bytes]]:
    """Name, code of the reason, content; reading `fifo` would never end."""
    doctypes = {
        "laughs": f'<!DOCTYPE x [<!ENTITY l1 "ha">{LAUGHS}]><x a="&l10;">&l10;</x>',
        "quadratic": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'
        f"<x>{'&a;' * 50_000}</x>",
        "external": f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{fifo}">]><x>&f;</x>',
        "network": f'<!DOCTYPE x SYSTEM "{address}x.dtd">{GOOD}',
        "parameter": f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{address}p"> %p;]>{GOOD}',
        "commented": f"<?xml version='1.0'?><!-- <a> --><?p q?>\n<!DOCTYPE x>{GOOD}",
    }
    for name, text in doctypes.items():
        yield name, "doctype", text
        yield f"{name}-16", "doctype", text.encode("utf-16")
    yield "le", "doctype", doctypes["network"].encode("utf-16-le")
    yield "within", "malformed", HEAD + f"<!DOCTYPE x SYSTEM '{address}'>" + END
    yield "undeclared", "malformed", HEAD + DATA + "&nothing;" + OBS + END
    include = f'<xi:include href="file://{fifo}" parse="text"/>'
    yield "xinclude", "xinclude", HEAD + DATA + include + OBS + END
    yield "deep", "too_deep", HEAD + "<a>" * 10_000 + "</a>" * 10_000 + END
    yield "deep-series", "too_deep", HEAD + DATA + "<a>" * 10_000
    yield (
        "attribute",
        "element_too_large",
        HEAD + DATA + f'<Obs A="{"a" * LONG}"/>' + END,
    )
    yield "text", "element_too_large", HEAD + DATA + "a" * LONG + END
    yield (
        "text-16",
        "element_too_large",
        (HEAD + DATA + "a" * 9_000_000).encode("utf-16"),
    )
    yield "comment", "element_too_large", HEAD + DATA + f"<!--{'a' * LONG}-->" + END
    yield "instruction", "element_too_large", HEAD + DATA + f"<?p {'a' * LONG}?>" + END
    yield "prolog", "element_too_large", f"<!--{'a' * LONG}-->" + GOOD
    yield "name", "element_too_large", HEAD + DATA + f"<{'a' * LONG}/>" + END
    attributes = " ".join(f'b{n}="1"' for n in range(100_000))
    yield (
        "attributes",
        "too_many_components",
        HEAD + DATA + f"<Obs {attributes}/>" + END,
    )
    yield "header", "element_too_large", HEAD + "<m:Header>" + "<m:a/>" * 500_000
    yield "beside", "element_too_large", HEAD + "<m:a/>" * 500_000
    yield "truncated", "truncated", HEAD + DATA + OBS * 2000
    yield "two-roots", "malformed", GOOD + GOOD
    yield (
        "bytes",
        "encoding_broken",
        (HEAD + DATA).encode() + b"\xff\xfe" + OBS.encode(),
    )
    yield "utf-7", "encoding_unknown", f'<?xml version="1.0" encoding="UTF-7"?>{GOOD}'
    yield "ebcdic", "encoding_unknown", f'<?xml version="1.0" encoding="cp037"?>{GOOD}'
    yield "json-deep", "json_broken", '{"a":' * 100_000
    yield "json-large", "json_too_large", "{" + " " * (70 * MEGABYTE)
    yield "json-digits", "json_broken", '{"a":' + "9" * 10_000 + "}"


def write(folder: Path, fifo: str, address: str) -> dict[str, str]:
    """Write the files; the reason each must be refused for, by its name."""
    codes = {}
    for name, code, content in texts(fifo, address):
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
        codes[name] = code
    with gzip.open(folder / "bomb.gz", "wb", compresslevel=9) as file:
        file.write(GOOD.encode())
        for _ in range(100):
            file.write(b" " * MEGABYTE)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.xml", " " * LONG)
    return codes | {"bomb.gz": "packed_too_much", "bomb.zip": "archive"}


def main() -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in sorted(Path(sys.argv[1]).iterdir()):
        began = time.process_time()
        try:
            code = str(convert(path, path.parent.parent / "out.parquet").stored)
        except FileRefused as refused:
            code = refused.code
        seconds = time.process_time() - began
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak
        print(path.name, code, f"{seconds:.2f}", grown // 1024)  # noqa: T201


if __name__ == "__main__":
    main()
