"""Everything that changes an application."""

from accord.joining.operations.deciding import accept, ask, decline, start_review
from accord.joining.operations.papers import add_paper, remove_paper
from accord.joining.operations.sending import (
    NotComplete,
    answer,
    missing_from,
    submit,
    withdraw,
)
from accord.joining.operations.states import NotPossible
from accord.joining.operations.writing import (
    Conflict,
    begin,
    holder_of,
    mail_links,
    save,
)

__all__ = [
    "Conflict",
    "NotComplete",
    "NotPossible",
    "accept",
    "add_paper",
    "answer",
    "ask",
    "begin",
    "decline",
    "holder_of",
    "mail_links",
    "missing_from",
    "remove_paper",
    "save",
    "start_review",
    "submit",
    "withdraw",
]
