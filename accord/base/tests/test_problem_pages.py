"""Problem pages: in every language, calm, and standing when little else does."""

import pytest
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

from accord.base.actor import Actor

LANGUAGES = ["en", "fr", "es", "ar"]
PROBLEMS = ["400", "403", "403_csrf", "404", "405", "410", "413", "429"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_problem_page_says_what_happened_and_where_to_go(problem, language):
    request = RequestFactory().get(f"/{language}/partners/")
    request.actor = Actor.anonymous()

    with translation.override(language):
        page = get_template(f"{problem}.html").render({}, request)

    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1
    assert f'href="/{language}/"' in page
    assert "<title> ·" not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", ["500", "503"])
def test_the_last_pages_need_neither_database_nor_request(problem, language):
    with translation.override(language):
        page = get_template(f"{problem}.html").render()

    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1
    assert "<script" not in page


@pytest.mark.django_db
def test_an_unknown_address_gets_the_page_in_its_language(client):
    response = client.get("/ar/nowhere/at/all/")

    assert response.status_code == 404
    assert '<html lang="ar" dir="rtl">' in response.content.decode()
