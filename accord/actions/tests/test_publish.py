"""Publishing: focal points and signatories, once everything readers need is there."""

import pytest

from accord.actions.models import Action
from accord.actions.tests.factories import make_draft
from accord.base.models import Message
from accord.base.multilingual import Multilingual
from accord.partners.models import Role
from accord.partners.tests.factories import make_mandate, make_person


@pytest.fixture
def url(draft):
    return f"/en/actions/{draft.reference}/declare/publish/"


def is_public(draft):
    return Action.objects.get(pk=draft.pk).published_on is not None


def test_a_focal_point_publishes_and_sees_what_happens_next(fatou, draft, url):
    response = fatou.post(url, follow=True)

    page = response.content.decode()
    assert is_public(draft)
    assert draft.reference in page
    assert "What happens next" in page
    assert "/en/countries/SEN/" in page
    assert draft.lead.get_absolute_url() in page


def test_publishing_twice_is_publishing_once(fatou, draft, url):
    first, second = fatou.post(url), fatou.post(url)

    assert first["Location"] == second["Location"]
    assert Message.objects.count() == 1


def test_whoever_publishes_gets_a_copy_in_their_language(fatou, draft, url):
    draft.title = Multilingual.of("en", "Boats & nets")
    draft.save()

    fatou.post(url)

    message = Message.objects.get()
    assert message.to == "fatou@union.example"
    assert message.subject == f"Your action {draft.reference} is published"
    assert "Boats & nets" in message.text
    assert f"/en/actions/{draft.reference}/" in message.text


def test_the_others_who_lead_are_told_in_their_language(fatou, draft, url):
    other = make_person("luz@union.example", language="es")
    make_mandate(draft.lead, Role.ALTERNATE, person=other)
    reader = make_person("omar@union.example")
    make_mandate(draft.lead, Role.READER, person=reader)

    fatou.post(url)

    told = Message.objects.exclude(to="fatou@union.example").get()
    assert (told.to, told.topic, told.language) == (other.email, "organization", "es")
    assert f"/es/actions/{draft.reference}/" in told.text


def test_a_get_changes_nothing(fatou, draft, url):
    assert fatou.get(url).status_code == 405
    assert not is_public(draft)


def test_a_visitor_is_sent_to_sign_in(client, draft, url):
    assert "/account/login/" in client.post(url)["Location"]
    assert not is_public(draft)


def test_an_outsider_is_not_told_that_the_draft_exists(bruno, olga, draft, url):
    assert bruno.post(url).status_code == 404
    assert olga.post(url).status_code == 404
    assert not is_public(draft)


def test_readers_and_editors_do_not_publish(rosa, amina, draft, url):
    assert rosa.post(url).status_code == 403
    assert amina.post(url).status_code == 403
    assert not is_public(draft)
    page = amina.get(f"/en/actions/{draft.reference}/declare/check/").content.decode()
    assert "Your part is done" in page
    assert "Publish the action" not in page


def test_the_secretariat_publishes(sami, draft, url):
    sami.post(url)

    assert is_public(draft)


def test_an_unready_draft_stays_a_draft_and_lists_what_is_missing(fatou, union):
    draft = make_draft(union, kind="", starts_on=None)

    response = fatou.post(f"/en/actions/{draft.reference}/declare/publish/")

    page = response.content.decode()
    assert response.status_code == 422
    assert not is_public(draft)
    for words in ("what kind", "country or area", "area of immediate", "it starts"):
        assert words in page
    assert "Publish the action" not in page


def test_the_confirmation_of_a_draft_leads_back_to_it(fatou, draft):
    response = fatou.get(f"/en/actions/{draft.reference}/declare/done/")

    assert response["Location"] == f"/en/actions/{draft.reference}/declare/"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_check_page_names_the_languages_of_translations(fatou, draft, language):
    Action.objects.filter(pk=draft.pk).update(
        title=Multilingual.of(
            "de", "Sichere Boote", en="Safe boats", fr="Bateaux sûrs"
        ),
        summary=Multilingual.of("de", "Funk auf jedem Boot."),
    )

    page = fatou.get(f"/{language}/actions/{draft.reference}/declare/check/")

    assert page.status_code == 200
    names = {"en": "English, French", "fr": "Anglais, Français"}
    assert names[language].lower() in page.content.decode().lower()
