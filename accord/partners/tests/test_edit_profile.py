from uuid import uuid4

import pytest
from django.test import Client

from accord.atlas.tests.factories import make_area, make_challenge
from accord.base import history
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual, State
from accord.partners import operations
from accord.partners.models import Partner
from accord.partners.tests.factories import make_partner

pytestmark = pytest.mark.django_db
EDIT = "/en/partners/dockers/edit/"
TEXTS = ("name", "mandate_text", "priorities", "expertise")


def sent(partner: Partner, **changes: object) -> dict[str, object]:
    """Return what the form sends for a partner as it stands, with changes."""
    data: dict[str, object] = {
        "token": str(uuid4()),
        "version": partner.version,
        "website": partner.website,
        "areas": [each.pk for each in partner.areas.all()],
        "challenges": [each.pk for each in partner.challenges.all()],
    }
    for field in TEXTS:
        value = getattr(partner, field)
        data[f"{field}_original"] = value.original_language
        for language in ("en", "fr", "es", "ar"):
            data[f"{field}_{language}"] = value.text_in(language)
    return data | changes


def test_an_editor_changes_the_profile_and_history_tells_it(amina, union):
    area, challenge = make_area(), make_challenge()

    answer = amina.post(
        EDIT,
        sent(
            union,
            name_en="Union of Port Workers",
            priorities_en="Safer quays.",
            website="https://dockers.example/",
            areas=[area.pk],
            challenges=[challenge.pk],
        ),
    )

    assert answer.status_code == 302
    assert answer.url == union.get_absolute_url()
    union.refresh_from_db()
    # Another name is asked for; see the pages of confirmed facts.
    assert union.name.original == "Union of Dockers"
    assert union.priorities.original == "Safer quays."
    assert union.version == 2
    assert list(union.areas.all()) == [area]
    entry = history.entries_of(union).first()
    assert entry.verb == "changed"
    assert entry.partner == union.reference
    assert entry.mandate == union.mandates.get().reference
    assert entry.before["areas"] == []
    assert entry.after["areas"] == ["1"]
    assert entry.personal.values["by"] == "Amina"


def test_saving_what_did_not_change_leaves_no_trace(amina, union):
    before = history.entries_of(union).count()

    amina.post(EDIT, sent(union))

    union.refresh_from_db()
    assert union.version == 1
    assert history.entries_of(union).count() == before


def test_a_translation_turns_stale_when_only_the_original_moves(amina, union):
    amina.post(
        EDIT, sent(union, priorities_en="Safe quays.", priorities_fr="Des quais.")
    )
    union.refresh_from_db()
    assert union.priorities.in_language("fr").state is State.REVIEWED

    amina.post(EDIT, sent(union, priorities_en="Safer quays and ships."))

    union.refresh_from_db()
    assert union.priorities.in_language("fr").state is State.STALE


def test_a_language_the_form_has_no_room_for_is_kept(amina):
    partner = Partner.objects.get(slug="dockers")
    partner.priorities = Multilingual.of("en", "Quays.", pt="Cais.")
    partner.save()

    amina.post(EDIT, sent(partner, priorities_en="Quays and ships."))

    partner.refresh_from_db()
    assert partner.priorities.text_in("pt") == "Cais."


def test_fifty_identical_submits_change_the_profile_once(amina, union):
    data = sent(union, priorities_en="Safer quays.")

    answers = {amina.post(EDIT, data).status_code for _time in range(50)}

    assert answers == {302}
    union.refresh_from_db()
    assert union.version == 2


def test_a_get_shows_the_form_and_changes_nothing(amina, union):
    page = amina.get(EDIT)

    assert page.status_code == 200
    assert "Union of Dockers" in page.content.decode()
    assert amina.delete(EDIT).status_code == 405
    assert history.entries_of(union).filter(verb="changed").count() == 0


def test_a_visitor_is_sent_to_sign_in(client, union):
    answer = client.post(EDIT, sent(union))

    assert answer.status_code == 302
    assert "/account/login/" in answer.url


