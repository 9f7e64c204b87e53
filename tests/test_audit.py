"""That the watch over requests which write and tell nothing is awake."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accord.accounts.models import Person
from accord.base import history
from accord.base.actor import Actor
from tests.zuleikha import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def silent(request: HttpRequest) -> HttpResponse:
    Person.objects.create(email="amina@union.example", name="Amina")
    return HttpResponse("done")


def told(request: HttpRequest) -> HttpResponse:
    person = Person.objects.create(email="amina@union.example", name="Amina")
    history.record(person, "added", by=Actor.anonymous(), on=TODAY)
    return HttpResponse("done")


def refused(request: HttpRequest) -> HttpResponse:
    silent(request)
    return HttpResponse(status=422)


urlpatterns = [
    path("silent", silent, name="silent"),
    path("told", told),
    path("refused", refused),
]


@pytest.fixture(autouse=True)
def alone(settings):
    settings.MIDDLEWARE = ["tests.audit.WritesAreTold"]


def test_a_request_that_writes_and_tells_nothing_is_a_fault():
    with pytest.raises(AssertionError, match="POST silent wrote accounts_person"):
        Client().post("/silent")


@pytest.mark.parametrize("address", ["/told", "/refused"])
def test_one_that_tells_or_is_refused_is_none(address):
    assert Client().post(address).status_code in {200, 422}
