"""The cast: Sana is a statistician, Sami serves in the secretariat.

Amina edits for a partner and Rosa reads for it; Olga signs in for nobody.
"""

import pytest
from django.test import Client

from accord.accounts.tests.factories import make_officer, make_person
from accord.partners.models import Partner, Role
from accord.partners.tests.factories import make_mandate, make_partner, sign_in


@pytest.fixture
def folder(settings, tmp_path):
    """Return the folder of the observatory; sent files lie beside it."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.OBSERVATORY_FOLDER = tmp_path / "observatory"
    return settings.OBSERVATORY_FOLDER


@pytest.fixture
def sana(db: None) -> Client:
    return sign_in(Client(), make_officer("statistician"))


@pytest.fixture
def sami(db: None) -> Client:
    return sign_in(Client(), make_officer())


@pytest.fixture
def union(db: None) -> Partner:
    return make_partner("Union of Fishers")


@pytest.fixture
def amina(union: Partner) -> Client:
    person = make_person("amina@union.example")
    make_mandate(union, Role.EDITOR, person=person)
    return sign_in(Client(), person)


@pytest.fixture
def rosa(union: Partner) -> Client:
    person = make_person("rosa@union.example")
    make_mandate(union, Role.READER, person=person)
    return sign_in(Client(), person)


@pytest.fixture
def olga(db: None) -> Client:
    return sign_in(Client(), make_person("olga@elsewhere.example"))
