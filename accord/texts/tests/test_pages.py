"""What everyone reads: pages, news, lists; languages, marks and queries."""

import re

import pytest
from django.urls import Resolver404, resolve

from accord.base.actor import Actor
from accord.texts import operations
from accord.texts.models import Kind, Text
from accord.texts.panels import latest_news
from accord.texts.tests.factories import LONG_AGO, make_public, publish, write

pytestmark = pytest.mark.django_db
MAIN = re.compile(r"<main.*</main>", re.DOTALL)


def main_of(response):
    return MAIN.search(response.content.decode()).group()


def translate(text, language="fr", **words):
    write(text, language, of=1, **words)
    publish(text, language)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_page_stands_at_the_root_in_every_language(client, public, language):
    response = client.get(f"/{language}/about/")

    assert response.status_code == 200
    assert "About us" in main_of(response)


def test_only_known_pages_stand_at_the_root():
    with pytest.raises(Resolver404):
        resolve("/en/anything/")


def test_another_page_stands_under_texts(client):
    make_public("working-methods")

    assert client.get("/en/texts/working-methods/").status_code == 200
    assert client.get("/en/working-methods/").status_code == 404


@pytest.mark.parametrize("name", ["TXT-2024-0001", "about"])
def test_reference_and_second_address_lead_to_the_first(client, public, name):
    response = client.get(f"/en/texts/{name}/")

    assert (response.status_code, response.url) == (301, "/en/about/")


@pytest.mark.parametrize(
    "path", ["about/", "texts/unfinished/", "texts/TXT-2024-0001/", "news/unfinished/"]
)
def test_a_visitor_is_not_told_of_drafts(client, draft, path):
    assert client.get(f"/en/{path}").status_code == 404


def test_pages_and_news_do_not_answer_for_each_other(client, public):
    make_public("story", kind=Kind.NEWS)

    assert client.get("/en/news/about/").status_code == 404
    assert client.get("/en/news/story/").status_code == 200


@pytest.mark.parametrize("path", ["about/", "news/", "texts/"])
def test_reading_pages_take_no_posts(client, public, path):
    assert client.post(f"/en/{path}").status_code == 405


def test_paragraphs_carry_their_numbers_and_anchors(client):
    make_public("about", body="<h2>Head</h2>First\n\nSecond")

    page = main_of(client.get("/en/about/"))

    assert '<div id="p1" class="text__block text__block--heading"><h2>Head</h2>' in page
    assert 'href="#p3" aria-label="Link to paragraph 2">2</a><p>Second</p>' in page


def test_a_missing_translation_shows_the_original_marked_with_its_language(
    client, public
):
    page = main_of(client.get("/ar/about/"))

    assert '<article lang="en" dir="ltr">' in page
    assert "notice--info" in page


def test_a_translation_is_shown_without_a_notice(client, public):
    translate(public, title="À propos")

    page = main_of(client.get("/fr/about/"))

    assert '<article lang="fr" dir="ltr">' in page
    assert "À propos" in page
    assert "notice" not in page


def test_arabic_words_run_from_right_to_left_on_any_page(client):
    make_public("about", language="ar", title="عن التحالف")

    assert '<article lang="ar" dir="rtl">' in main_of(client.get("/en/about/"))


def test_an_old_translation_says_so(client, public):
    translate(public)
    write(public, body="The original has moved.")
    publish(public)

    page = main_of(client.get("/fr/about/"))

    assert "notice--warning" in page
    assert 'href="/en/about/"' in page


def test_the_secretariats_address_comes_from_the_settings(client, settings):
    settings.SECRETARIAT_EMAIL = 'Office <"o\'hara"@office.example>'
    make_public("contact", body='<a href="mailto:{secretariat_email}">Write</a>')

    page = main_of(client.get("/en/contact/"))

    assert "mailto:&quot;o&#x27;hara&quot;@office.example" in page


def test_the_name_of_the_coalition_is_in_the_language_of_the_text(client, settings):
    settings.COALITION_NAME = {"en": "League & Co", "fr": "Ligue et Cie"}
    make_public("about", language="fr", title="{coalition}", body="{coalition}, ici.")

    page = client.get("/en/about/").content.decode()

    assert "<h1>Ligue et Cie</h1>" in page
    assert "<p>Ligue et Cie, ici.</p>" in page


def test_the_edit_link_is_for_those_who_may(client, public, as_bruno):
    assert "/edit/" not in main_of(client.get("/en/about/"))


def test_staff_are_led_from_a_page_to_its_draft(public, as_selma):
    page = main_of(as_selma.get("/fr/about/"))

    assert f"/fr/texts/{public.reference}/edit/en/" in page


def test_news_stand_newest_first(client):
    for day in (3, 1, 2):
        text = make_public(f"story-{day}", kind=Kind.NEWS, title=f"Story {day}")
        Text.objects.filter(pk=text.pk).update(dated_on=LONG_AGO.replace(day=day))

    page = main_of(client.get("/en/news/"))

    assert re.findall(r"Story (\d)", page) == ["3", "2", "1"]
    assert [each.slug for each in Text.objects.latest_news(2)] == ["story-3", "story-2"]


def test_news_without_a_public_version_stay_out_of_the_list(client):
    text = make_public("story", kind=Kind.NEWS, title="Story")
    operations.unpublish(text, "en", by=Actor.anonymous(), on=LONG_AGO)

    page = main_of(client.get("/en/news/"))

    assert "Story" not in page
    assert 'class="empty"' in page


def test_the_front_page_panel_shows_the_latest(django_assert_num_queries):
    for _number in range(5):
        make_public(kind=Kind.NEWS)

    with django_assert_num_queries(2):
        panel = latest_news(LONG_AGO, Actor.anonymous())

    assert panel.count("news__item") == 3


@pytest.mark.parametrize(
    ("path", "kind"), [("/en/news/", Kind.NEWS), ("/fr/texts/", Kind.PAGE)]
)
def test_lists_ask_the_same_number_of_questions_for_10_and_50(
    client, django_assert_max_num_queries, path, kind
):
    def ask(limit):
        with django_assert_max_num_queries(limit) as asked:
            client.get(path)
        return len(asked)

    for _number in range(10):
        make_public(kind=kind)
    few = ask(6)
    for _number in range(40):
        make_public(kind=kind)

    assert ask(6) == few


def test_a_long_text_asks_as_much_as_a_short_one(client, django_assert_num_queries):
    make_public("about", body="\n\n".join(f"Paragraph {n}." for n in range(200)))

    with django_assert_num_queries(6):
        client.get("/fr/about/")
