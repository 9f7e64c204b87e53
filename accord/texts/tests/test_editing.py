"""The doors of the office: who may pass, what they do, and what bad input does."""

import re
from uuid import uuid4

import pytest

from accord.accounts.tests.factories import make_officer
from accord.base import history
from accord.texts import operations
from accord.texts.models import Kind, Text
from accord.texts.tests.factories import make_public, publish, sign_in, write

pytestmark = pytest.mark.django_db
DOORS = ["edit", "preview", "compare"]
BUTTONS = ["publish", "unpublish", "discard"]


def door(text, name, language="en"):
    return f"/en/texts/{text.reference}/{name}/{language}/"


def fields_of(page):
    """Return what a browser would send back of the hidden fields and the text."""
    content = page.content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', content))
    hidden.pop("csrfmiddlewaretoken", None)
    return hidden


def words(**given):
    return {"title": "A title", "standfirst": "", "body": "Some words."} | given


def test_selma_writes_previews_and_publishes(as_selma, draft):
    opened = as_selma.get(door(draft, "edit"))
    saved = as_selma.post(
        door(draft, "edit"), fields_of(opened) | words(body="My words.", preview="")
    )
    preview = as_selma.get(saved.url)
    published = as_selma.post(door(draft, "publish"), fields_of(preview))

    assert saved.url == door(draft, "preview")
    assert "My words." in preview.content.decode()
    assert published.status_code == 302
    page = as_selma.get("/en/texts/unfinished/").content.decode()
    assert "My words." in page


def test_octave_of_the_secretariat_writes_too(client, octave, draft):
    sign_in(client, octave)

    opened = client.get(door(draft, "edit"))
    client.post(door(draft, "edit"), fields_of(opened) | words())

    assert operations.latest(draft, "en").paragraphs.get().plain == "Some words."


@pytest.mark.parametrize("kind", ["screener", "statistician"])
def test_others_of_the_office_do_not_write(client, public, kind):
    sign_in(client, make_officer(kind))

    assert client.get(door(public, "edit")).status_code == 403


@pytest.mark.parametrize("name", DOORS + BUTTONS)
def test_an_outsider_is_not_told_that_a_draft_exists(as_bruno, draft, name):
    ask = as_bruno.post if name in BUTTONS else as_bruno.get

    assert ask(door(draft, name)).status_code == 404
    assert not draft.versions.public().exists()


@pytest.mark.parametrize("name", DOORS + BUTTONS)
def test_an_outsider_may_not_touch_a_public_text(as_bruno, public, name):
    ask = as_bruno.post if name in BUTTONS else as_bruno.get

    assert ask(door(public, name)).status_code == 403
    assert public.versions.public().exists()


def test_an_outsider_saves_nothing(as_bruno, public):
    answer = as_bruno.post(door(public, "edit"), words(version=1))

    assert answer.status_code == 403
    assert public.versions.count() == 1


@pytest.mark.parametrize("name", DOORS + BUTTONS)
def test_a_visitor_is_sent_to_sign_in(client, public, name):
    ask = client.post if name in BUTTONS else client.get

    answer = ask(door(public, name))

    assert answer.status_code == 302
    assert "/account/login/" in answer.url


@pytest.mark.parametrize("name", BUTTONS)
def test_a_get_changes_nothing(as_selma, public, name):
    assert as_selma.get(door(public, name)).status_code == 405
    assert public.versions.public().exists()


@pytest.mark.parametrize("name", ["preview", "compare"])
def test_a_post_to_what_is_only_read_is_refused(as_selma, public, name):
    assert as_selma.post(door(public, name)).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/en/texts/TXT-2024-0999/edit/en/",
        "/en/texts/TXT-2024-0001/edit/de/",
        "/en/texts/TXT-2024-0001/preview/ar/",
        "/en/texts/TXT-2024-0001/compare/es/",
    ],
)
def test_what_there_is_not_is_not_found(as_selma, public, path):
    assert as_selma.get(path).status_code == 404


def test_input_that_is_too_long_is_kept_and_refused(as_selma, draft):
    opened = as_selma.get(door(draft, "edit"))

    answer = as_selma.post(
        door(draft, "edit"), fields_of(opened) | words(title="x" * 201, body="Kept.")
    )

    assert answer.status_code == 422
    assert "Kept." in answer.content.decode()
    assert "error-summary" in answer.content.decode()


