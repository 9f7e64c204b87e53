"""Structures: what is asked for, with what belongs to it, in four languages."""

import pytest

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def kinds(answer) -> dict[str, int]:
    """Return how many artefacts of each kind a message holds."""
    found: dict[str, int] = {}
    for each in answer.tree.iterfind("{*}Structures/*/*"):
        name = each.tag.rpartition("}")[2]
        found[name] = found.get(name, 0) + 1
    return found


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/dataflow", {"Dataflow": 5}),
        ("/dataflow/all/all/all", {"Dataflow": 5}),
        ("/dataflow/ACCORD/DF_FIGURES+DF_PILLAR_2/1.0.0", {"Dataflow": 2}),
        ("/datastructure/ACCORD/DSD_FIGURES/1.0", {"DataStructure": 1}),
        ("/codelist", {"Codelist": 12}),
        ("/conceptscheme/ACCORD", {"ConceptScheme": 1}),
        ("/agencyscheme/SDMX/AGENCIES/1.0", {"AgencyScheme": 1}),
        ("/contentconstraint/ACCORD/CC_FIGURES", {"ContentConstraint": 1}),
        ("/structure/codelist/ACCORD/CL_SEX,CL_AGE/~", {"Codelist": 2}),
        ("/structure/*/ACCORD/DF_FIGURES/1.+.0", {"Dataflow": 1}),
        (
            "/dataflow/ACCORD/DF_FIGURES?references=children",
            {"Dataflow": 1, "DataStructure": 1},
        ),
        (
            "/dataflow/ACCORD/DF_FIGURES?references=descendants",
            {"Dataflow": 1, "DataStructure": 1, "ConceptScheme": 1, "Codelist": 12},
        ),
        (
            "/dataflow/ACCORD/DF_FIGURES?references=all",
            {
                "Dataflow": 1,
                "DataStructure": 1,
                "ConceptScheme": 1,
                "Codelist": 12,
                "ContentConstraint": 1,
            },
        ),
        (
            "/dataflow/ACCORD/DF_FIGURES?references=parents",
            {"Dataflow": 1, "ContentConstraint": 1},
        ),
        (
            "/codelist/ACCORD/CL_SEX?references=parents",
            {"Codelist": 1, "DataStructure": 1},
        ),
        (
            "/codelist/ACCORD/CL_SEX?references=parentsandsiblings",
            {"Codelist": 12, "DataStructure": 1, "ConceptScheme": 1},
        ),
        (
            "/codelist/ACCORD/CL_SEX?references=dataflow",
            {"Codelist": 1, "Dataflow": 5},
        ),
        (
            "/dataflow/ACCORD/DF_FIGURES?references=codelist",
            {"Dataflow": 1, "Codelist": 12},
        ),
    ],
)
def test_what_is_asked_for_comes_with_what_belongs_to_it(ask, address, expected):
    answer = ask(address)

    assert answer.status == 200, answer.content
    assert kinds(answer) == expected


def test_codes_are_named_in_four_languages(ask):
    root = ask("/codelist/ACCORD/CL_INDICATOR").tree

    code = root.find(".//{*}Code[@id='INFORMAL_EMPLOYMENT']")
    assert {each.get(LANG): each.text for each in code.iterfind("{*}Name")} == {
        "en": "Informal employment",
        "fr": "Emploi informel",
        "es": "Empleo informal",
        "ar": "العمالة غير الرسمية",
    }


def test_every_concept_and_list_is_named_in_four_languages(ask):
    root = ask("/datastructure?references=children").tree

    named = [*root.iterfind(".//{*}Concept"), *root.iterfind(".//{*}Codelist")]
    assert len(named) == 35
    for each in named:
        found = {name.get(LANG) for name in each.iterfind("{*}Name")}
        assert found == {"en", "fr", "es", "ar"}, each.get("id")


def test_one_code_of_a_list_comes_with_what_it_lies_under(ask):
    root = ask("/codelist/ACCORD/CL_REF_AREA/latest/KEN").tree

    assert [each.get("id") for each in root.iterfind(".//{*}Code")] == ["001", "KEN"]
    assert root.find(".//{*}Codelist").get("isPartial") == "true"


def test_partial_references_hold_the_codes_that_have_figures(ask):
    root = ask(
        "/dataflow/ACCORD/DF_FIGURES?references=descendants&detail=referencepartial"
    ).tree

    areas = root.find(".//{*}Codelist[@id='CL_REF_AREA']")
    codes = {each.get("id") for each in areas.iterfind("{*}Code")}
    assert codes == {"001", "AFE", "FRA", "KEN", "SEN"}


def test_stubs_have_names_and_no_codes(ask):
    root = ask("/codelist/ACCORD/CL_SEX?detail=allstubs").tree

    assert root.find(".//{*}Codelist").get("isExternalReference") == "true"
    assert root.findall(".//{*}Code") == []


def available(answer) -> dict[str, list[str]]:
    return {
        each.get("id"): [value.text for value in each.iterfind("{*}Value")]
        for each in answer.tree.iterfind(".//{*}KeyValue")
    }


def test_what_is_available_is_what_a_question_would_find(ask):
    answer = ask("/availableconstraint/DF_FIGURES/A.FRA+SEN?startPeriod=2024")

    found = available(answer)
    assert found["REF_AREA"] == ["FRA", "SEN"]
    assert found["SEX"] == ["T"]
    counts = [each.text for each in answer.tree.iterfind(".//{*}AnnotationTitle")]
    assert counts == ["2", "3"]
    periods = answer.tree.find(".//{*}TimeRange")
    assert [each.text for each in periods] == ["2024", "2025"]


def test_what_may_be_added_to_a_choice_is_told(ask):
    asked = "/availability/dataflow/ACCORD/DF_FIGURES/*/*.KEN.*.F"

    exact, more = available(ask(asked)), available(ask(f"{asked}?mode=available"))

    assert exact["SEX"] == ["F"]
    assert more["SEX"] == ["F", "T"]
    assert more["REF_AREA"] == ["KEN"]


def test_availability_of_one_dimension_with_its_names(ask):
    answer = ask("/availableconstraint/DF_FIGURES/all/all/SEX?references=codelist")

    assert available(answer) == {"SEX": ["F", "T"]}
    (codes,) = answer.tree.iterfind(".//{*}Codelist")
    assert {each.get("id") for each in codes.iterfind("{*}Code")} == {"F", "T"}


def test_a_structure_comes_as_json_too(ask):
    told = ask("/codelist/ACCORD/CL_SEX?format=json", accept_language="fr").json

    (codes,) = told["data"]["codelists"]
    assert {each["id"]: each["name"] for each in codes["codes"]}["F"] == "Femmes"
