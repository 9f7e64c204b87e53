"""Mail servers on loopback that do as they are told, and what they were given."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from ssl import SSLContext
from typing import Any

from aiosmtpd.controller import Controller


class Handler:
    """Keeps what it takes; `answers` are said, each once, in the place of a 250."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.senders: list[str] = []
        # By the recipient's address: to RCPT, and to DATA.
        self.rcpt: dict[str, list[str]] = {}
        self.data: dict[str, list[str]] = {}

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.rcpt.get(address):
            return self.rcpt[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answers = self.data.get(envelope.rcpt_tos[0])
        if answers:
            return answers.pop(0)
        self.raw.append(envelope.content)
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        self.senders.append(envelope.mail_from)
        return "250 OK"

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(each["To"], each["Subject"]) for each in self.taken]


@contextmanager
def mail_server(
    settings: Any, handler: Handler, *, tls: SSLContext | None = None
) -> Iterator[None]:
    """Run a server on the port that `settings` names, as Django's mail backend asks."""
    controller = Controller(
        handler, hostname="127.0.0.1", port=settings.EMAIL_PORT, tls_context=tls
    )
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def use_a_free_port(settings: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
