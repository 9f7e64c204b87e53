"""Lists of who is barred: sent, looked at, confirmed, compared, and hits judged."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accord.base.actor import Actor
from accord.base.models import Entry
from accord.base.waiting import on_office
from accord.joining.models import Application
from accord.partners.models import Role
from accord.partners.tests.factories import make_mandate, make_partner, make_person
from accord.screening import obstacles
from accord.screening import operations as cases
from accord.screening.lists import operations
from accord.screening.models import Edition, Hit, HitVerdict
from accord.screening.tests.factories import TODAY

LISTS = "/en/screening/lists/"
SEND = "/en/screening/lists/send/"
FIRST = "id,name,alias,type\n1,Qasim Blue Water Ltd,,entity\n2,Rosa KISPE,,person\n"
SECOND = "id,name,alias,type\n1,Qasim Blue Water Ltd,QBW,entity\n3,Third One,,entity\n"
DTD = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><CONSOLIDATED_LIST/>'


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sent(client, text, name="Orvanta list", file="list.csv"):
    upload = SimpleUploadedFile(file, text.encode())
    return client.post(SEND, {"name": name, "file": upload, "token": uuid4()})


def confirmed(client, text):
    page = sent(client, text).url
    client.post(page, {"token": uuid4()})
    return Edition.objects.latest("pk")


def screened():
    return operations.screen_all(TODAY)


@pytest.fixture
def hit(of_olu, case):
    """Let the case's applicant be near an entry of a list."""
    Application.objects.filter(pk=case.application_id).update(
        answers=case.application.answers | {"name": "KASSEM Bluewater"}
    )
    confirmed(of_olu, FIRST)
    screened()
    return Hit.objects.get(role="organization")


def test_a_list_counts_once_somebody_looked_at_it(of_olu):
    answer = sent(of_olu, FIRST + "4,,,\n")
    again = sent(of_olu, FIRST + "4,,,\n")

    assert answer.status_code == again.status_code == 302
    assert answer.url == again.url
    assert Edition.objects.count() == 1
    page = of_olu.get(answer.url).content.decode()
    assert "New: 2" in page
    assert "Left out: 1" in page
    assert "It has no name." in page
    assert operations.in_force() == []
    of_olu.post(answer.url, {"token": uuid4()})
    assert [each.sha256 for each in operations.in_force()] == [
        Edition.objects.get().sha256
    ]
    assert Entry.objects.filter(verb="edition confirmed").count() == 1


def test_the_next_edition_tells_what_changed_and_the_old_one_stays(of_olu):
    old = confirmed(of_olu, FIRST)
    new = confirmed(of_olu, SECOND)

    found = operations.differences(new)
    assert (found.added, found.changed, found.removed) == (
        ["Third One"],
        ["Qasim Blue Water Ltd"],
        ["Rosa KISPE"],
    )
    assert operations.in_force() == [new]
    assert old.entries.count() == 2
    assert operations.storage().is_whole(old.sha256)


@pytest.mark.parametrize(
    ("text", "file", "sentence"),
    [
        (DTD, "list.xml", "has a DOCTYPE or another declaration"),
        ("colour\nred\n", "list.csv", "No column is called"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(
    of_olu, text, file, sentence
):
    answer = sent(of_olu, text, file=file)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Edition.objects.exists()


def test_names_of_applicant_partner_and_people_are_compared(of_olu, hit):
    partner = make_partner("Third First")
    person = make_person("kispe@union.example", name="Kispe, Rosa")
    make_mandate(partner, Role.SIGNATORY, person=person)

    assert screened() == 1
    assert screened() == 0
    found = Hit.objects.exclude(pk=hit.pk).order_by("pk")
    assert [(each.role, each.name) for each in found] == [
        ("signatory", "Rosa Quispe"),
        ("signatory", "Kispe, Rosa"),
    ]
    assert found[1].partner == partner


def test_a_hit_is_explained_judged_and_remembered(of_olu, of_mei, olu, case, hit):
    address = f"/en/screening/hits/{hit.pk}/"
    on_page = of_olu.get(f"/en/screening/{case.reference}/").content.decode()
    assert "not judged yet" in on_page
    assert len(obstacles.of(case)) == 1
    page = of_olu.get(address).content.decode()
    assert "bluewater" in page
    assert "written together" in page
    waiting = on_office(Actor(person=olu), TODAY).items
    assert f"screening-hits:{hit.pk}:judge" in {each.key for each in waiting}

    empty = of_olu.post(address, {"token": uuid4()})
    told = {"verdict": "not-true", "reason": "Another country, other owners."}
    answer = of_olu.post(address, told | {"token": uuid4()})
    late = of_mei.post(
        address, {"verdict": "confirmed", "reason": "x", "token": uuid4()}
    )

    assert (empty.status_code, answer.status_code, late.status_code) == (422, 302, 409)
    hit.refresh_from_db()
    assert (hit.verdict, hit.judged_by) == (HitVerdict.NOT_TRUE, olu)
    Hit.objects.filter(verdict="").update(gone_at=timezone.now())
    confirmed(of_olu, FIRST + "9,Somebody Else,,\n")
    screened()
    assert Hit.objects.filter(role="organization").count() == 1
    confirmed(of_olu, FIRST.replace("Water Ltd,,", "Water Ltd,QBW,"))
    screened()
    assert Hit.objects.filter(role="organization", verdict="").count() == 1


def test_open_hits_stand_against_accepting_and_confirmed_ones_show(of_olu, case, hit):
    by = Actor(person=case.screener)
    advice = cases.Advice("accept", "It fits.")
    cases.answer_rest(case, by=by, on=TODAY)
    with pytest.raises(cases.NotReady, match="not judged yet"):
        cases.recommend(case, advice, by=by, on=TODAY)

    for each in Hit.objects.all():
        operations.judge(each, HitVerdict.CONFIRMED, "Same owners.", by=by, on=TODAY)

    assert obstacles.of(case) == []
    page = of_olu.get(f"/en/screening/{case.reference}/").content.decode()
    assert "Confirmed match" in page


def test_nobody_else_learns_of_lists_and_hits(outsiders, client, of_mei, case, hit):
    edition = Edition.objects.get()
    pages = [
        LISTS,
        SEND,
        f"{LISTS}editions/{edition.pk}/",
        f"/en/screening/hits/{hit.pk}/",
    ]

    for page in pages:
        assert client.get(page).status_code == 302
        for outsider in outsiders:
            assert outsider.get(page).status_code == 404
            assert page == LISTS or outsider.post(page).status_code == 404
    case.interests.filter(person__email__startswith="mei").update(is_conflict=True)
    assert of_mei.get(pages[-1]).status_code == 404
    assert "KASSEM" not in of_mei.get(LISTS).content.decode()
    assert of_mei.post(LISTS).status_code == 405
