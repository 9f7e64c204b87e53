"""Programs that call the API with a key, for tests."""

import json
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accord.actions.models import Action
from accord.actions.tests.factories import actor_of
from accord.partners import operations as partners
from accord.partners.models import Partner, Role, Scope
from accord.partners.tests.factories import make_mandate

LIST = "/api/v1/actions"
EVERYTHING = {
    "kind": "commitment",
    "language": "fr",
    "title": {"fr": "Des contrats écrits", "en": "Written contracts"},
    "summary": {"fr": "Nous écrivons des contrats."},
    "countries": ["MLI", "SEN"],
    "areas": ["1"],
    "challenges": ["1"],
    "targets": ["8.3", "8.5"],
    "groups": ["women"],
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "budget": "1250.5",
    "currency": "XOF",
    "identifiers": [{"scheme": "iati", "value": "XM-1-2"}],
}


class Program:
    """Calls the API with a key."""

    def __init__(self, token: str) -> None:
        self._headers = {"authorization": f"Bearer {token}"}

    def __call__(self, method: str, address: str = LIST, body=None, **headers: str):
        return Client().generic(
            method,
            address,
            body if isinstance(body, bytes) else _json(body),
            content_type="application/json",
            headers={**self._headers, **headers},
        )

    def tag(self, action: Action) -> str:
        return self("GET", f"{LIST}/{action.reference}").headers["ETag"]


def _json(body) -> bytes:
    return b"" if body is None else json.dumps(body).encode()


def program_of(
    partner: Partner, role: Role = Role.FOCAL_POINT, scope: Scope | None = None
) -> Program:
    mandate = make_mandate(partner, role)
    today = timezone.localdate()
    _key, token = partners.make_key(
        mandate,
        name="Test",
        scope=scope or partners.scopes_for(role)[-1],
        expires_on=today + timedelta(days=1),
        by=actor_of(mandate),
        on=today,
    )
    return Program(token)


def problem(answer, status: int, kind: str = "") -> dict:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["type"].endswith(f"#{kind}" if kind else "")
    return told


def pointers(told: dict) -> list[str]:
    return [each["pointer"] for each in told["errors"]]
