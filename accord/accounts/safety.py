"""What keeps an account its owner's: ending sessions, and telling what was changed."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_removed
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accord.accounts.models import Person
from accord.base import notices
from accord.base.templatetags.components import day_in_words

# When a session began and was last used, in seconds since 1970.
BEGAN, USED = "began_at", "used_at"
# By the name of the library's mail.
CHANGES = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_set": _("A password was set for your account."),
    "account/email/password_reset": _("Your password was changed by a mailed link."),
    "mfa/email/totp_activated": _("Codes by an app were set up as a second factor."),
    "mfa/email/totp_deactivated": _("Codes by an app were taken away."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "vouched-for": _("Signing in through your organization's own service was set up."),
    "address": _("The secretariat changed the address that you sign in with."),
    "locked": _(
        "Somebody typed a wrong password for your account several times. For a "
        "quarter of an hour it lets nobody in, not even with the right one."
    ),
}


def tell(person: Person, change: str, *, to: str = "") -> None:
    """Tell a person what was changed, and what to do if it was not they.

    `to` is another address than their own, such as the one they had until now.
    """
    now = timezone.now()
    with override(person.language):
        account = settings.PUBLIC_URL + reverse("account")
        reset = settings.PUBLIC_URL + reverse("account_reset_password")
        told = {
            "change": CHANGES[change],
            "day": day_in_words(now),
            "time": f"{now:%H:%M}",
            "account_address": account,
            "reset_address": reset,
        }
    notices.send(
        to or person.email,
        "accounts/emails/changed.txt",
        told,
        language=person.language,
        reader=person.public_id,
    )


def end_sessions(person: Person, *, but: str | None = "") -> None:
    """Sign a person out everywhere, but in the session with this key."""
    for each in UserSession.objects.filter(user=person).exclude(session_key=but):
        each.end()


@receiver(user_logged_in)
def _stamp(request: HttpRequest, **_told: Any) -> None:
    now = int(timezone.now().timestamp())
    request.session[BEGAN] = request.session[USED] = now


@receiver([authenticator_removed, password_changed, password_reset])
def _sign_out_elsewhere(request: HttpRequest, user: Person, **_told: Any) -> None:
    end_sessions(user, but=request.session.session_key)
