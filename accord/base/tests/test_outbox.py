"""Mail on its way: servers that are down, that say "not now", or no; and signatures."""

import ssl
from datetime import timedelta

import dkim
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from accord.base import notices
from accord.base.mail import bounces, outbox
from accord.base.models import Mailbox, Message
from accord.base.tests.mail_servers import Handler, mail_server, use_a_free_port

pytestmark = pytest.mark.django_db
AMINA, BRUNO = "amina@union.example", "bruno@works.example"


@pytest.fixture
def handler(settings):
    use_a_free_port(settings)
    return Handler()


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    ).decode()


def post(to, subject, **more):
    return notices.post(to, subject, "Text.\n", language="en", **more)


def later(**time):
    return timezone.now() + timedelta(**time)


def test_a_server_that_is_down_for_days_loses_nothing_and_keeps_the_order(
    settings, handler
):
    for number in range(3):
        post(AMINA, f"A{number}")
        post(BRUNO, f"B{number}")

    for hours in range(0, 24 * 7, 6):
        outbox.deliver_all(later(hours=hours))
    assert Message.objects.waiting().count() == 6
    assert max(each.attempts for each in Message.objects.all()) > 10

    with mail_server(settings, handler):
        outbox.deliver_all(later(days=8))
        outbox.deliver_all(later(days=8))

    assert [told for told in handler.told if told[0] == AMINA] == [
        (AMINA, f"A{number}") for number in range(3)
    ]
    assert len(handler.taken) == 6
    assert not Message.objects.waiting().exists()


def test_an_address_whose_server_says_not_now_holds_up_nobody_else(settings, handler):
    handler.rcpt[AMINA] = ["450 4.2.0 Greylisted"]
    first, second = post(AMINA, "first"), post(AMINA, "second")
    post(BRUNO, "to another")

    with mail_server(settings, handler):
        outbox.deliver_all(timezone.now())
        notices.deliver(second.pk)
        assert handler.told == [(BRUNO, "to another")]
        outbox.deliver_all(later(minutes=2))

    assert [subject for _to, subject in handler.told[1:]] == ["first", "second"]
    first.refresh_from_db()
    assert (first.attempts, first.deferrals) == (2, 1)


def test_an_address_that_is_never_ready_is_given_up_after_days(settings, handler):
    handler.rcpt[AMINA] = ["450 4.2.0 Not now"] * 60
    message = post(AMINA, "first")
    days = 0.0

    with mail_server(settings, handler):
        while message.outcome == "" and days < 30:
            outbox.deliver_all(later(days=days))
            message.refresh_from_db()
            days += 1 / 24

    assert message.outcome == Message.Outcome.FAILED
    assert 3 < days < 7
    assert not bounces.has_stopped(AMINA)


def test_a_server_that_closes_is_down_and_no_refusal(settings, handler):
    handler.rcpt[AMINA] = ["421 4.3.2 Shutting down"]
    post(AMINA, "first"), post(BRUNO, "second")

    with mail_server(settings, handler):
        outbox.deliver_all(timezone.now())
        assert not handler.taken
        outbox.deliver_all(later(minutes=2))

    assert {subject for _to, subject in handler.told} == {"first", "second"}


def test_an_address_that_does_not_exist_is_written_to_no_more(settings, handler):
    settings.MAIL_MOST_BOUNCES = 2
    handler.rcpt[AMINA] = ["550 5.1.1 No such user"] * 9
    for number in range(3):
        post(AMINA, str(number))

    with mail_server(settings, handler):
        outbox.deliver_all(timezone.now())
    after = post(AMINA, "after")

    mailbox = Mailbox.objects.get(email=AMINA)
    assert mailbox.reason == "550 5.1.1 No such user"
    assert len(handler.rcpt[AMINA]) == 7
    outcomes = Message.objects.order_by("id").values_list("outcome", flat=True)
    assert list(outcomes) == ["failed", "failed", "stopped", "stopped"]
    bounces.resume(AMINA)
    assert post(AMINA, "again").outcome == ""
    assert after.text == "Text.\n"


def test_a_message_refused_for_what_it_holds_says_nothing_about_the_address(
    settings, handler
):
    settings.MAIL_MOST_BOUNCES = 1
    handler.data[AMINA] = ["554 5.7.1 Looks like spam"]
    message = post(AMINA, "first")
    post(AMINA, "second")

    with mail_server(settings, handler):
        outbox.deliver_all(timezone.now())

    message.refresh_from_db()
    assert message.outcome == "failed"
    assert handler.told == [(AMINA, "second")]


def test_who_is_killed_between_sending_and_noting_sends_once_more_the_same(
    settings, handler, monkeypatch
):
    message, now = post(AMINA, "once"), timezone.now()

    def killed():
        raise KeyboardInterrupt

    with mail_server(settings, handler):
        with monkeypatch.context() as patched:
            patched.setattr(outbox.timezone, "now", killed)
            with pytest.raises(KeyboardInterrupt):
                outbox.deliver(AMINA, now)
        for _again in range(3):
            notices.deliver(message.pk)

    assert len(handler.taken) == 2
    assert len({each["Message-ID"] for each in handler.taken}) == 1


@pytest.mark.parametrize("certificate", ["none", "nobody's"])
def test_nothing_is_sent_where_the_connection_cannot_be_encrypted(
    settings, handler, key, tmp_path, certificate
):
    settings.EMAIL_USE_TLS = True
    post(AMINA, "secret")
    tls = None if certificate == "none" else self_signed(key, tmp_path)

    with mail_server(settings, handler, tls=tls):
        outbox.deliver_all(timezone.now())

    assert handler.raw == []
    message = Message.objects.waiting().get()
    assert "STARTTLS" in message.error or "certificate" in message.error.lower()


def self_signed(key, folder):
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = timezone.now()
    certificate = (
        x509.CertificateBuilder(name, name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_text(
        pem(key) + certificate.public_bytes(serialization.Encoding.PEM).decode()
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_mail_is_signed_and_so_is_the_way_to_get_no_more_of_it(settings, handler, key):
    settings.DKIM_KEY, settings.DKIM_DOMAIN = pem(key), "coalition.example"
    settings.PUBLIC_URL = "https://coalition.example"
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    record = b"v=DKIM1; k=rsa; p=" + b"".join(public.split(b"\n")[1:-2])
    asked = []

    def dns(name, timeout=5):
        asked.append(name)
        return record

    notices.post(
        AMINA,
        "Échéance",
        "Trois jours.\n\n" + "é" * 1200,
        language="fr",
        topic="reminders",
    )
    with mail_server(settings, handler):
        outbox.deliver_all(timezone.now())

    raw, mail = handler.raw[0], handler.taken[0]
    assert dkim.verify(raw, dnsfunc=dns)
    assert set(asked) == {b"accord._domainkey.coalition.example."}
    assert not dkim.verify(raw.replace(b"One-Click", b"Two-Click"), dnsfunc=dns)
    assert not dkim.verify(raw.replace(b"Trois", b"Trente"), dnsfunc=dns)
    signed = mail["DKIM-Signature"].replace(" ", "").lower()
    assert {
        "list-unsubscribe",
        "list-unsubscribe-post",
        "from",
        "to",
        "subject",
    } <= set(signed.partition("h=")[2].partition(";")[0].split(":"))
    assert "c=relaxed/relaxed" in signed
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (
        mail["List-Unsubscribe"]
        .strip()
        .startswith("<https://coalition.example/fr/mail/off/")
    )
    assert mail["From"].addresses[0].display_name == (
        "Coalition mondiale pour la justice sociale"
    )
    assert [part.get_content_type() for part in mail.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
