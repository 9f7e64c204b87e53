"""The smallest valid texts, and people signed in with all that is asked of them."""

from datetime import date
from itertools import count

from django.test import Client

from accord.accounts.models import Person
from accord.base.actor import Actor
from accord.texts import operations
from accord.texts.models import Kind, Text, Version

LONG_AGO = date(2024, 1, 15)
BODY = "First paragraph of the text.\n\nSecond paragraph of the text."
_numbers = count(1)


def sign_in(client: Client, person: Person) -> None:
    """Sign in as someone who has shown a second factor."""
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


def make_text(slug: str = "", *, language: str = "en", kind: str = Kind.PAGE) -> Text:
    """Begin a text without words."""
    return operations.begin(
        kind=kind,
        slug=slug or f"text-{next(_numbers)}",
        language=language,
        dated_on=LONG_AGO if kind == Kind.NEWS else None,
        by=Actor.anonymous(),
        on=LONG_AGO,
    )


def write(
    text: Text,
    language: str = "en",
    *,
    title: str = "A title",
    body: str = BODY,
    of: int | None = None,
    on: date = LONG_AGO,
    by: Actor | None = None,
) -> Version:
    """Save a draft over whatever is latest."""
    current = operations.latest(text, language)
    return operations.save_draft(
        text,
        language,
        operations.Writing(title, "", body),
        by=by or Actor.anonymous(),
        on=on,
        version=current.revision if current else 0,
        of=of,
    )


def publish(text: Text, language: str = "en", *, on: date = LONG_AGO) -> Version:
    draft = operations.latest(text, language)
    return operations.publish(
        text, language, by=Actor.anonymous(), on=on, version=draft.revision
    )


def make_public(
    slug: str = "", *, language: str = "en", kind: str = Kind.PAGE, **words: str
) -> Text:
    """Make a text whose original is public."""
    text = make_text(slug, language=language, kind=kind)
    write(text, language, **words)
    publish(text, language)
    return text
