"""Search over the sample coalition: always as the records are, and only the public."""

import random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accord.actions import operations as actions
from accord.actions.models import Action
from accord.atlas import operations as atlas
from accord.atlas.models import Area, Country, Goal, Region
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.base.search import indexing
from accord.base.search.answering import Wanted, answer
from accord.base.search.models import SearchDocument, SearchTerm
from accord.partners import operations as partners
from accord.partners.models import Identifier, Partner
from accord.texts import operations as texts
from accord.texts.models import Text
from tests import cast

TODAY = timezone.localdate()
NOBODY = Actor.anonymous()
SEEDS = {"small": 3, "full": 60}
FIRST_AREA = ("égalité", "egalite", "igualdad", "equality")


def keys(typed, language="en", **chosen):
    ids = answer(Wanted(typed, language, chosen=chosen, page_size=500)).found.ids
    documents = SearchDocument.objects.in_bulk(ids)
    return [f"{documents[each].kind}:{documents[each].key}" for each in ids]


def revise(chance):
    action = chance.choice(Action.objects.standing())
    changes = chance.choice(
        [
            {"title": Multilingual.of("fr", f"Titre {chance.random()}", en="Titled")},
            {"countries": chance.sample(["SEN", "MLI", "FRA", "PER"], 2)},
            {"areas": [chance.choice("123456")], "groups": ["women"]},
            {"partners": [[Partner.objects.order_by("?")[0].reference, "helps"]]},
        ]
    )
    actions.revise(action, changes, by=NOBODY, on=TODAY, version=action.version)


def begin_and_publish(chance):
    action = actions.begin(
        chance.choice(Partner.objects.partners_on(TODAY)),
        {
            "title": Multilingual.of("en", f"Zebra crossing {chance.random()}"),
            "summary": Multilingual.of("en", "Painted by hand"),
            "kind": "initiative",
            "countries": ["SEN"],
            "areas": ["1"],
            "starts_on": TODAY,
        },
        by=NOBODY,
        on=TODAY,
    )
    if chance.random() < 0.7:
        actions.publish(action, by=NOBODY, on=TODAY)
    elif chance.random() < 0.5:
        actions.discard(action, by=NOBODY, on=TODAY, version=action.version)


def withdraw(chance):
    action = chance.choice(Action.objects.standing())
    reason = Multilingual.of("en", "No funds")
    actions.withdraw(action, reason, by=NOBODY, on=TODAY)


def rename_partner(chance):
    partner = chance.choice(Partner.objects.all())
    name = Multilingual.of("en", f"Renamed {chance.random()}", fr="Renommé")
    partners.change_profile(
        partner, {"name": name}, by=NOBODY, on=TODAY, version=partner.version
    )


def admit(chance):
    model = chance.choice(Partner.objects.all())
    partners.admit(
        slug=f"new-{chance.getrandbits(40)}",
        name=Multilingual.of("es", "Nueva organización"),
        by=NOBODY,
        on=TODAY,
        category=model.category,
        constituency=model.constituency,
        country=model.country,
        region=model.region,
        joined_on=TODAY,
        areas=Area.objects.all()[:2],
    )


def number(chance):
    if chance.random() < 0.5 and Identifier.objects.exists():
        gone = chance.choice(Identifier.objects.all())
        partners.remove_identifier(gone, by=NOBODY, on=TODAY)
    else:
        value = f"Q{chance.getrandbits(30) + 9}"
        partner = chance.choice(Partner.objects.all())
        partners.add_identifier(partner, "wikidata", value, by=NOBODY, on=TODAY)


def write_text(chance):
    text = chance.choice(Text.objects.public())
    language = chance.choice([text.original_language, "es"])
    current = texts.latest(text, language)
    writing = texts.Writing("Giraffe", body=f"A paragraph {chance.random()}")
    draft = texts.save_draft(
        text,
        language,
        writing,
        by=NOBODY,
        on=TODAY,
        version=current.revision if current else 0,
    )
    if chance.random() < 0.7:
        texts.publish(text, language, by=NOBODY, on=TODAY, version=draft.revision)


