"""The sample coalition on a loopback address that it believes is its public one."""

import pytest

from tests.outside.programs import ADVICE, PYTHON_PROGRAMS


@pytest.fixture
def address(served: str, settings) -> str:
    """Serve the sample coalition for reading; return the address."""
    settings.PUBLIC_URL = served
    return served


@pytest.fixture
def address_anew(served_anew: str, settings) -> str:
    """Serve a sample coalition that the test may change; return the address."""
    settings.PUBLIC_URL = served_anew
    return served_anew


@pytest.fixture(autouse=True)
def outside_programs() -> None:
    if not PYTHON_PROGRAMS.exists():
        pytest.skip(ADVICE)
