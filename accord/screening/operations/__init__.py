"""Everything that changes a case."""

from accord.screening.operations.carrying import (
    KILL_POINTS,
    carry_out,
    carry_out_due,
    open_missing,
)
from accord.screening.operations.cases import (
    NotPossible,
    change,
    close,
    declare,
    open_for,
    open_review,
    take,
)
from accord.screening.operations.findings import (
    add_controversy,
    add_risk,
    answer_items,
    answer_rest,
    change_controversy,
    change_risk,
    remove,
)
from accord.screening.operations.judging import (
    Advice,
    NotReady,
    ask,
    decide,
    decide_as_recommended,
    recommend,
    send_back,
    take_back,
    undo,
    why_not_decided,
)

__all__ = [
    "KILL_POINTS",
    "Advice",
    "NotPossible",
    "NotReady",
    "add_controversy",
    "add_risk",
    "answer_items",
    "answer_rest",
    "ask",
    "carry_out",
    "carry_out_due",
    "change",
    "change_controversy",
    "change_risk",
    "close",
    "decide",
    "decide_as_recommended",
    "declare",
    "open_for",
    "open_missing",
    "open_review",
    "recommend",
    "remove",
    "send_back",
    "take",
    "take_back",
    "undo",
    "why_not_decided",
]
