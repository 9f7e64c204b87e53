"""Making and ending API keys."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.base import history
from accord.base.actor import Actor
from accord.partners import keys
from accord.partners.models import (
    ApiKey,
    Mandate,
    Role,
    Scope,
)


def scopes_for(role: str) -> list[Scope]:
    """Return what a key under a mandate of that role can be made for."""
    most = {Role.READER: 1, Role.EDITOR: 2}.get(Role(role), 3)
    return list(Scope)[:most]


@transaction.atomic
def make_key(
    mandate: Mandate,
    *,
    name: str,
    scope: Scope,
    expires_on: date,
    by: Actor,
    on: date,
) -> tuple[ApiKey, str]:
    """Make a key under a mandate and return it with its secret, for the only time."""
    if scope not in scopes_for(mandate.role):
        raise ValidationError(_("The role does not allow a key for that much."))
    if not on <= expires_on <= on + keys.LONGEST:
        raise ValidationError(_("A key holds for a year at most."))
    token = keys.new_token()
    key = ApiKey.objects.create(
        prefix=token.prefix,
        digest=token.digest,
        name=name,
        scope=scope,
        mandate=mandate,
        made_at=timezone.now(),
        expires_on=expires_on,
    )
    history.record(
        key,
        "made",
        by=by,
        on=on,
        after={
            "name": name,
            "scope": scope,
            "mandate": mandate.reference,
            "expires_on": expires_on,
        },
    )
    return key, token.text


@transaction.atomic
def end_key(key: ApiKey, *, by: Actor, on: date) -> ApiKey:
    """End a key at once. Ending it twice changes nothing."""
    current = ApiKey.objects.select_for_update().get(pk=key.pk)
    if current.ended_at is None:
        current.ended_at = timezone.now()
        current.save(update_fields=["ended_at"])
        history.record(
            current, "ended", by=by, on=on, after={"ended_at": current.ended_at}
        )
    return current
