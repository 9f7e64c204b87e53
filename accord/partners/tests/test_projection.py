"""The public record of a partner."""

import json
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.base import history
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.partners import operations
from accord.partners.models import Partner
from accord.partners.projection import project
from accord.partners.tests.factories import make_mandate, make_partner

TODAY = date(2026, 6, 1)


def test_it_tells_who_the_partner_is(db, settings):
    settings.PUBLIC_URL = "https://coalition.example"
    partner = make_partner(
        names=Multilingual.of("fr", "Union des pêcheurs", en="Union of Fishers"),
        mandate_text=Multilingual.of("fr", "Nous pêchons."),
        left_on=date(2026, 1, 1),
    )
    operations.add_identifier(
        partner, "wikidata", "Q42", by=Actor.anonymous(), on=TODAY
    )

    [told] = project([partner], on=TODAY)

    assert told["name"] == {"fr": "Union des pêcheurs", "en": "Union of Fishers"}
    assert told["mandate"] == {"fr": "Nous pêchons."}
    assert (told["category"], told["constituency"]) == ("WRK", "workers")
    assert told["identifiers"] == [{"scheme": "wikidata", "value": "Q42"}]
    assert (told["joined_on"], told["left_on"]) == ("2024-01-24", "2026-01-01")
    assert told["id"] == f"https://coalition.example/id/partner/{partner.reference}"
    assert told["url"] == f"https://coalition.example{partner.get_absolute_url()}"
    last = history.entries_of(partner).first()
    assert told["updated_at"] == last.at.isoformat().replace("+00:00", "Z")
    assert json.loads(json.dumps(told)) == told


def test_no_person_is_named(db):
    mandate = make_mandate(make_partner())

    told = json.dumps(project([mandate.partner], on=TODAY))

    assert mandate.person.email not in told
    assert mandate.person.public_id not in told
    assert mandate.reference not in told


def test_many_need_as_few_queries_as_one(db):
    for _number in range(12):
        make_partner()
    asked = []
    for count in (1, 12):
        partners = list(Partner.objects.order_by("id")[:count])
        with CaptureQueriesContext(connection) as queries:
            assert len(project(partners, on=TODAY)) == count
        asked.append(len(queries))

    assert asked == [6, 6]
