"""Programs that believe the description of the API, and those that judge it."""

import json
from pathlib import Path

import pytest

import accord.config.api  # noqa: F401 - composes what is described
from accord.base.api import entrance
from accord.partners.models import Mandate, Role
from tests import cast
from tests.outside.programs import SCRIPTS, needs_node, node, python, run, told

FULL = ("--max-examples", 50)
# Its second phase, which covers each value of each parameter, takes minutes.
SMALL = ("--max-examples", 2, "--phases", "examples,fuzzing,stateful")


@pytest.fixture
def description(tmp_path: Path) -> Path:
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(entrance.description()), encoding="utf-8")
    return path


@pytest.fixture
def broken(description: Path) -> Path:
    """Return a description in which an operation answers nothing."""
    content = json.loads(description.read_text(encoding="utf-8"))
    del content["paths"]["/api/v1/actions"]["get"]["responses"]
    content["paths"]["/api/v1/areas"]["get"]["operationId"] = "listGoals"
    del content["info"]["title"]
    description.write_text(json.dumps(content), encoding="utf-8")
    return description


def test_the_description_is_openapi(description):
    answer = run(python("openapi-spec-validator"), description)

    assert answer.returncode == 0, told(answer)


def test_what_is_no_openapi_is_refused(broken):
    assert run(python("openapi-spec-validator"), broken).returncode != 0


@needs_node
def test_spectral_has_nothing_to_say(description):
    rules = description.with_name("spectral.yaml")
    rules.write_text("extends: ['spectral:oas']\n", encoding="utf-8")

    answer = run(
        node("spectral"),
        *("lint", description, "--ruleset", rules, "--fail-severity", "warn"),
    )

    assert answer.returncode == 0, told(answer)


@needs_node
def test_spectral_notices_a_fault(broken):
    rules = broken.with_name("spectral.yaml")
    rules.write_text("extends: ['spectral:oas']\n", encoding="utf-8")

    answer = run(node("spectral"), "lint", broken, "--ruleset", rules)

    assert "operation-operationId-unique" in answer.stdout, told(answer)


@needs_node
def test_redocly_has_nothing_to_say(description):
    answer = run(node("redocly"), "lint", description, folder=description.parent)

    assert answer.returncode == 0, told(answer)
    assert "Warning was generated" not in answer.stdout + answer.stderr, told(answer)


@needs_node
def test_redocly_notices_a_fault(broken):
    answer = run(node("redocly"), "lint", broken, folder=broken.parent)

    assert answer.returncode != 0


def test_schemathesis_finds_no_fault_with_any_check(address_anew, settings, counts):
    """All checks are on. What else it is told stands in `scripts/`, with the reason."""
    settings.API_LIMIT = settings.API_LIMIT_WITH_KEY = 0
    mandate = Mandate.objects.filter(
        partner__slug=cast.OURS, role=Role.FOCAL_POINT
    ).first()
    key = cast.key_of(mandate)

    answer = run(
        python("schemathesis"),
        *("--config-file", SCRIPTS / "schemathesis.toml"),
        *("run", f"{address_anew}/api/v1/openapi.json", "--url", address_anew),
        *("--checks", "all", *(FULL if counts == "full" else SMALL)),
        *("--seed", 1, "-H", f"Authorization: Bearer {key}"),
        within=3600 if counts == "full" else 300,
        folder=SCRIPTS,
        settings={
            "SCHEMATHESIS_HOOKS": "api_caller",
            "PYTHONPATH": str(SCRIPTS),
            "API_ADDRESS": address_anew,
            "API_KEY": key,
        },
    )

    assert answer.returncode == 0, told(answer)[-6000:]
