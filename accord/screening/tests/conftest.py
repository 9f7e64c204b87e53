"""The cast.

Olu and Mei are screeners, Sami is of the secretariat, Fatou leads a partner, Stella is
staff. Olu has taken the case of an applicant.
"""

import pytest
from django.test import Client

from accord.accounts.models import Person
from accord.accounts.tests.factories import make_officer, make_person
from accord.partners.models import Role
from accord.partners.tests.factories import make_mandate, make_partner, sign_in
from accord.screening.models import Case
from accord.screening.tests.factories import free, make_case, make_screener, taken


@pytest.fixture
def olu(db: None) -> Person:
    return make_screener("olu")


@pytest.fixture
def mei(db: None) -> Person:
    return make_screener("mei")


@pytest.fixture
def case(olu: Person, mei: Person) -> Case:
    made = taken(make_case("ENT"), olu)
    free(made, mei)
    return made


@pytest.fixture
def of_olu(olu: Person) -> Client:
    return sign_in(Client(), olu)


@pytest.fixture
def of_mei(mei: Person) -> Client:
    return sign_in(Client(), mei)


@pytest.fixture
def outsiders(db: None) -> list[Client]:
    """Return clients of everybody who may know nothing of cases."""
    fatou = make_person("fatou@union.example")
    make_mandate(make_partner(), Role.FOCAL_POINT, person=fatou)
    people = [
        make_officer(),
        make_officer("statistician"),
        make_person("stella@office.example", is_staff=True),
        make_person("olga@elsewhere.example"),
        fatou,
    ]
    return [sign_in(Client(), each) for each in people]
