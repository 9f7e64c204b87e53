"""The cast.

Amina edits for the lead partner, Fatou is its focal point and Rosa reads for it. Bruno
is the focal point of another partner, Olga signs in for nobody, Sami is in the office.
"""

import pytest
from django.test import Client

from accord.accounts.tests.factories import make_officer, make_person
from accord.actions.models import Action, ImportFile
from accord.actions.tests.factories import complete, make_draft, make_vocabulary
from accord.actions.tests.importing import send
from accord.actions.tests.programs import Program, program_of
from accord.partners.models import Mandate, Partner, Role
from accord.partners.tests.factories import make_mandate, make_partner, sign_in


@pytest.fixture
def vocabulary(db: None) -> None:
    make_vocabulary()


@pytest.fixture
def union(vocabulary: None) -> Partner:
    return make_partner("Union of Fishers")


def _client(partner: Partner, name: str, role: Role) -> Client:
    person = make_person(f"{name}@union.example")
    make_mandate(partner, role, person=person)
    return sign_in(Client(), person)


@pytest.fixture
def amina(union: Partner) -> Client:
    return _client(union, "amina", Role.EDITOR)


@pytest.fixture
def fatou(union: Partner) -> Client:
    return _client(union, "fatou", Role.FOCAL_POINT)


@pytest.fixture
def rosa(union: Partner) -> Client:
    return _client(union, "rosa", Role.READER)


@pytest.fixture
def bruno(union: Partner) -> Client:
    return _client(make_partner("League of Bakers"), "bruno", Role.FOCAL_POINT)


@pytest.fixture
def olga(vocabulary: None) -> Client:
    return sign_in(Client(), make_person("olga@elsewhere.example"))


@pytest.fixture
def sami(vocabulary: None) -> Client:
    return sign_in(Client(), make_officer())


@pytest.fixture
def draft(union: Partner) -> Action:
    """Return a draft that could be published."""
    return complete(make_draft(union))


@pytest.fixture
def editor(union: Partner) -> Mandate:
    return make_mandate(union, Role.EDITOR)


@pytest.fixture
def folder(settings, tmp_path):
    """Return the folder in which imported files lie."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "imports"


@pytest.fixture
def sent(amina: Client, folder) -> ImportFile:
    """Return a file that Amina has sent and nobody has agreed to yet."""
    send(amina)
    return ImportFile.objects.get()


@pytest.fixture
def program(union: Partner) -> Program:
    """Return a program with a key of the union's focal point, for everything."""
    return program_of(union)
