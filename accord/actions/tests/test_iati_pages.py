"""Importing in the browser: send, see, agree, publish; nobody else gets near."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from accord.actions.iati.storage import STORAGE
from accord.actions.models import Action, ImportFile
from accord.actions.tests.factories import make_vocabulary
from accord.actions.tests.iati_files import (
    BROKEN,
    CONTRACTS,
    ROADS,
    WORKSHOPS,
    changed,
    many,
)
from accord.actions.tests.importing import URL, agree, send, text_of
from accord.base import history
from accord.base.models import Entry
from accord.partners.tests.factories import (
    make_mandate,
    make_partner,
    make_person,
    sign_in,
)

pytestmark = pytest.mark.usefixtures("folder")


def is_untouched(folder):
    return not ImportFile.objects.exists() and not list(folder.glob("*"))


# Sending


def test_an_editor_sends_a_file_and_sees_what_it_would_become(amina, union, folder):
    response = send(amina)

    file = ImportFile.objects.get()
    page = text_of(amina.get(response["Location"]))
    assert response["Location"] == f"{URL}{file.pk}/"
    assert (file.partner, file.name, file.size) == (
        union,
        "workshops.xml",
        len(WORKSHOPS),
    )
    assert (folder / f"{file.sha256}.xml").read_bytes() == WORKSHOPS
    assert "Nothing is written yet." in page
    assert "Des contrats écrits dans les ateliers" in page
    assert "Import into the drafts of Union of Fishers" in page
    assert "XOF" in page
    assert "No area of immediate action follows from these sectors" in page
    assert "Choose at least one area of immediate action." in page
    assert not Action.objects.exists()
    assert history.entries_of(file).get().verb == "sent"


def test_the_page_explains_formats_and_limit(amina):
    page = text_of(amina.get(URL))

    assert "version 2.01, 2.02 or 2.03" in page
    assert "60.0" in page
    assert 'enctype="multipart/form-data"' in page


@pytest.mark.parametrize("how", list(BROKEN))
def test_a_wrong_file_is_told_on_its_field_and_nothing_is_kept(amina, folder, how):
    content, word = BROKEN[how]

    response = send(amina, content)

    assert response.status_code == 422
    assert word in text_of(response)
    assert "There is a problem" in text_of(response)
    assert is_untouched(folder)


def test_a_form_without_a_file_says_what_to_do(amina, folder):
    response = amina.post(URL, {})

    assert response.status_code == 422
    assert "Choose the file on your device." in text_of(response)
    assert is_untouched(folder)


def test_a_file_beyond_the_limit_is_told(amina, folder, settings):
    settings.UPLOAD_LIMIT_BYTES = 100

    response = send(amina)

    assert response.status_code == 422
    assert "is larger than" in text_of(response)
    assert is_untouched(folder)


def test_a_refused_file_may_be_followed_by_a_right_one_with_the_same_token(amina):
    token = str(uuid4())

    send(amina, b"nonsense", token=token)
    response = send(amina, token=token)

    assert response.status_code == 302
    assert ImportFile.objects.count() == 1


def test_the_same_submit_many_times_keeps_one_file(amina):
    token = str(uuid4())

    addresses = {send(amina, token=token)["Location"] for _time in range(5)}

    assert len(addresses) == 1
    assert ImportFile.objects.count() == 1


def test_a_visitor_is_sent_to_sign_in(client, vocabulary, folder):
    assert "/account/login/" in client.get(URL)["Location"]
    assert "/account/login/" in send(client)["Location"]
    assert is_untouched(folder)


def test_readers_and_outsiders_do_not_import(rosa, olga, folder):
    for client in (rosa, olga):
        assert client.get(URL).status_code == 403
        assert send(client).status_code == 403
    assert is_untouched(folder)


def test_other_methods_are_refused(amina):
    assert amina.put(URL).status_code == 405


def test_an_editor_cannot_choose_another_partner(amina, union):
    others = make_partner("League of Bakers")

    send(amina, partner=others.pk)

    assert ImportFile.objects.get().partner == union


def test_the_secretariat_chooses_the_partner(sami, union):
    without = send(sami)
    send(sami, partner=union.pk)

    assert without.status_code == 422
    assert "Choose for whom you import." in text_of(without)
    assert ImportFile.objects.get().partner == union


def test_the_secretariat_does_not_import_for_who_left(sami, vocabulary):
    gone = make_partner("Gone", left_on=date(2025, 1, 1))

    assert send(sami, partner=gone.pk).status_code == 422


# Seeing


def test_only_who_may_import_for_the_partner_sees_the_file(
    sent, fatou, sami, rosa, bruno, olga, client
):
    address = sent.get_absolute_url()

    assert [each.get(address).status_code for each in (fatou, sami)] == [200, 200]
    assert [each.get(address).status_code for each in (rosa, bruno, olga)] == [404] * 3
    assert "/account/login/" in client.get(address)["Location"]
    assert fatou.post(address).status_code == 405


def test_a_long_file_has_pages_and_can_be_narrowed(amina):
    send(amina, changed_many())
    file = ImportFile.objects.get()
    address = file.get_absolute_url()

    first, second = (text_of(amina.get(f"{address}?page={n}")) for n in (1, 2))
    refused = text_of(amina.get(f"{address}?show=refused"))

    assert f"{CONTRACTS}-0<" in first
    assert f"{CONTRACTS}-29<" in second
    assert "1 to 25 of 30" in first
    assert "no iati-identifier" in refused
    assert f"{CONTRACTS}-0<" not in refused
    for odd in ("?page=x", "?page=999", "?show=nothing", "?page=-1"):
        assert amina.get(address + odd).status_code == 200


def changed_many():
    """Return thirty activities, one of them without its number."""
    return changed(
        f"<iati-identifier>{CONTRACTS}-7</iati-identifier>", "", content=many(30)
    )


def test_the_preview_costs_the_same_whatever_the_file_holds(
    amina, django_assert_max_num_queries
):
    send(amina, many(3))
    send(amina, many(60))
    few, more = ImportFile.objects.order_by("pk")

    with django_assert_max_num_queries(60) as asked:
        amina.get(few.get_absolute_url())
    count = len(asked)
    with django_assert_max_num_queries(count):
        amina.get(more.get_absolute_url())


def test_a_file_that_is_here_already_offers_nothing_to_import(amina, sent):
    agree(amina, sent)

    page = text_of(amina.get(send(amina)["Location"]))

    assert "everything in the file is here already" in page
    assert "Import into the drafts" not in page


# Agreeing


def test_agreeing_makes_drafts_that_can_be_checked_and_published(amina, sent, union):
    response = agree(amina, sent)

    page = text_of(amina.get(response["Location"]))
    references = list(union.led_actions.values_list("reference", flat=True))
    assert len(references) == 2
    assert "The file is imported" in page
    for reference in references:
        assert f"/en/actions/{reference}/declare/check/" in page
    mine = text_of(amina.get("/en/actions/mine/"))
    assert all(reference in mine for reference in references)


def test_history_names_the_person_and_the_mandate(amina, sent, union):
    agree(amina, sent)

    for action in union.led_actions.all():
        entry = history.entries_of(action).get()
        assert entry.partner == union.reference
        assert entry.mandate
        assert entry.personal.values["by"] == "Amina"
        told = text_of(amina.get(f"/en/actions/{action.reference}/history/"))
        assert "Imported" in told
    assert history.entries_of(sent).first().verb == "imported"


def test_the_secretariat_imports_and_publishes_for_a_partner(sami, union):
    send(sami, partner=union.pk)
    file = ImportFile.objects.get()

    agree(sami, file)

    action = Action.objects.get(external_identifiers__value=ROADS)
    assert action.lead == union
    assert history.entries_of(action).get().partner == ""
    address = f"/en/actions/{action.reference}/declare/check/"
    assert sami.get(address).status_code == 200


def test_agreeing_many_times_makes_one_set_of_drafts(amina, sent, union):
    token = uuid4()

    same = {agree(amina, sent, token=token)["Location"] for _time in range(5)}
    other = {agree(amina, sent)["Location"] for _time in range(3)}

    assert same == other == {sent.get_absolute_url()}
    assert union.led_actions.count() == 2
    assert Entry.objects.filter(verb="imported").count() == 3


@pytest.mark.django_db(transaction=True)
def test_agreeing_at_the_same_time_makes_one_set_of_drafts(counts, folder):
    make_vocabulary()
    union = make_partner("Union of Fishers")
    person = make_person("amina@union.example")
    make_mandate(union, person=person)
    send(sign_in(Client(), person))
    file = ImportFile.objects.get()
    same, times = uuid4(), 50 if counts == "full" else 8

    def submit(number):
        try:
            # Half of them with one token, half each with its own.
            token = same if number % 2 else uuid4()
            return agree(sign_in(Client(), person), file, token=token)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        addresses = set(pool.map(submit, range(times)))

    assert addresses == {file.get_absolute_url()}
    assert union.led_actions.count() == 2
    assert Entry.objects.filter(verb="imported").count() == 3


def test_agreeing_to_other_bytes_than_those_shown_does_nothing(amina, sent, folder):
    response = agree(amina, sent, sha256="0" * 64)
    (folder / f"{sent.sha256}.xml").write_bytes(b"swapped")
    swapped = agree(amina, sent)

    assert response["Location"] == swapped["Location"] == URL
    assert "Send it again." in text_of(amina.get(URL))
    assert not Action.objects.exists()


def test_a_get_agrees_to_nothing(amina, sent):
    assert amina.get(f"{URL}{sent.pk}/confirm/").status_code == 405
    assert not Action.objects.exists()


def test_a_form_without_its_digest_agrees_to_nothing(amina, sent):
    response = amina.post(f"{URL}{sent.pk}/confirm/", {})

    assert response["Location"] == sent.get_absolute_url()
    assert not Action.objects.exists()


def test_nobody_else_agrees(sent, rosa, bruno, olga, client):
    for stranger in (rosa, bruno, olga):
        assert agree(stranger, sent).status_code == 404
    assert "/account/login/" in agree(client, sent)["Location"]
    assert not Action.objects.exists()


def test_a_file_sent_twice_is_kept_until_the_last_of_them_is_refused(folder, sent):
    STORAGE.forget(sent.sha256)

    assert STORAGE.path_of(sent.sha256).exists()


def test_pages_in_every_language_stand(amina, sent):
    for language in ("en", "fr", "es", "ar"):
        for address in (URL, sent.get_absolute_url()):
            local = address.replace("/en/", f"/{language}/", 1)
            assert amina.get(local).status_code == 200
