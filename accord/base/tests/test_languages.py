"""Languages that the framework has no name for do not end a page."""

import pytest
from django.utils.translation import override

from accord.base.languages import name_of, own_name
from accord.base.multilingual import Multilingual
from accord.base.templatetags.accord import passage


@pytest.mark.parametrize(
    ("code", "own", "in_french"),
    [
        ("es", "español", "espagnol"),
        ("am", "አማርኛ", "amharique"),
        ("tlh", "Klingon", "klingon"),
        ("qaa", "qaa", "qaa"),
        ("../..", "../..", "../.."),
    ],
)
def test_a_language_has_a_name_or_at_least_its_code(code, own, in_french):
    with override("fr"):
        assert own_name(code) == own
        assert name_of(code).lower() == in_french


@pytest.mark.parametrize("code", ["am", "tlh", "qaa"])
def test_a_text_in_any_language_is_printed(code):
    with override("en"):
        assert "Cantines" in passage(Multilingual.of(code, "Cantines"))
