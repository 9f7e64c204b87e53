"""What a command finds around it: a database, a secret, settings for one machine.

The address in `DATABASE_URL` comes first; then this folder's server, which is started
when it is not running and stopped when its last user leaves.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.db import connection

from accord.config import environment
from accord.config.keeper import write_whole
from accord.config.places import DEMO
from accord.config.postgres import Server
from accord.config.progress import say


class Refused(Exception):
    """The command cannot do its work; the message is one sentence, with the remedy."""

    def __init__(self, sentence: str, *, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def brings_own_database() -> bool:
    return not environment.text("DATABASE_URL")


@contextmanager
def database() -> Iterator[str]:
    """Yield the address of the database, which answers; Django is set up for it."""
    set_up_django()
    if not brings_own_database():
        yield environment.text("DATABASE_URL")
        return
    with Server(DEMO / "postgres").joined(say) as url:
        # For the processes that we start, and for Django, which is set up already.
        os.environ["DATABASE_URL"] = url
        connection.settings_dict.update(environment.database(url))
        try:
            yield url
        finally:
            connection.close()
            # Only PostgreSQL's backend has a pool; Django's stubs do not know it.
            connection.close_pool()  # type: ignore[attr-defined]


def set_up_django() -> None:
    """Fill in what one machine needs; what the operator has set stays."""
    DEMO.mkdir(parents=True, exist_ok=True)
    defaults = {
        "DJANGO_SETTINGS_MODULE": "accord.config.settings",
        "ACCORD_HTTPS": "false",
        "ACCORD_SAMPLE": "true",
        "ACCORD_MAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "ACCORD_MAIL_FOLDER": str(DEMO / "mail"),
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    if not environment.text("ACCORD_SECRET_KEY"):
        os.environ["ACCORD_SECRET_KEY"] = kept_secret()
    django.setup()


def kept_secret() -> str:
    """Return this folder's own secret key, made at first use."""
    path = DEMO / "secret-key"
    if not path.exists():
        write_whole(path, secrets.token_urlsafe(50))
    return path.read_text().strip()
