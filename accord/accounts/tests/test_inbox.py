"""The inbox, the choice of mail, and one click that ends a topic."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accord.accounts.tests.factories import make_person
from accord.base import notices
from accord.base.mail import bounces, topics
from accord.base.models import Entry, Mailbox, Message, SwitchedOff

pytestmark = pytest.mark.django_db
INBOX, CHOICE = "/en/account/inbox/", "/en/account/mail/"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def amina(client):
    person = make_person()
    client.force_login(person)
    return person


def told(person, subject="Hello", **more):
    return notices.post(person.email, subject, "Some text.\n", language="en", **more)


def page_of(message):
    return reverse("inbox_message", args=[message.pk])


def test_everything_is_in_the_inbox_and_read_by_opening_it(
    client, amina, django_assert_max_num_queries
):
    other = told(make_person("bruno@works.example"), "For Bruno")
    messages = [told(amina, f"Number {number}") for number in range(60)]

    page = client.get(INBOX).content.decode()
    assert "Inbox (60 unread)" in page
    assert page.count("inbox__message--unread") == 25
    assert "For Bruno" not in page
    with django_assert_max_num_queries(13):
        client.get(f"{INBOX}?page=3")

    client.get(page_of(messages[0]))
    assert Message.objects.of(amina.public_id).unread().count() == 60
    opened = client.post(page_of(messages[0]), follow=True)
    assert "Some text." in opened.content.decode()
    assert Message.objects.of(amina.public_id).unread().count() == 59

    client.post(INBOX)
    assert not Message.objects.of(amina.public_id).unread().exists()
    assert client.post(page_of(other)).status_code == 404
    assert client.get(page_of(other)).status_code == 404
    other.refresh_from_db()
    assert other.read_at is None
    assert client.delete(INBOX).status_code == 405


def test_a_link_that_works_once_is_never_in_the_inbox(client, amina):
    link = "https://coalition.example/en/account/password/reset/key/abc/"
    message = notices.post(
        amina.email, "Reset", f"Follow:\n\n{link}\n", language="en", secrets=[link]
    )

    before = client.get(page_of(message)).content.decode()
    notices.deliver(message.pk)
    message.refresh_from_db()

    assert link not in before
    assert "a link that works once" in before
    assert link in mail.outbox[0].body
    assert link not in message.text
    assert message.secrets == []


def test_a_topic_that_is_switched_off_is_not_mailed_and_stays_in_the_inbox(
    client, amina
):
    answer = client.post(CHOICE, {"topics": ["reminders"]})
    wanted = ("organization", "reminders", "")
    off, on, own = (told(amina, topic=each) for each in wanted)

    assert answer.status_code == 302
    assert [each.outcome for each in (off, on, own)] == ["switched-off", "", ""]
    entry = Entry.objects.get(verb="chose-mail")
    assert entry.subject == amina.history_reference
    assert entry.after == {"mail_off": ["organization"]}
    assert "not mailed: such mail is switched off" in client.get(INBOX).content.decode()
    assert client.post(CHOICE, {"topics": ["nonsense"]}).status_code == 422
    assert topics.are_off(amina.public_id) == {"organization"}


def test_mail_comes_again_when_its_owner_says_that_the_address_works(
    client, amina, settings
):
    settings.MAIL_MOST_BOUNCES = 1
    bounces.note(amina.email, "5.1.1", at=amina.joined_at)

    assert "came back" in client.get(CHOICE).content.decode()
    client.post(CHOICE, {"topics": ["reminders"], "resume": "on"})

    assert not bounces.has_stopped(amina.email)


@pytest.mark.parametrize("signs_in", [True, False])
def test_one_click_ends_a_topic_without_signing_in(settings, signs_in):
    person = make_person() if signs_in else None
    message = notices.post(
        "amina@union.example", "Due", "Soon.\n", language="fr", topic="reminders"
    )
    notices.deliver(message.pk)
    address = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    path = address.removeprefix(settings.PUBLIC_URL)
    stranger = Client(enforce_csrf_checks=True)

    shown = stranger.get(path)
    assert shown.status_code == 200
    assert not SwitchedOff.objects.exists()

    answer = stranger.post(path, ONE_CLICK)
    assert answer.status_code == 200
    assert answer.cookies.get(settings.SESSION_COOKIE_NAME) is None
    stranger.post(path, ONE_CLICK)
    recipient = person.public_id if person else f"mailbox:{Mailbox.objects.get().pk}"
    assert topics.are_off(recipient) == {"reminders"}
    assert Entry.objects.filter(verb="chose-mail").count() == 1
    again = notices.post(
        "amina@union.example", "Due", "Soon.\n", language="fr", topic="reminders"
    )
    assert again.outcome == Message.Outcome.SWITCHED_OFF


def test_a_link_is_bound_to_its_reader_and_topic(client):
    known, unknown = make_person().public_id, "P-0000000000000000"
    path = reverse("mail_off", args=[topics.token(known, "reminders")])

    forged = path.replace("reminders", "organization")
    assert client.post(forged, ONE_CLICK).status_code == 404
    assert client.post(path.replace(known, unknown), ONE_CLICK).status_code == 404
    # The page names its own address, for other languages; nothing else differs.
    pages = []
    for recipient in (known, unknown):
        own = reverse("mail_off", args=[topics.token(recipient, "reminders")])
        answer = client.post(own, ONE_CLICK)
        assert answer.status_code == 200
        pages.append(answer.content.decode().replace(own.split("/")[-2], ""))
    assert pages[0] == pages[1]
    assert client.put(path).status_code == 405


def test_a_visitor_has_no_inbox(client):
    for path in (INBOX, f"{INBOX}1/", CHOICE):
        answer = client.get(path)
        assert answer.status_code == 302
        assert "/account/login/" in answer.url
