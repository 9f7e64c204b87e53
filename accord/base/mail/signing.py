"""DKIM (RFC 6376): mail that says which domain answers for it."""

from email.message import Message as Mime

from django.conf import settings

# Among them the two that mail programs unsubscribe by (RFC 8058, 4).
SIGNED = (
    *(b"from", b"to", b"subject", b"date", b"message-id", b"reply-to"),
    *(b"mime-version", b"content-type", b"content-transfer-encoding"),
    *(b"content-language", b"auto-submitted"),
    *(b"list-id", b"list-unsubscribe", b"list-unsubscribe-post"),
)


class Signed:
    """A message whose bytes are signed; what a mail backend asks of a message."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def as_bytes(self, *, linesep: str = "\n") -> bytes:
        return self.content.replace(b"\r\n", linesep.encode())


def signed(message: Mime) -> Mime | Signed:
    """Return the message with a signature; without a key, as it is."""
    if not settings.DKIM_KEY:
        return message
    # A library of its own weight, which only a worker that mails needs.
    import dkim  # noqa: PLC0415

    content = message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    present = {name.lower().encode() for name in message}
    signature = dkim.sign(
        content,
        settings.DKIM_SELECTOR.encode(),
        settings.DKIM_DOMAIN.encode(),
        settings.DKIM_KEY.encode(),
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=[name for name in SIGNED if name in present],
    )
    return Signed(signature + content)
