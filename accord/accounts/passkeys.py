"""Passkeys: what we ask of one beyond what the library asks.

Each verifies who holds it (a fingerprint, a face, a PIN), so that it is two factors in
one; it answers to our own origin only; and one whose counter goes back is refused,
because then somebody has copied it.
"""

from typing import Any
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# Where in the library's record of a passkey its last counter is kept.
COUNTER = "counter"


def relying_party(request: HttpRequest) -> str:
    """Return the host that passkeys belong to: the public one.

    A demonstration on this machine is asked for under several names, of which browsers
    take `localhost` only.
    """
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    return urlsplit(f"//{request.get_host()}").hostname or "" if _is_here() else host


def origin(request: HttpRequest) -> str:
    """Return the one origin whose pages may use our passkeys."""
    if _is_here():
        return f"{request.scheme}://{request.get_host()}"
    public = urlsplit(settings.PUBLIC_URL)
    return f"{public.scheme}://{public.netloc}"


def _is_here() -> bool:
    return urlsplit(settings.PUBLIC_URL).hostname in _LOOPBACK


def _refusal() -> ValidationError:
    return ValidationError(
        _("This passkey was not accepted. Try again, or sign in another way."),
        code="passkey_refused",
    )


@transaction.atomic
def count(authenticator: Authenticator, counter: int) -> None:
    """Note a passkey's counter; refuse one that has not moved on.

    Passkeys that are kept in several places always say 0.
    """
    kept = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    last = kept.data.get(COUNTER, 0)
    if (counter or last) and counter <= last:
        raise _refusal()
    kept.data[COUNTER] = counter
    kept.save(update_fields=["data"])
    # The library goes on with this one, and saves it.
    authenticator.data = kept.data


class AddPasskeyForm(AddWebAuthnForm):
    """Every key is a passkey: it signs in by itself, and verifies its holder."""

    name = forms.CharField(
        label=gettext_lazy("A name for this passkey"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("So that you know it again, such as “office laptop”."),
    )
    passwordless = None

    def clean(self) -> dict[str, Any]:
        credential = self.cleaned_data.get("credential")
        if credential:
            try:
                answer = RegistrationResponse.from_dict(credential).response
            except (TypeError, ValueError, KeyError) as reason:
                raise _refusal() from reason
            if answer.client_data.origin != origin(context.request):
                raise _refusal()
            self.cleaned_data["passwordless"] = True
        return _or_refusal(super().clean)


class _Strict(AuthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        try:
            answer = AuthenticationResponse.from_dict(
                self.cleaned_data["credential"]
            ).response
        except (TypeError, ValueError, KeyError, AttributeError) as reason:
            raise _refusal() from reason
        if answer.client_data.origin != origin(context.request):
            raise _refusal()
        authenticator = _or_refusal(super().clean_credential)
        count(authenticator, answer.authenticator_data.counter)
        return authenticator


class SignInByPasskeyForm(_Strict, LoginWebAuthnForm):
    pass


class SecondFactorPasskeyForm(_Strict):
    pass


class ConfirmByPasskeyForm(_Strict, ReauthenticateWebAuthnForm):
    pass


def _or_refusal(check: Any) -> Any:
    """Say the same whatever the library found wrong."""
    try:
        return check()
    except ValidationError as reason:
        raise _refusal() from reason
