"""How the sign-in library is told about our rules and our outbox."""

from hashlib import sha256
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accord.accounts import safety
from accord.accounts.models import Person
from accord.accounts.passkeys import relying_party
from accord.base import notices

# As long as an account stays closed after failures (ACCOUNT_RATE_LIMITS).
_LOCKED_SECONDS = 15 * 60


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come in by a mandate, never by themselves."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Name the public address: a request may come in under another port."""
        path = reverse(
            "account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}
        )
        return settings.PUBLIC_URL + path.replace("UID-KEY", quote(key))

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Write the library's mail to the outbox, in the language of its reader."""
        person = context.get("user")
        language = getattr(person, "language", "") or get_language() or "en"
        names = settings.COALITION_NAME
        with override(language):
            rendered = self.render_mail(
                template_prefix,
                email,
                {
                    **context,
                    "coalition_name": names.get(language, names["en"]),
                    "public_url": settings.PUBLIC_URL,
                },
            )
        notices.post(
            email,
            rendered.subject,
            rendered.body,
            language=language,
            secrets=[context.get("password_reset_url", "")],
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell people what was changed in our own words, in their language."""
        safety.tell(user, template_prefix)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell the owner, once, when an account has closed for a while."""
        email = str(credentials.get("email", "")).lower()
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            mark = f"locked:{sha256(email.encode()).hexdigest()}"
            if cache.add(mark, "", timeout=_LOCKED_SECONDS):
                person = Person.objects.filter(email=email, is_active=True).first()
                if person is not None:
                    safety.tell(person, "locked")
            raise


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return settings.COALITION_NAME[settings.LANGUAGE_CODE]

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": relying_party(context.request), "name": self.get_totp_issuer()}

    def generate_authenticator_name(
        self,
        user: Person,
        type: Authenticator.Type,  # noqa: A002 the library's name
    ) -> str:
        """Number what nobody has named."""
        kept = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)s") % {"number": kept + 1}