@pytest.mark.parametrize(
    "bad", [{"version": "x"}, {"version": "-1"}, {"token": "x"}, {"of": "0"}]
)
def test_a_forged_field_saves_nothing(as_selma, draft, bad):
    opened = as_selma.get(door(draft, "edit"))
    before = operations.latest(draft, "en").revision

    answer = as_selma.post(door(draft, "edit"), fields_of(opened) | words() | bad)

    assert answer.status_code == 422
    assert operations.latest(draft, "en").revision == before


def test_the_second_to_save_sees_both_texts_and_can_save_again(as_selma, draft):
    mine = fields_of(as_selma.get(door(draft, "edit")))
    theirs = fields_of(as_selma.get(door(draft, "edit")))
    as_selma.post(door(draft, "edit"), theirs | words(body="Their words."))

    answer = as_selma.post(door(draft, "edit"), mine | words(body="My words."))
    again = as_selma.post(
        door(draft, "edit"), fields_of(answer) | words(body="My words and theirs.")
    )

    assert answer.status_code == 409
    assert "Their words." in answer.content.decode()
    assert "My words." in answer.content.decode()
    assert again.status_code == 302
    assert (
        operations.latest(draft, "en").paragraphs.get().plain == "My words and theirs."
    )


def test_a_form_sent_fifty_times_is_saved_once(as_selma, draft):
    sent = fields_of(as_selma.get(door(draft, "edit"))) | words(token=str(uuid4()))

    answers = {as_selma.post(door(draft, "edit"), sent).url for _time in range(50)}

    assert len(answers) == 1
    assert history.entries_of(draft).filter(verb="saved").count() == 2


def test_a_translator_sees_the_original_and_confirms_it(as_selma, public):
    first = as_selma.get(door(public, "edit", "fr"))
    as_selma.post(door(public, "edit", "fr"), fields_of(first) | words(body="Mots."))
    publish(public, "fr")
    write(public, body="The original moved.")
    publish(public)

    page = as_selma.get(door(public, "edit", "fr"))
    content = page.content.decode()
    as_selma.post(
        door(public, "edit", "fr"), fields_of(page) | words(body="Mots corrigés.")
    )
    unconfirmed = operations.latest(public, "fr").of
    page = as_selma.get(door(public, "edit", "fr"))
    as_selma.post(
        door(public, "edit", "fr"),
        fields_of(page) | words(body="Mots neufs.", is_up_to_date="on"),
    )

    assert "The original moved." in content
    assert "is_up_to_date" in content
    assert unconfirmed == 1
    assert operations.latest(public, "fr").of == 2


def test_the_text_area_holds_simple_html(as_selma):
    text = make_public("about", body="<h2>Head</h2>Words &amp; more")

    page = as_selma.get(door(text, "edit")).content.decode()

    assert "&lt;h2&gt;Head&lt;/h2&gt;" in page
    assert "&lt;p&gt;Words &amp;amp; more&lt;/p&gt;" in page


def test_what_was_typed_cannot_leave_the_text_area(as_selma, draft):
    opened = as_selma.get(door(draft, "edit"))

    answer = as_selma.post(
        door(draft, "edit"),
        fields_of(opened)
        | words(title="x" * 201, body="</textarea><script>x()</script>"),
    )

    assert "<script>x()" not in answer.content.decode()


def test_a_comparison_marks_words(as_selma):
    text = make_public(
        "about", body="Forty workers of the mill met.\n\nUnchanged.\n\nGone."
    )
    write(
        text,
        body="Fifty workers of the mill met.\n\nUnchanged.\n\nA new end of it all.",
    )

    page = as_selma.get(door(text, "compare")).content.decode()

    assert "<del>Forty</del><ins>Fifty</ins>" in page
    assert "comparison__row--same" in page
    assert "<ins>A new end of it all.</ins>" in page


def test_any_two_versions_can_be_compared(as_selma):
    text = make_public("about", body="One.")
    for body in ("Two.", "Three."):
        write(text, body=body)
        publish(text)

    page = as_selma.get(f"{door(text, 'compare')}?from=1&to=2").content.decode()
    odd = as_selma.get(f"{door(text, 'compare')}?from=x&to=99")

    assert "<del>One.</del>" in page
    assert "Three." not in page
    assert odd.status_code == 200


