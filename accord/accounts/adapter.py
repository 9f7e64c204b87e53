"""How the sign-in library is told about our rules and our outbox."""

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override

from accord.base import notices


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


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return settings.COALITION_NAME[settings.LANGUAGE_CODE]
