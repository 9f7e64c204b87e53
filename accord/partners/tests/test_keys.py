"""API keys: made, shown once, used, ended."""

import logging
from datetime import timedelta
from statistics import median
from time import perf_counter
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accord.accounts.models import Duty
from accord.base import history
from accord.base.actor import Actor
from accord.partners import access, keys, operations
from accord.partners.models import ApiKey, Mandate, Role, Scope
from accord.partners.tests.factories import make_mandate, make_partner, make_person

pytestmark = pytest.mark.django_db
LIST = "/en/partners/dockers/keys/"
NEW = f"{LIST}new/"
DAY = timedelta(days=1)


def actor_of(mandate: Mandate) -> Actor:
    return Actor(mandate.person, mandate.partner, mandate)


def make_key(mandate: Mandate, scope: Scope = Scope.READ) -> tuple[ApiKey, str]:
    today = timezone.localdate()
    return operations.make_key(
        mandate,
        name="Nightly copy",
        scope=scope,
        expires_on=today + 30 * DAY,
        by=actor_of(mandate),
        on=today,
    )


def sent(**changes: object) -> dict[str, object]:
    day = timezone.localdate() + 30 * DAY
    return {
        "name": "Nightly copy",
        "scope": "read",
        "expires_on_day": day.day,
        "expires_on_month": day.month,
        "expires_on_year": day.year,
        "token": str(uuid4()),
        **changes,
    }


def ask(token: str):
    return Client().get("/api/v1/", headers={"authorization": f"Bearer {token}"})


@pytest.fixture
def mandate(union) -> Mandate:
    return make_mandate(union, Role.FOCAL_POINT)


def secret_in(answer) -> str:
    return next(
        word
        for word in answer.content.decode().replace("<", " ").replace(">", " ").split()
        if keys.is_well_formed(word)
    )


def test_a_key_is_made_shown_once_and_holds(amina, union):
    answer = amina.post(NEW, sent(scope="write"))

    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    secret = secret_in(answer)
    key = ApiKey.objects.get()
    assert ask(secret).status_code == 200
    assert secret not in amina.get(LIST).content.decode()
    assert key.shown in amina.get(LIST).content.decode()
    assert secret[18:] not in repr(key.__dict__)
    assert (key.scope, key.mandate.partner) == ("write", union)
    entry = history.entries_of(key).get()
    assert (entry.verb, entry.mandate) == ("made", key.mandate.reference)
    assert secret not in repr(entry.after)


def test_sending_twice_makes_one_key_and_shows_no_secret_again(amina):
    same = sent()
    amina.post(NEW, same)

    again = amina.post(NEW, same)

    assert again.status_code == 302
    assert ApiKey.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"scope": "publish"},
        {"scope": "everything"},
        {"expires_on_year": "2199"},
        {"expires_on_year": "2001"},
    ],
)
def test_what_cannot_be_is_refused_and_explained(amina, change):
    answer = amina.post(NEW, sent(**change))

    assert answer.status_code == 422
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize(
    ("role", "scopes"),
    [
        (Role.READER, ["read"]),
        (Role.EDITOR, ["read", "write"]),
        (Role.FOCAL_POINT, ["read", "write", "publish"]),
        (Role.SIGNATORY, ["read", "write", "publish"]),
    ],
)
def test_a_key_is_for_no_more_than_the_role(union, role, scopes):
    mandate = make_mandate(union, role)
    allowed = []
    for scope in Scope:
        try:
            make_key(mandate, scope)
        except ValidationError:
            continue
        allowed.append(scope.value)

    assert allowed == scopes


def test_a_visitor_is_sent_to_sign_in(client, mandate):
    key, _secret = make_key(mandate)
    for path in (LIST, NEW, f"{LIST}{key.prefix}/end/"):
        assert "/account/login/" in client.get(path).url
        assert "/account/login/" in client.post(path).url


def test_outsiders_may_not(bruno, mandate):
    key, _secret = make_key(mandate)
    for path in (LIST, NEW, f"{LIST}{key.prefix}/end/"):
        assert bruno.get(path).status_code == 403
    bruno.post(NEW, sent())
    bruno.post(f"{LIST}{key.prefix}/end/", {"token": str(uuid4())})

    assert ApiKey.objects.get().ended_at is None


def test_wrong_methods_are_refused(farid, mandate):
    key, _secret = make_key(mandate)

    assert farid.post(LIST).status_code == 405
    assert farid.delete(NEW).status_code == 405
    assert farid.put(f"{LIST}{key.prefix}/end/").status_code == 405


def test_one_sees_and_ends_ones_own_and_a_focal_point_all(amina, rosa, farid):
    amina.post(NEW, sent())
    key = ApiKey.objects.get()
    end = f"{LIST}{key.prefix}/end/"

    assert key.shown not in rosa.get(LIST).content.decode()
    assert rosa.get(end).status_code == 404
    assert rosa.post(end, {"token": str(uuid4())}).status_code == 404
    assert key.shown in farid.get(LIST).content.decode()
    assert farid.post(end, {"token": str(uuid4())}).status_code == 302
    key.refresh_from_db()
    assert key.ended_at is not None
    assert history.entries_of(key).first().verb == "ended"


def test_the_secretariat_ends_keys_and_makes_none(sofia, mandate):
    key, _secret = make_key(mandate)

    assert sofia.get(NEW).status_code == 403
    assert sofia.post(f"{LIST}{key.prefix}/end/", {"token": str(uuid4())}).url == LIST