def test_what_changed_meanwhile_is_not_published(as_selma, draft):
    preview = as_selma.get(door(draft, "preview"))
    write(draft, body="Changed meanwhile.")

    answer = as_selma.post(door(draft, "publish"), fields_of(preview), follow=True)

    assert "Somebody else has changed this text" in answer.content.decode()
    assert not draft.versions.public().exists()


def test_an_empty_draft_is_not_published(as_selma):
    text = make_public("about")
    write(text, body="")
    preview = as_selma.get(door(text, "preview"))

    answer = as_selma.post(door(text, "publish"), fields_of(preview), follow=True)

    assert "at least one paragraph" in answer.content.decode()


def test_selma_takes_a_page_off_and_discards_a_draft(as_selma, public):
    write(public, body="A draft.")
    preview = as_selma.get(door(public, "preview"))

    as_selma.post(door(public, "discard"), fields_of(preview))
    as_selma.post(door(public, "unpublish"))

    assert as_selma.get("/en/about/").status_code == 404
    assert public.versions.count() == 1


def test_every_change_is_in_the_history_under_her_name(as_selma, selma, draft):
    preview = as_selma.get(door(draft, "preview"))
    as_selma.post(door(draft, "publish"), fields_of(preview))

    page = as_selma.get(f"/en/texts/{draft.reference}/history/").content.decode()

    assert history.entries_of(draft).first().person == selma.public_id
    assert "Published" in page
    assert "Selma" in page


def test_the_office_shows_every_state_in_a_fixed_number_of_queries(
    as_selma, django_assert_max_num_queries
):
    def ask():
        with django_assert_max_num_queries(14) as asked:
            page = as_selma.get("/en/texts/office/")
        return len(asked), page.content.decode()

    stale = make_public("stale")
    write(stale, "fr", of=1)
    publish(stale, "fr")
    write(stale, body="Moved.")
    publish(stale)
    write(stale, body="A newer draft.")
    for _number in range(9):
        make_public()
    ask()
    few, page = ask()
    for _number in range(40):
        make_public(kind=Kind.NEWS)

    assert ask()[0] == few
    assert "Older than the original" in page
    assert "Published, with a newer draft" in page
    assert "Not begun" in page


@pytest.mark.parametrize("path", ["office/", "new/", "TXT-2024-0001/history/"])
def test_the_office_is_closed_to_others(client, public, path):
    visitor = client.get(f"/en/texts/{path}")
    sign_in(client, make_officer("screener"))

    assert "/account/login/" in visitor.url
    assert client.get(f"/en/texts/{path}").status_code == 403


@pytest.mark.parametrize("path", ["office/", "TXT-2024-0001/history/"])
def test_the_office_takes_no_posts(as_selma, public, path):
    assert as_selma.post(f"/en/texts/{path}").status_code == 405


def test_a_new_text_is_begun_once_and_leads_to_its_editor(as_selma):
    form = fields_of(as_selma.get("/en/texts/new/"))
    sent = form | {
        "kind": "news",
        "slug": "a-story",
        "original_language": "es",
        "dated_on": "2026-06-01",
    }

    answers = {as_selma.post("/en/texts/new/", sent).url for _time in range(3)}

    text = Text.objects.get()
    assert answers == {f"/en/texts/{text.reference}/edit/es/"}
    assert as_selma.get(answers.pop()).status_code == 200


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "blog"},
        {"slug": "office"},
        {"slug": "New"},
        {"slug": "about"},
        {"slug": "two words"},
        {"slug": ""},
        {"original_language": "de"},
        {"kind": "news", "dated_on": ""},
    ],
)
def test_a_new_text_with_a_fault_is_not_begun(as_selma, public, bad):
    sent = {"kind": "page", "slug": "a-page", "original_language": "en"} | bad

    answer = as_selma.post("/en/texts/new/", sent)

    assert answer.status_code == 422
    assert Text.objects.count() == 1


def test_an_outsider_begins_nothing(as_bruno):
    sent = {"kind": "page", "slug": "a-page", "original_language": "en"}

    assert as_bruno.post("/en/texts/new/", sent).status_code == 403
    assert not Text.objects.exists()