@pytest.mark.parametrize("who", ["bruno", "rosa"])
def test_an_outsider_and_a_read_only_member_may_not(who, union, request):
    client: Client = request.getfixturevalue(who)

    assert client.get(EDIT).status_code == 403
    assert (
        client.post(EDIT, sent(union, website="https://x.example/")).status_code == 403
    )
    union.refresh_from_db()
    assert union.website == ""


@pytest.mark.parametrize("who", ["farid", "sofia"])
def test_a_focal_point_and_the_secretariat_may(who, union, request):
    client: Client = request.getfixturevalue(who)

    client.post(EDIT, sent(union, website="https://x.example/"))

    union.refresh_from_db()
    assert union.website == "https://x.example/"


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"website": "no address"}, "Enter a valid URL"),
        ({"priorities_fr": "En français"}, "original language"),
        ({"areas": ["999"]}, "Select a valid choice"),
        ({"expertise_en": "x" * 1501}, "at most 1500"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(amina, union, bad, words):
    answer = amina.post(EDIT, sent(union, mandate_text_en="My words.", **bad))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "My words." in answer.content.decode()
    union.refresh_from_db()
    assert not union.mandate_text


def test_nobody_edits_a_partner_that_is_not_there(amina):
    assert amina.get("/en/partners/nobody/edit/").status_code == 404


def test_the_second_to_save_the_same_text_sees_both_and_loses_nothing(
    amina, farid, union
):
    opened = sent(union)
    farid.post(
        EDIT, opened | {"token": str(uuid4()), "priorities_en": "Farid’s words."}
    )

    answer = amina.post(EDIT, opened | {"priorities_en": "Amina’s words."})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Farid’s words." in page
    assert page.count("Amina’s words.") >= 2
    assert "From Farid" in page
    union.refresh_from_db()
    assert union.priorities.original == "Farid’s words."


@pytest.mark.parametrize(
    ("keep", "stands"), [("mine", "Amina’s words."), ("theirs", "Farid’s words.")]
)
def test_after_comparing_one_of_the_two_stands(amina, farid, union, keep, stands):
    opened = sent(union)
    farid.post(
        EDIT, opened | {"token": str(uuid4()), "priorities_en": "Farid’s words."}
    )
    amina.post(EDIT, opened | {"priorities_en": "Amina’s words."})
    union.refresh_from_db()

    answer = amina.post(
        EDIT, sent(union, priorities_en="Amina’s words.", keep_priorities=keep)
    )

    assert answer.status_code == 302
    union.refresh_from_db()
    assert union.priorities.original == stands


def test_two_who_change_different_fields_both_keep_their_words(amina, farid, union):
    opened = sent(union)
    farid.post(
        EDIT, opened | {"token": str(uuid4()), "priorities_en": "Farid’s words."}
    )

    answer = amina.post(EDIT, opened | {"expertise_en": "Amina’s words."})

    assert answer.status_code == 302
    union.refresh_from_db()
    assert union.priorities.original == "Farid’s words."
    assert union.expertise.original == "Amina’s words."


def test_the_form_after_a_conflict_holds_theirs_where_i_wrote_nothing(
    amina, farid, union
):
    opened = sent(union)
    theirs = {"priorities_en": "Farid’s words.", "website": "https://farid.example/"}
    farid.post(EDIT, opened | {"token": str(uuid4())} | theirs)

    answer = amina.post(EDIT, opened | {"priorities_en": "Amina’s words."})

    form = answer.context["form"]
    assert form.initial["website"] == "https://farid.example/"
    assert form.initial["priorities"].original == "Amina’s words."
    assert form.initial["version"] == 2


def test_the_same_words_from_two_people_are_no_conflict(amina, farid, union):
    opened = sent(union)
    words = {"priorities_en": "The same words."}
    farid.post(EDIT, opened | {"token": str(uuid4())} | words)

    assert amina.post(EDIT, opened | words).status_code == 302


def test_a_version_from_the_future_or_none_loses_nothing(union):
    partner = make_partner("Other")

    changed = operations.change_profile(
        partner,
        {"website": "https://y.example/"},
        by=Actor.anonymous(),
        on=partner.joined_on,
        version=99,
    )

    assert changed.version == 2
