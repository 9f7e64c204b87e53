"""What the registry says, and how it comes into the database."""

import re
from datetime import date
from itertools import chain

import pytest

from accord.atlas.models import LANGUAGES
from accord.base import history
from accord.base.actor import Actor
from accord.observatory import loading, registry
from accord.observatory.models import Indicator, Line, Source, Unit

TODAY = date(2026, 11, 25)
NOBODY = Actor.anonymous()
TEXTS = ("names", "short_names", "definition")
# A mark that French sets a no-break space before, with anything else before it.
UNSPACED = re.compile(r"[^\u00a0\u202f\d][;:!?%»]|«[^\u00a0]| (?=[;:!?%])")
ENTRIES = registry.indicators()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda each: each["code"])
def test_an_indicator_says_all_it_must_in_every_language(entry):
    required = [*TEXTS, "populations"]
    required += ["formulas", "caveats"] if entry["lines"] else ["wanted"]

    for name in required:
        assert set(entry[name]) == set(LANGUAGES), name
        assert all(text.strip() for text in entry[name].values()), name
    assert entry["polarity"] in {-1, 0, 1}
    assert entry["lines"] or entry["wanted"]
    assert entry["worth"] or not entry["lines"]
    # What only describes a country stands under no challenge.
    assert entry["challenges"] or entry["polarity"] == 0


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda each: each["code"])
def test_french_sets_its_spaces_and_no_language_is_left_in_english(entry):
    for name in (*TEXTS, "populations", "formulas", "caveats", "wanted"):
        texts = entry[name]
        if texts:
            assert not UNSPACED.findall(texts["fr"]), texts["fr"]
        if texts and name in {"definition", "caveats"}:
            assert len(set(texts.values())) == len(LANGUAGES), name


def test_codes_are_said_once_and_refer_to_what_there_is():
    units = {each["code"] for each in registry.units()}
    sources = {each["code"] for each in registry.sources()}
    codes = [each["code"] for each in ENTRIES]
    lines = list(chain.from_iterable(each["lines"] for each in ENTRIES))

    assert len(codes) == len(set(codes))
    assert {each["unit"] for each in ENTRIES} <= units
    assert {each["source"] for each in lines} <= sources
    assert {each["definition"] for each in lines} <= registry.definitions().keys()
    assert {each["weight"] for each in ENTRIES} - {""} <= set(codes)


def test_a_definition_is_named_in_the_readers_language_with_its_detail():
    assert registry.definition_name("ppp-2017", "fr").startswith("Parité de pouvoir")
    assert registry.definition_name("national:X", "en") == "National definition (X)"
    assert registry.definition_name("unheard-of", "es") == "unheard-of"


@pytest.mark.django_db
def test_a_load_fills_the_registry_and_a_second_one_changes_nothing(registered):
    again = loading.load(by=NOBODY, on=TODAY)

    assert again.changes == 0
    (first,) = history.entries_of(again)
    assert first.after["indicator"] == Indicator.objects.count() == len(ENTRIES)
    informal = Indicator.objects.get(code="informal-employment")
    assert informal.global_indicator.code == "8.3.1"
    assert [each.code for each in informal.challenges.all()] == ["1", "5"]
    assert informal.unit.difference.code == "percentage-point"
    assert Source.objects.get(code="ilostat").licence == "CC BY 4.0"
    assert Unit.objects.get(code="percent").symbols["fr"] == "\u00a0%"


@pytest.mark.django_db
def test_what_staff_edited_is_left_alone_and_lines_follow_the_files(registered):
    edited = Indicator.objects.get(code="unemployment")
    edited.names = {"en": "Unemployment, total"}
    edited.edited_on = TODAY
    edited.save()
    edited.lines.all().delete()
    Line.objects.filter(indicator__code="informal-employment").update(series="OLD")

    loaded = loading.load(by=NOBODY, on=TODAY)

    edited.refresh_from_db()
    assert edited.names == {"en": "Unemployment, total"}
    assert not edited.lines.exists()
    assert loaded.kinds["indicator"].kept == 1
    line = Line.objects.get(indicator__code="informal-employment")
    assert line.series == "SDG_0831_SEX_ECO_RT"