def unpublish_text(chance):
    text = chance.choice(Text.objects.public())
    texts.unpublish(text, chance.choice(["en", "es"]), by=NOBODY, on=TODAY)


def edit_vocabulary(chance):
    record = chance.choice(
        [
            *Country.objects.filter(pk__in=["SEN", "PER"]),
            *Area.objects.all(),
            *Goal.objects.all()[:2],
            *Region.objects.filter(pk__in=["011", "202"]),
        ]
    )
    before = atlas.values_of(record)
    record.names = record.names | {"fr": f"Autre nom {chance.random()}"}
    if isinstance(record, Country):
        record.region = chance.choice(Region.objects.exclude(pk="001"))
    atlas.save_edited(record, before=before, by=NOBODY, on=TODAY)


OPERATIONS = (
    *(revise, begin_and_publish, withdraw, rename_partner, admit, number),
    *(write_text, unpublish_text, edit_vocabulary),
)


def test_what_search_reads_is_as_a_rebuild_would_write_it(coalition, counts):
    assert indexing.first_difference() == ""

    for seed in range(SEEDS[counts]):
        chance = random.Random(seed)  # noqa: S311 - the same each time
        done = [chance.choice(OPERATIONS) for _step in range(6)]
        done += OPERATIONS if seed == 0 else ()
        for operation in done:
            operation(chance)
        names = [each.__name__ for each in done]
        assert indexing.first_difference() == "", (seed, names)


def test_a_difference_is_named(coalition):
    with transaction.atomic():
        SearchDocument.objects.filter(kind="country", key="SEN").update(dated=TODAY)
        assert indexing.first_difference() == "country SEN"
        transaction.set_rollback(True)

    SearchTerm.objects.filter(phrase="Senegal", language="en").delete()

    assert indexing.first_difference() == "term Senegal"


def test_what_is_rolled_back_was_never_found(coalition):
    action = Action.objects.standing().first()
    found = SearchDocument.objects.filter(key=action.reference)
    reason = Multilingual.of("en", "No funds")

    with transaction.atomic():
        actions.withdraw(action, reason, by=NOBODY, on=TODAY)
        assert not found.exists()
        transaction.set_rollback(True)

    assert found.exists()


@pytest.mark.parametrize("typed", FIRST_AREA)
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_word_of_any_language_finds_what_is_filed_under_the_first_area(
    coalition, typed, language
):
    filed = {
        f"action:{each.reference}"
        for each in Action.objects.standing().filter(areas__code="1")
    } | {f"partner:{each.slug}" for each in Partner.objects.filter(areas__code="1")}

    found = keys(typed, language)

    assert filed - set(found) == set()
    assert "area:equality" in found[:3]


@pytest.mark.parametrize(
    "typed",
    [
        "West Africa",
        "Afrique de l’Ouest",
        "África Occidental",
        "غرب أفريقيا",
        "Senegal",
    ],
)
def test_places_are_found_by_their_names_in_every_language(coalition, typed):
    filed = {
        f"action:{each.reference}"
        for each in Action.objects.standing().filter(countries="SEN")
    }

    assert filed - set(keys(typed)) == set()


def test_a_renamed_country_is_found_by_its_new_name(coalition):
    country = Country.objects.get(pk="SEN")
    before = atlas.values_of(country)
    country.names = {**country.names, "fr": "Terangaland"}

    atlas.save_edited(country, before=before, by=NOBODY, on=TODAY)

    action = Action.objects.standing().filter(countries="SEN").first()
    assert f"action:{action.reference}" in keys("terangaland", "es")


