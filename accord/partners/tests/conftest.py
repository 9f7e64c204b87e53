"""The cast: Amina edits for the union, Farid is its focal point, Rosa reads.

Bruno acts for somebody else, Sofia serves in the secretariat.
"""

import pytest
from django.test import Client

from accord.accounts.tests.factories import make_officer
from accord.partners.models import Partner, Role
from accord.partners.tests.factories import (
    make_mandate,
    make_partner,
    make_person,
    sign_in,
)


@pytest.fixture
def union(db: None) -> Partner:
    return make_partner("Union of Dockers", slug="dockers")


@pytest.fixture
def amina(union: Partner) -> Client:
    person = make_person("amina@dockers.example")
    make_mandate(union, Role.EDITOR, person=person)
    return sign_in(Client(), person)


@pytest.fixture
def farid(union: Partner) -> Client:
    person = make_person("farid@dockers.example")
    make_mandate(union, Role.FOCAL_POINT, person=person)
    return sign_in(Client(), person)


@pytest.fixture
def rosa(union: Partner) -> Client:
    person = make_person("rosa@dockers.example")
    make_mandate(union, Role.READER, person=person)
    return sign_in(Client(), person)


@pytest.fixture
def bruno(db: None) -> Client:
    person = make_person("bruno@other.example")
    make_mandate(make_partner("Another union"), Role.SIGNATORY, person=person)
    return sign_in(Client(), person)


@pytest.fixture
def sofia(db: None) -> Client:
    return sign_in(Client(), make_officer())
