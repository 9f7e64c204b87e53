"""Long passwords that are guessed all the same.

Lists of common passwords hold hardly any of twelve characters; what people type then
is a row of keys, a few characters over and over, or a usual word with digits.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST_DISTINCT = 5
LEAST_LEFT = 6
ROWS = (
    "0123456789012345678901234567890",
    "abcdefghijklmnopqrstuvwxyzabcdefghij",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertzuiopasdfghjklyxcvbnm",
)
USUAL = (
    *("password", "motdepasse", "contrasena", "passwort", "welcome", "bienvenue"),
    *("bienvenido", "letmein", "iloveyou", "administrator", "socialjustice"),
    *("justicesociale", "justiciasocial", "coalition", "coalicion", "accord", "admin"),
    *("qwerty", "azerty", "123456789", "12345678", "123456", "1234", "111111"),
)


class PredictablePasswordValidator:
    """Refuse rows of keys, repeated characters, and usual words with little else."""

    def validate(self, password: str, user: object = None) -> None:
        lowered = password.casefold()
        if (
            len(set(lowered)) < LEAST_DISTINCT
            or _is_a_row(lowered)
            or len(_without_usual_words(lowered)) < LEAST_LEFT
        ):
            raise ValidationError(
                _("This password is easy to guess. Use four unrelated words."),
                code="password_predictable",
            )

    def get_help_text(self) -> str:
        return _("It is not a row of keys, nor a usual word with a few digits.")


def _is_a_row(password: str) -> bool:
    return any(password in row or password[::-1] in row for row in ROWS)


def _without_usual_words(password: str) -> str:
    for word in USUAL:
        password = password.replace(word, "")
    return password
