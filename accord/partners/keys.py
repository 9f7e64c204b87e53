"""API keys: how they look, and whom a program acts for that shows one.

A key reads `accord_` + 10 characters that name it + `_` + 32 that are secret + 6 of a
checksum. So a scanner of leaked secrets finds it, and a typing error is told from a
guess. Of the secret nothing is kept but a digest; 190 bits need no slow one.
"""

import hashlib
import hmac
import secrets
import zlib
from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils import timezone

from accord.accounts.models import Person
from accord.base.actor import Actor
from accord.base.api.caller import Caller
from accord.partners.models import ApiKey, Scope

LONGEST = timedelta(days=365)
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# How often `last_used_at` is written at most.
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Token:
    """A key as its holder keeps it."""

    text: str

    @property
    def prefix(self) -> str:
        return self.text.split("_")[1]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def new_token() -> Token:
    name, secret = _random(10), _random(32)
    body = f"accord_{name}_{secret}"
    return Token(f"{body}{_checksum(body)}")


def is_well_formed(text: str) -> bool:
    body, checksum = text[:-6], text[-6:]
    return (
        len(text) == 56
        and text.isascii()
        and text.startswith("accord_")
        and text.count("_") == 2
        and hmac.compare_digest(_checksum(body), checksum)
    )


def identify(text: str) -> Caller | None:
    """Return who calls with this key, or None, after the same work for every other.

    Whether there was such a key, it ended or its secret is wrong tells nobody anything.
    """
    token = Token(text if is_well_formed(text) else f"accord_{'0' * 10}_{'0' * 38}")
    key = ApiKey.objects.for_use().filter(prefix=token.prefix).first()
    digest = key.digest if key is not None else "0" * 64
    is_it = hmac.compare_digest(token.digest, digest)
    today = timezone.localdate()
    if key is None or not is_it or not key.holds_on(today):
        return None
    mandate = key.mandate
    if mandate.person.needs_second_factor(today) and not _has_one(mandate.person):
        return None
    now = timezone.now()
    if key.last_used_at is None or key.last_used_at < now - _MINUTE:
        ApiKey.objects.filter(pk=key.pk).filter(
            Q(last_used_at=None) | Q(last_used_at__lt=now)
        ).update(last_used_at=now)
    return Caller(
        f"key:{key.prefix}",
        Actor(mandate.person, mandate.partner, mandate, key=key.prefix),
        Scope(key.scope).included,
    )


def _has_one(person: Person) -> bool:
    return Authenticator.objects.filter(
        user=person, type=Authenticator.Type.TOTP
    ).exists()


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def _checksum(body: str) -> str:
    number, digits = zlib.crc32(body.encode(errors="replace")), ""
    for _position in range(6):
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return digits
