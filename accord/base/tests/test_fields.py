"""Fields of several inputs: what they take, what they refuse and what they say."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from accord.base import fields
from accord.base.multilingual import Multilingual
from accord.base.templatetags.components import (
    day,
    first_input_id,
    money,
    number,
    percent,
)


@pytest.fixture(autouse=True)
def english():
    """Keep out the language in which another test has left the thread."""
    with translation.override("en"):
        yield


class OneForm(forms.Form):
    day = fields.DayField(required=False)
    budget = fields.MoneyField(
        required=False, currencies=[("EUR", "EUR"), ("XOF", "XOF")]
    )
    title = fields.MultilingualFormField(required=False, limit=20)


def cleaned(**data):
    form = OneForm(data)
    assert form.is_valid(), form.errors
    return form.cleaned_data


def test_a_day_in_three_parts_is_a_date():
    made = cleaned(day_day="29", day_month="2", day_year="2028")

    assert made["day"] == date(2028, 2, 29)
    assert cleaned()["day"] is None


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("29", "2", "2027"), "There is no such day. Check the day and the month."),
        (("29", "", "2027"), "Enter the day, the month and the year."),
        (("29", "13", "2027"), "Enter a day such as 27 3 2026."),
        (("x", "1", "2027"), "Enter a day such as 27 3 2026."),
        (("1", "1", "0"), "Enter a day such as 27 3 2026."),
    ],
)
def test_a_day_that_is_none_gets_one_sentence(parts, sentence):
    form = OneForm(dict(zip(("day_day", "day_month", "day_year"), parts, strict=True)))

    assert form.errors["day"] == [sentence]


def test_an_amount_has_a_currency_and_a_currency_alone_is_nothing():
    assert cleaned(budget_amount="240000.50", budget_currency="EUR")["budget"] == (
        Decimal("240000.50"),
        "EUR",
    )
    assert cleaned(budget_amount=" ", budget_currency="EUR")["budget"] is None
    assert not OneForm({"budget_amount": "5"}).is_valid()
    assert not OneForm({"budget_amount": "-5", "budget_currency": "EUR"}).is_valid()


def test_a_text_keeps_its_languages_and_its_original():
    title = cleaned(title_original="fr", title_fr="Garde", title_en="Care")["title"]

    assert title.original == "Garde"
    assert title.text_in("en") == "Care"
    assert title.languages == ["fr", "en"]


def test_a_text_without_its_original_is_refused_and_an_empty_one_is_empty():
    form = OneForm({"title_original": "fr", "title_en": "Care"})

    assert "original language" in form.errors["title"][0]
    assert not cleaned(title_original="fr")["title"]


def test_what_was_typed_stays_when_another_part_is_wrong():
    form = OneForm({"title_original": "fr", "title_en": "Care & more", "title_fr": ""})

    page = str(form)

    assert "Care &amp; more" in page
    assert 'aria-invalid="true"' in page
    assert first_input_id(form["title"]) == "id_title_0"
    assert 'id="id_title_0"' in page


def test_a_stored_text_fills_the_inputs():
    form = OneForm(initial={"title": Multilingual.of("es", "Cuidados", en="Care")})

    page = str(form)

    assert '<option value="es" selected>' in page
    assert "Cuidados" in page
    assert 'lang="ar" dir="rtl"' in page


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "1,234.5"), ("fr", "1\u202f234,5"), ("es", "1.234,5"), ("ar", "1,234.5")],
)
def test_numbers_are_written_in_the_readers_manner(language, written):
    with translation.override(language):
        assert number(1234.5) == written


def test_shares_and_amounts_read_well():
    with translation.override("fr"):
        assert percent(0.1234, 1) == "12,3\xa0%"
        assert money(Decimal("240000.00"), "EUR") == "240\u202f000\xa0€"
    with translation.override("en"):
        assert percent(0.5) == "50%"
        assert money(Decimal("0.50"), "EUR") == "€0.50"


def test_a_day_is_written_in_full_and_words_stay_words():
    with translation.override("en"):
        written = day(date(2026, 6, 3))
        assert written == '<time datetime="2026-06-03">3 June 2026</time>'
        assert day("spring 2026") == "spring 2026"
        assert day(None) == ""
    with translation.override("fr"):
        assert ">1er octobre 2026<" in day(date(2026, 10, 1))
        assert ">11 octobre 2026<" in day(date(2026, 10, 11))
    with translation.override("ar"):
        assert "3 يونيو 2026" in day(date(2026, 6, 3))
