"""Cases: how the coalition judges who asks to join, and whom it reviews again.

Everything here is private to screeners. No page, export, search document, letter or
message outside this app is made of it; only `secretariat` and `config` may import it.
"""

from accord.screening.models.cases import Case, Interest, State
from accord.screening.models.findings import CheckAnswer, Controversy, Risk, Verdict
from accord.screening.models.judgements import Decision, Outcome, Recommendation
from accord.screening.models.lists import Edition, Hit, HitVerdict, ListEntry, NameList

__all__ = [
    "Case",
    "CheckAnswer",
    "Controversy",
    "Decision",
    "Edition",
    "Hit",
    "HitVerdict",
    "Interest",
    "ListEntry",
    "NameList",
    "Outcome",
    "Recommendation",
    "Risk",
    "State",
    "Verdict",
]
