"""The page of an action and its history: what everyone sees, and what a few see."""

import pytest

from accord.actions import operations
from accord.actions.tests.factories import TODAY, actor_of, make_draft
from accord.base.multilingual import Multilingual
from accord.partners.tests.factories import make_partner


@pytest.fixture
def public(editor, draft):
    return operations.publish(draft, by=actor_of(editor), on=TODAY)


def test_everyone_reads_a_public_action(client, public):
    other = make_partner("League of Bakers", category="EMP")
    public.participations.create(partner=other, role="bakes the bread")

    page = client.get(public.get_absolute_url()).content.decode()

    for words in (
        str(public.title),
        "Union of Fishers",
        "League of Bakers",
        "bakes the bread",
        "Workers",
        "Employers",
        "Senegal",
        public.reference,
        "Under way",
    ):
        assert words in page
    assert "Change this action" not in page


def test_a_text_in_another_language_is_marked_and_its_original_offered(client, public):
    public.title = Multilingual.of("fr", "Contrats", es="Contratos")
    public.save()

    page = client.get(f"/ar/actions/{public.reference}/").content.decode()

    assert '<span lang="fr" dir="ltr">Contrats</span>' in page
    assert "Contratos" in page


def test_a_draft_is_for_its_partner_and_the_office(
    client, bruno, olga, rosa, amina, sami, draft
):
    url = draft.get_absolute_url()

    for outsider in (client, bruno, olga):
        assert outsider.get(url).status_code == 404
        assert outsider.get(f"{url}history/").status_code == 404
    for insider in (rosa, amina, sami):
        assert "This is a draft" in insider.get(url).content.decode()


def test_an_address_that_names_nothing_is_not_found(client, db):
    assert client.get("/en/actions/ACT-2026-9999/").status_code == 404
    assert client.get("/en/actions/ACT-2026-0001x/").status_code == 404


def test_only_reading_is_possible(client, public):
    assert client.post(public.get_absolute_url()).status_code == 405
    assert client.post(f"{public.get_absolute_url()}history/").status_code == 405


def test_the_history_names_people_only_to_those_concerned(
    client, bruno, rosa, sami, editor, public
):
    operations.revise(
        public, {"countries": ["MLI"]}, by=actor_of(editor), on=TODAY, version=1
    )
    url = f"/en/actions/{public.reference}/history/"
    name = str(editor.person)

    for outsider in (client, bruno):
        page = outsider.get(url).content.decode()
        assert name not in page
        assert editor.reference not in page
        assert "For Union of Fishers" in page
        assert "Mali" in page
        assert "Senegal" in page
    for insider in (rosa, sami):
        page = insider.get(url).content.decode()
        assert name in page
        assert editor.reference in page


def test_the_public_history_begins_with_publication(client, rosa, editor):
    draft = make_draft(editor.partner, countries=[], title="Public words")
    by = actor_of(editor)
    operations.revise(
        draft,
        {"summary": Multilingual.of("en", "An early thought"), "countries": ["SEN"]},
        by=by,
        on=TODAY,
        version=1,
    )
    operations.revise(
        draft,
        {"summary": Multilingual.of("en", "A later thought"), "areas": ["1"]},
        by=by,
        on=TODAY,
        version=2,
    )
    operations.publish(draft, by=by, on=TODAY)
    url = f"{draft.get_absolute_url()}history/"

    assert "An early thought" not in client.get(url).content.decode()
    assert "An early thought" in rosa.get(url).content.decode()


def test_markup_in_a_text_is_shown_as_text(client, public):
    public.title = Multilingual.of("en", "<script>alert(1)</script>")
    public.summary = Multilingual.of("en", "<img src=x onerror=alert(1)>")
    public.save()

    for path in ("", "history/"):
        page = client.get(f"{public.get_absolute_url()}{path}").content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "<script>alert" not in client.get("/en/actions/").content.decode()


@pytest.mark.parametrize("path", ["", "history/"])
def test_the_number_of_queries_does_not_grow(
    client, editor, public, django_assert_max_num_queries, path
):
    url = f"{public.get_absolute_url()}{path}"
    with django_assert_max_num_queries(30) as few:
        client.get(url)
    for number in range(10):
        public.participations.create(partner=make_partner(f"Partner {number}"))
        codes = ["SEN", "MLI"] if number % 2 else ["SEN"]
        public = operations.revise(
            public,
            {"countries": codes, "kind": ["initiative", "commitment"][number % 2]},
            by=actor_of(editor),
            on=TODAY,
            version=public.version,
        )

    with django_assert_max_num_queries(len(few) + 1):
        client.get(url)