def test_a_get_ends_nothing(farid, mandate):
    key, secret = make_key(mandate)

    farid.get(f"{LIST}{key.prefix}/end/")

    assert ask(secret).status_code == 200


def test_a_key_ends_at_once(mandate):
    key, secret = make_key(mandate)
    operations.end_key(key, by=actor_of(mandate), on=timezone.localdate())
    operations.end_key(key, by=actor_of(mandate), on=timezone.localdate())

    assert ask(secret).status_code == 401
    assert history.entries_of(key).count() == 2


def test_a_key_ends_with_its_last_day_its_mandate_and_its_person(mandate):
    today = timezone.localdate()
    key, secret = make_key(mandate)
    for change in (
        lambda: ApiKey.objects.update(expires_on=today - DAY),
        lambda: Mandate.objects.update(starts_on=today - DAY, ends_on=today - DAY),
        lambda: Mandate.objects.update(starts_on=today + DAY, ends_on=None),
        lambda: type(mandate.person).objects.update(is_active=False),
    ):
        assert ask(secret).status_code == 200
        change()
        assert ask(secret).status_code == 401
        ApiKey.objects.update(expires_on=today)
        Mandate.objects.update(starts_on=today, ends_on=today)
        type(mandate.person).objects.update(is_active=True)
    assert key.holds_on(today)
    assert not key.holds_on(key.expires_on + DAY)


def test_a_key_rests_while_its_partner_may_not_act(mandate):
    _key, secret = make_key(mandate)
    today, office = timezone.localdate(), Actor.anonymous()
    operations.suspend(mandate.partner, "", by=office, on=today)
    assert keys.identify(secret) is None
    operations.resume(mandate.partner, "", by=office, on=today)
    assert keys.identify(secret) is not None
    yesterday = today - timedelta(days=1)
    operations.leave(mandate.partner, "", last_day=today, by=office, on=today)
    assert keys.identify(secret) is not None
    operations.rejoin(mandate.partner, "", by=office, on=today)
    operations.leave(mandate.partner, "", last_day=yesterday, by=office, on=today)
    assert keys.identify(secret) is None


def test_the_office_needs_a_second_factor_for_its_keys_too(mandate):
    _key, secret = make_key(mandate)
    Duty.objects.create(
        person=mandate.person, kind="secretariat", starts_on=timezone.localdate()
    )
    assert ask(secret).status_code == 401
    Authenticator.objects.create(
        user=mandate.person, type=Authenticator.Type.TOTP, data={}
    )

    assert ask(secret).status_code == 200


def test_a_key_carries_no_duty_and_no_staff_rights(mandate):
    person = make_person("staff@office.example", is_staff=True)
    Duty.objects.create(
        person=person, kind="secretariat", starts_on=timezone.localdate()
    )
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    theirs = make_mandate(make_partner(), Role.SIGNATORY, person=person)
    _key, secret = make_key(theirs)

    actor = keys.identify(secret).actor

    today = timezone.localdate()
    assert not actor.is_staff
    assert not actor.has_duty("secretariat", today)
    assert not access.may_manage_mandates(actor, mandate.partner, today)
    assert not access.may_make_keys(actor, theirs.partner, today)


def test_the_last_use_is_noted_once_a_minute(mandate):
    _key, secret = make_key(mandate)
    ask(secret)
    first = ApiKey.objects.get().last_used_at
    ask(secret)
    assert ApiKey.objects.get().last_used_at == first
    ApiKey.objects.update(last_used_at=first - 2 * keys._MINUTE)
    ask(secret)

    assert ApiKey.objects.get().last_used_at > first


def test_a_checksum_tells_a_typing_error_from_a_key():
    token = keys.new_token().text

    assert keys.is_well_formed(token)
    assert not any(
        keys.is_well_formed(token[:place] + "-" + token[place + 1 :])
        for place in range(len(token))
    )
    for wrong in ("", token[:-1], token + "0", token.upper(), "accord_", "é" * 56):
        assert not keys.is_well_formed(wrong)


def test_every_key_that_does_not_hold_gets_the_same_answer(mandate):
    ended, ended_secret = make_key(mandate)
    operations.end_key(ended, by=actor_of(mandate), on=timezone.localdate())
    expired, expired_secret = make_key(mandate)
    ApiKey.objects.filter(pk=expired.pk).update(expires_on="2024-01-01")
    _held, secret = make_key(mandate)
    body = f"{secret[:18]}{'0' * 32}"
    other_secret = body + keys._checksum(body)
    tokens = [
        ended_secret,
        expired_secret,
        keys.new_token().text,
        other_secret,
        "accord_nonsense",
    ]

    answers = [ask(token) for token in tokens]

    assert {each.status_code for each in answers} == {401}
    assert len({each.content for each in answers}) == 1
    told = [
        {k: v for k, v in each.headers.items() if "RateLimit" not in k}
        for each in answers
    ]
    assert all(each == told[0] for each in told)
    spent: dict[str, list[float]] = {token: [] for token in tokens}
    for _round in range(60):
        for token in tokens:
            began = perf_counter()
            keys.identify(token)
            spent[token].append(perf_counter() - began)
    medians = [median(each) for each in spent.values()]
    assert max(medians) - min(medians) < 0.005


def test_no_key_is_written_into_logs(mandate, caplog, settings):
    _key, secret = make_key(mandate)
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.DEBUG):
        for address in ("/api/v1/", "/api/v1/nothing", "/api/v1/actions?cursor=x"):
            client.get(address, headers={"authorization": f"Bearer {secret}"})

    assert secret not in caplog.text
