"""Why a question is not answered: a status, a code of the standard, a remedy."""

from tally.sdmx.writing import errors


class Refused(Exception):
    """A sentence for a person, and what it means for a program."""

    def __init__(self, sentence: str, *, status: int, code: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.code = code


class Misspelt(Refused):
    """The question is not written as the standard says."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, status=400, code=errors.SYNTAX)


class Senseless(Refused):
    """The question is well written and cannot be meant."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, status=422, code=errors.SEMANTIC)


class NothingFound(Refused):
    """There is no such thing here."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, status=404, code=errors.NO_RESULTS)


class Empty(NothingFound):
    """There are no figures of that kind, which REST 2 says by an empty answer."""


class NotOffered(Refused):
    """The standard has it and we do not."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, status=501, code=errors.NOT_IMPLEMENTED)


class TooLarge(Refused):
    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, status=413, code=errors.TOO_LARGE)


class TooLong(Refused):
    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, status=414, code=errors.SYNTAX)


class NotAcceptable(Refused):
    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, status=406, code=errors.SYNTAX)
