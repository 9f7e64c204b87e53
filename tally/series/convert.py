"""One official file to one tidy Parquet file: all of it or nothing."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from tally.series import engine
from tally.series.head import found_in
from tally.series.judging import judged
from tally.series.layout import Table
from tally.series.loading import load
from tally.series.model import Limits, Report
from tally.series.opening import linked, opened
from tally.series.reasons import refuse
from tally.series.recognise import examined, layout_of
from tally.series.writing import report_of, write

# Called with the step that begins; whatever it raises stops the conversion.
Watch = Callable[[str], None]


def convert(
    path: Path,
    parquet: Path,
    *,
    name: str | None = None,
    source: str = "",
    limits: Limits | None = None,
    watch: Watch | None = None,
) -> Report:
    """Write the observations of the file to `parquet`, and report what became of them.

    Everything is made in a folder beside `parquet`, which is moved into place at the
    end; a conversion that is stopped leaves no half file. Raises `FileRefused`.
    """
    limits = limits or Limits()
    step = watch or (lambda _: None)
    work = Path(tempfile.mkdtemp(prefix=".series-", dir=parquet.parent))
    try:
        step("opening")
        file = opened(path, work, limits, lambda _: step("opening"))
        sample, head = examined(file, limits, name or path.name)
        layout = layout_of(sample, head)
        table = Table(path=linked(file.path, work), columns=sample.columns)
        if head is not None:
            table = Table(table.path, head.columns, head.delimiter, head.line)
        table, plan = layout.plan(table, sample, work)
        connection = engine.connected(work, table.path, limits)
        try:
            step("loading")
            is_regular = head is not None and not file.is_irregular
            rows = file.lines - table.skipped if is_regular else None
            loaded = load(connection, table, plan, rows, work, limits)
            if not loaded.rows and not loaded.counts:
                raise refuse("no_rows", found=found_in(sample))
            step("judging")
            result = judged(connection, loaded, plan, limits)
            step("writing")
            made = work / "observations.parquet"
            write(connection, result, made)
            report = report_of(
                connection,
                result,
                layout=layout.code,
                remarks=(*file.remarks, *plan.remarks),
                limits=limits,
            )
        finally:
            connection.close()
        made.replace(parquet)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return report
