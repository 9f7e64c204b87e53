"""One's own list: the drafts and public actions of the partner one acts for."""

from accord.actions.tests.factories import make_action, make_draft

URL = "/en/actions/mine/"


def test_drafts_and_public_actions_of_the_partner_show(amina, union):
    make_draft(union, title="Waiting")
    make_action(union, title="Public")
    make_draft(title="Of others")

    page = amina.get(URL).content.decode()

    assert "Waiting" in page
    assert "Public" in page
    assert "Of others" not in page


def test_a_reader_reads_and_is_not_offered_to_write(rosa, draft):
    page = rosa.get(URL).content.decode()

    assert draft.get_absolute_url() in page
    assert f"{draft.get_absolute_url()}declare/" not in page
    assert "Editors, focal points and signatories" in page


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert "/account/login/" in client.get(URL)["Location"]


def test_only_reading_is_possible(amina):
    assert amina.post(URL).status_code == 405


def test_whoever_acts_for_nobody_is_told_so(olga):
    assert "You do not act for an organization yet" in olga.get(URL).content.decode()


def test_the_list_takes_as_many_queries_for_many_actions(
    amina, union, django_assert_max_num_queries
):
    for _number in range(10):
        make_draft(union)
        make_action(union)
    with django_assert_max_num_queries(20) as few:
        amina.get(URL)
    for _number in range(40):
        make_draft(union)
        make_action(union)

    with django_assert_max_num_queries(len(few)):
        amina.get(URL)


def test_many_drafts_have_pages(amina, union):
    for number in range(30):
        make_draft(union, title=f"Draft {number}.")

    first, second = (
        amina.get(f"{URL}?page={number}").content.decode() for number in (1, 2)
    )

    assert "Draft 29." in first
    assert "Draft 0." not in first
    assert "Draft 0." in second
    assert "1 to 25 of 30" in first


def test_the_office_finds_its_doors_on_every_page_and_others_do_not(
    sami, amina, client, vocabulary
):
    door = 'href="/en/actions/import/sheet/">Import a file<'
    texts = 'href="/en/texts/office/"'

    office = sami.get("/en/actions/").content.decode()

    assert door in office
    assert texts in office
    assert "Import from an IATI file" in office
    assert "/admin/" not in office
    for each in (amina, client):
        page = each.get("/en/actions/").content.decode()
        assert door not in page
        assert texts not in page
