"""What the API shows of an action: the members of `projection.project`."""

from typing import Any

from pydantic import Field

from accord.base.api.shapes import Identifier, Page, Shape, Texts, Tombstone, text


class Lead(Shape):
    reference: str = text("Its permanent reference.", examples=["PAR-2024-0007"])
    slug: str = text("What stands in the address of its page.")
    name: Texts = text("By language, the original first.")


class Participant(Lead):
    role: str = text("What it does in the action, in its own words.")


class ActionShape(Shape):
    """An action of the coalition."""

    reference: str = text("Its permanent reference.", examples=["ACT-2026-0042"])
    id: str = text("Its permanent address.", format="uri")
    url: str = text("The address of its page.", format="uri")
    kind: str = text("commitment, initiative or key-intervention")
    stage: str = text("draft, planned, under-way, ended or withdrawn")
    language: str = text("The language of the original.")
    title: Texts = text("By language, the original first.")
    summary: Texts = text("By language, the original first.")
    lead: Lead = text("The partner that leads it.")
    partners: list[Participant] = text("The other partners.")
    countries: list[str] = text("ISO 3166-1 alpha-3 codes of where it takes place.")
    areas: list[str] = text("Codes of areas of immediate action.")
    challenges: list[str] = text("Codes of challenges.")
    targets: list[str] = text("Targets of the Sustainable Development Goals.")
    groups: list[str] = text("Codes of the groups that it reaches.")
    starts_on: str | None = text("The first day.")
    ends_on: str | None = text("The last day; null while no end is planned.")
    budget: str | None = text("The amount, with two decimals.", examples=["1250.50"])
    currency: str | None = text("ISO 4217 code of the budget.")
    identifiers: list[Identifier] = text("Its numbers in other registers.")
    published_on: str | None = text("The day on which it became public.")
    withdrawn_on: str | None = text("The day on which it was taken back.")
    withdrawal_reason: Texts | None = text("Why, by language.")
    updated_at: str | None = text("The last public change.")
    version: int = text("Counts the changes of its facts.")
    sample: bool = text("True for the invented records of a demonstration.")


class ActionPage(Page):
    """One page of actions."""

    items: list[ActionShape | Tombstone] = Field(description="The records.")


EXAMPLE: dict[str, Any] = {
    "reference": "ACT-2026-0042",
    "id": "https://coalition.example/id/action/ACT-2026-0042",
    "url": "https://coalition.example/en/actions/ACT-2026-0042/",
    "kind": "commitment",
    "stage": "under-way",
    "language": "fr",
    "title": {"fr": "Des contrats écrits", "en": "Written contracts"},
    "summary": {"fr": "Chaque pêcheur reçoit un contrat écrit."},
    "lead": {
        "reference": "PAR-2024-0007",
        "slug": "union-des-pecheurs",
        "name": {"fr": "Union des pêcheurs"},
    },
    "partners": [],
    "countries": ["SEN"],
    "areas": ["2"],
    "challenges": ["1"],
    "targets": ["8.8"],
    "groups": ["informal-workers"],
    "starts_on": "2026-01-01",
    "ends_on": None,
    "budget": "1250.50",
    "currency": "XOF",
    "identifiers": [{"scheme": "iati", "value": "XM-EXAMPLE-1"}],
    "published_on": "2026-01-15",
    "withdrawn_on": None,
    "withdrawal_reason": None,
    "updated_at": "2026-02-03T09:30:00.123456Z",
    "version": 3,
    "sample": False,
}
