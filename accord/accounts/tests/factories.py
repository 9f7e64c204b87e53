"""People for tests."""

from datetime import date

from accord.accounts.models import Duty, Person

PASSWORD = "a long enough sentence"
SINCE = date(2024, 1, 1)


def make_person(email: str = "amina@union.example", **fields: object) -> Person:
    fields.setdefault("name", email.split("@", maxsplit=1)[0].title())
    return Person.objects.create_user(email, PASSWORD, **fields)


def make_officer(kind: str = "secretariat", **fields: object) -> Person:
    """Make a person of the coalition's office, without a second factor yet."""
    person = make_person(f"{kind}@office.example", **fields)
    Duty.objects.create(person=person, kind=kind, starts_on=SINCE)
    return person