def test_drafts_what_was_discarded_and_what_was_withdrawn_are_not_found(coalition):
    words = "Xylophonists"
    lead = Partner.objects.get(slug=cast.OURS)
    title = {"title": Multilingual.of("en", words)}
    draft = actions.begin(lead, title, by=NOBODY, on=TODAY)
    assert keys(words) == []

    published = cast.action_in("published")
    version = published.version
    actions.revise(published, title, by=NOBODY, on=TODAY, version=version)
    assert keys(words) == [f"action:{published.reference}"]

    actions.withdraw(published, Multilingual.of("en", "x"), by=NOBODY, on=TODAY)
    actions.discard(draft, by=NOBODY, on=TODAY, version=draft.version)
    assert keys(words) == []


def test_unfinished_texts_and_people_are_not_found(coalition):
    assert "page:unfinished" not in keys("unfinished nobody outside reads")
    assert not SearchDocument.objects.filter(words__matches="'cast'").exists()


def test_a_change_of_one_record_takes_few_queries(coalition):
    action = Action.objects.standing().first()

    with CaptureQueriesContext(
        connection,
    ) as captured:
        indexing.index("action", [action.reference])

    assert len(captured) <= 20


def test_a_batch_takes_as_many_queries_as_one_record(coalition):
    references = list(Action.objects.standing().values_list("reference", flat=True))
    with CaptureQueriesContext(connection) as one:
        indexing.index("action", references[:1])

    with CaptureQueriesContext(connection) as many:
        indexing.index("action", references)

    assert len(many) == len(one)


@pytest.mark.parametrize("name", ["actions", "partners"])
def test_lists_are_narrowed_by_words_as_everything_is(clients, name):
    kind = name.removesuffix("s")

    page = clients["visitor"].get(f"/en/{name}/?q=igualdad+de+genero").context["page"]

    field = {"actions": "reference", "partners": "slug"}[name]
    listed = [f"{kind}:{getattr(each, field)}" for each in page]
    wanted = keys("igualdad de genero", kind=[kind])
    assert listed[:20] == wanted[:20]
    assert page.paginator.count == len(wanted)


def test_a_list_mends_slips_of_the_keys_and_says_so(clients):
    page = clients["visitor"].get("/en/actions/?q=fihseries")

    assert page.context["listing"].found.instead
    assert "Nothing has these very words" in page.content.decode()


def test_a_withdrawn_action_is_listed_only_where_it_is_asked_for(clients):
    withdrawn = cast.action_in("withdrawn")
    withdrawn.write_keys()
    withdrawn.save(update_fields=["search_key"])
    address = f"/en/actions/?q=withdrawn+of+{cast.OURS}"

    plain = clients["visitor"].get(address).context["page"]
    asked = clients["visitor"].get(f"{address}&stage=withdrawn").context["page"]

    assert withdrawn not in list(plain)
    assert withdrawn in list(asked)


def test_a_page_of_no_number_is_the_last(client, coalition):
    answer = client.get("/en/search/", {"q": "work", "page": "9" * 5000})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("typed", "language", "other"),
    [
        ("senegalese", "en", "Senegal"),
        ("sénégalaises", "fr", "Sénégal"),
        ("senegalesas", "es", "Senegal"),
    ],
)
def test_what_is_said_of_a_people_finds_their_country(
    coalition, typed, language, other
):
    assert set(keys(other, language)) <= set(keys(typed, language))


def test_a_region_without_a_list_finds_what_is_there(coalition):
    assert {"country:MLI", "country:NER", "country:SEN"} <= set(keys("Sahel"))


@pytest.mark.parametrize("typed", ["8.7", "SDG 8.7", "Target 8.7", "cible 8.7"])
def test_a_target_finds_the_actions_that_aim_at_it(coalition, typed):
    aiming = Action.objects.standing().filter(targets__code="8.7")

    assert aiming
    assert {f"action:{each.reference}" for each in aiming} <= set(keys(typed))


def test_a_word_of_two_letters_is_no_country(coalition):
    assert "country:AIA" not in keys("AI")


def test_who_does_something_is_asked_for_the_thing(coalition):
    asked = keys("qui protège les travailleuses domestiques ?", "fr")

    assert asked == keys("travailleuses domestiques", "fr")
