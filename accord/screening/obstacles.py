"""What else stands against accepting a case: sentences, from whoever registers.

Names that were compared with lists are one: a hit that nobody has judged yet.
"""

from collections.abc import Callable

from accord.screening.models import Case

Obstacles = Callable[[Case], list[str]]
_registered: list[Obstacles] = []


def register(obstacles: Obstacles) -> None:
    """Let a function name, in sentences, what stands against accepting a case."""
    if obstacles not in _registered:
        _registered.append(obstacles)


def of(case: Case) -> list[str]:
    return [sentence for each in _registered for sentence in each(case)]
