"""Who signs in to a sample coalition, and the page that tells how.

Passwords and second factors are made anew in every installation and written to one
file that only its owner can read. None stands in the repository.
"""

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password

from accord.accounts.models import Duty, Person

OFFICE = [
    # address, name, language, duty (or none), staff
    ("secretariat@accord.example", "Solange Rivet", "fr", "secretariat", False),
    ("screener@accord.example", "Deniz Arkan", "en", "screener", False),
    ("screener2@accord.example", "Nadia Chenoufi", "fr", "screener", False),
    ("statistician@accord.example", "Ingrid Solberg Moe", "en", "statistician", False),
    ("staff@accord.example", "Beatriz Quiroga", "es", "", True),
    ("outsider@accord.example", "Tomás Villaverde", "es", "", False),
]


@dataclass(frozen=True, slots=True)
class SignIn:
    email: str
    who: str
    language: str
    second_factor: str = ""


class Passwords:
    """One password for the sample's people, hashed once: hashing is slow on purpose."""

    def __init__(self) -> None:
        self.clear = "-".join(secrets.token_hex(3) for _ in range(3))
        self.hashed = make_password(self.clear)


def add_office(passwords: Passwords, *, since: date) -> list[SignIn]:
    """Add the coalition's own office, with second factors where they are required."""
    sign_ins = []
    for email, name, language, duty, staff in OFFICE:
        person = Person.objects.create(
            email=email,
            name=name,
            language=language,
            is_staff=staff,
            password=passwords.hashed,
        )
        if duty:
            Duty.objects.create(person=person, kind=duty, starts_on=since)
        secret = ""
        if duty or staff:
            secret = generate_totp_secret()
            TOTP.activate(person, secret)
            RecoveryCodes.activate(person)
        who = duty or ("staff" if staff else "outsider: signed in, without a mandate")
        sign_ins.append(SignIn(email, who, language, secret))
    return sign_ins


def write_sign_ins(path: Path, password: str, sign_ins: list[SignIn]) -> None:
    """Write the page that `accord demo` prints."""
    width = max(len(each.email) for each in sign_ins)
    lines = [f"Password of every sample person: {password}", ""]
    lines += [
        f"  {each.email:<{width}}  {each.language}  {each.who}" for each in sign_ins
    ]
    guarded = [each for each in sign_ins if each.second_factor]
    if guarded:
        lines += [
            "",
            "Second factor (TOTP secrets; `accord code ADDRESS` tells the code):",
        ]
        lines += [f"  {each.email:<{width}}  {each.second_factor}" for each in guarded]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
