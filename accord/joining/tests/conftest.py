import pytest

from accord.atlas.tests.factories import make_area, make_country


@pytest.fixture
def country_and_area(db: None) -> None:
    """Have what an application needs of the registry."""
    make_country("BOL")
    make_area()
