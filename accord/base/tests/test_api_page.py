"""The page that explains the API to people."""

import pytest
from django.test import Client

from accord.base.api import entrance
from accord.base.api.problems import KINDS, type_of


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_it_names_every_operation_and_every_problem(db, language):
    page = Client().get(f"/{language}/api/").content.decode()

    for path, methods in entrance.description()["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page
    for kind in KINDS:
        assert f'id="{kind}"' in page


def test_a_problem_leads_to_its_line(db, settings):
    settings.PUBLIC_URL = ""
    address, _hash, kind = type_of("stale").partition("#")

    assert f'id="{kind}"' in Client().get(address).content.decode()
