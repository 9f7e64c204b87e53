"""The one service that may vouch for people (OpenID Connect), and what it must prove.

Nothing is fetched but from the issuer that the operator has set, and from hosts named
beside it; nothing of a token is believed before its signature, issuer, audience, time
and nonce hold.
"""

import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare

TIMEOUT_SECONDS = 5
MOST_BYTES = 200_000
# How long somebody may take at the service, and how old a token may be, in seconds.
PATIENCE = 600
_LEEWAY = 30
# Signatures that only the service can make; never one made with a shared secret.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Refused(Exception):
    """The service has not proved who somebody is; the message is for the log."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to the service and back, kept in the session of who takes it."""

    state: str
    nonce: str
    verifier: str
    began: int

    @classmethod
    def new(cls) -> "Attempt":
        now = int(timezone.now().timestamp())
        state, nonce, verifier = (secrets.token_urlsafe(32) for _each in range(3))
        return cls(state, nonce, verifier, now)

    @property
    def is_fresh(self) -> bool:
        return int(timezone.now().timestamp()) - self.began <= PATIENCE


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the service vouches for. `subject` is its own lasting name for them."""

    issuer: str
    subject: str
    email: str
    has_second_factor: bool


def is_set_up() -> bool:
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT_ID)


def address_to_ask(attempt: Attempt) -> str:
    """Return the page of the service where somebody signs in."""
    challenge = urlsafe_b64encode(sha256(attempt.verifier.encode()).digest())
    query = {
        "response_type": "code",
        "scope": "openid email",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": return_address(),
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": challenge.decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    address = _discovered()["authorization_endpoint"]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"


def return_address() -> str:
    return f"{settings.PUBLIC_URL}/oidc/callback"


def identity(attempt: Attempt, *, code: str, issuer: str | None) -> Identity:
    """Exchange the code that came back for a proof of who it is.

    `issuer` is what the answer itself names (RFC 9207); another one means that an
    answer of another service was slipped in.
    """
    about = _discovered()
    must_name = about.get("authorization_response_iss_parameter_supported") is True
    if issuer != settings.OIDC_ISSUER and (issuer is not None or must_name):
        message = f"the answer is of another issuer: {issuer!r}"
        raise Refused(message)
    answer = _fetched(
        about["token_endpoint"],
        form={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": return_address(),
            "client_id": settings.OIDC_CLIENT_ID,
            "client_secret": settings.OIDC_CLIENT_SECRET,
            "code_verifier": attempt.verifier,
        },
    )
    claims = _verified(str(answer.get("id_token", "")), about["jwks_uri"])
    if not constant_time_compare(str(claims["nonce"]), attempt.nonce):
        message = "the nonce is not the one that was sent"
        raise Refused(message)
    if claims.get("email_verified") is not True or not claims.get("email"):
        message = "the service has not verified an address"
        raise Refused(message)
    return Identity(
        issuer=settings.OIDC_ISSUER,
        subject=str(claims["sub"]),
        email=str(claims["email"]).strip().lower(),
        has_second_factor=_has_second_factor(claims),
    )


def _has_second_factor(claims: dict[str, Any]) -> bool:
    ways = claims.get("amr")
    said = {str(claims.get("acr", ""))}
    said |= {str(each) for each in ways} if isinstance(ways, list) else set()
    return bool(said & set(settings.OIDC_SECOND_FACTOR))


def _verified(token: str, keys_address: str) -> dict[str, Any]:
    # Only who signs in this way needs it.
    import jwt  # noqa: PLC0415

    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in _ALGORITHMS:
            message = f"the token is signed by {header.get('alg')!r}"
            raise Refused(message)
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(header, _fetched(keys_address)),
            algorithms=[header["alg"]],
            audience=settings.OIDC_CLIENT_ID,
            issuer=settings.OIDC_ISSUER,
            leeway=_LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except jwt.PyJWTError as reason:
        raise Refused(str(reason)) from reason
    if int(timezone.now().timestamp()) - int(claims["iat"]) > PATIENCE + _LEEWAY:
        message = "the token was made long ago"
        raise Refused(message)
    authorized = claims.get("azp", settings.OIDC_CLIENT_ID)
    is_ours_alone = claims["aud"] in (
        settings.OIDC_CLIENT_ID,
        [settings.OIDC_CLIENT_ID],
    )
    if authorized != settings.OIDC_CLIENT_ID or not (is_ours_alone or "azp" in claims):
        message = "the token was made for another program too"
        raise Refused(message)
    return claims


def _key(header: dict[str, Any], published: dict[str, Any]) -> Any:
    """Return the key of the service that a token names; its only one needs no name."""
    import jwt  # noqa: PLC0415

    keys = [
        each
        for each in published.get("keys", [])
        if isinstance(each, dict)
        and each.get("use", "sig") == "sig"
        and each.get("kty") in {"RSA", "EC", "OKP"}
        and header.get("kid") in (each.get("kid"), None)
    ]
    if len(keys) != 1:
        message = "the token names no key of the service"
        raise Refused(message)
    return jwt.PyJWK.from_dict(keys[0], algorithm=header["alg"]).key


def _discovered() -> dict[str, Any]:
    address = f"{settings.OIDC_ISSUER.rstrip('/')}/.well-known/openid-configuration"
    about = _fetched(address)
    if about.get("issuer") != settings.OIDC_ISSUER:
        message = f"the service calls itself {about.get('issuer')!r}"
        raise Refused(message)
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        _require_known(str(about.get(name, "")))
    return about


def _require_known(address: str) -> None:
    """Refuse every address but those of the issuer and of the hosts set beside it."""
    issuer, parts = urlsplit(settings.OIDC_ISSUER), urlsplit(address)
    hosts = {issuer.hostname, *settings.OIDC_HOSTS}
    is_safe = parts.scheme == "https" or (
        parts.scheme == "http"
        and parts.netloc == issuer.netloc
        and parts.hostname in _LOOPBACK
    )
    if not is_safe or parts.hostname not in hosts or parts.username is not None:
        message = f"{address!r} is not an address of the service"
        raise Refused(message)


def _fetched(address: str, *, form: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the JSON at an address of the service; a redirect is not followed."""
    import requests  # noqa: PLC0415

    _require_known(address)
    try:
        with requests.request(
            "POST" if form else "GET",
            address,
            data=form,
            headers={"Accept": "application/json"},
            timeout=TIMEOUT_SECONDS,
            allow_redirects=False,
            stream=True,
        ) as answer:
            content = answer.raw.read(MOST_BYTES + 1, decode_content=True)
            if answer.status_code != requests.codes.ok or len(content) > MOST_BYTES:
                message = f"{address} answered {answer.status_code}"
                raise Refused(message)
        found = json.loads(content)
    except (requests.RequestException, OSError, ValueError) as reason:
        message = f"{address} gave no answer: {reason}"
        raise Refused(message) from reason
    if not isinstance(found, dict):
        message = f"{address} answered with something else"
        raise Refused(message)
    return found
