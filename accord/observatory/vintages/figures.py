"""Figures follow the vintages: a job compiles them after each change."""

from accord.base.jobs import job
from accord.observatory.compiling import compile_figures


@job("compile-figures")
def compile_job() -> None:
    """Compile the figures of the vintages in use; nothing where they are there."""
    compile_figures()


def follow() -> None:
    """Let the figures follow, once the transaction that is open has ended well."""
    compile_job.defer()
