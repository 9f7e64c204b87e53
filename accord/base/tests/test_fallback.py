"""What stands in English on an Arabic page says so."""

import pytest

from accord.base.fallback import is_foreign, marked

SPAN = '<span lang="en" dir="ltr">'


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Who may act for it", True),
        ("100 partners in 66 countries", True),
        ("Menu", True),
        ("من نحن", False),
        ("2024 · CSV", False),
        ("&nbsp;&rarr;", False),
        ("الشركاء في Senegal وغيرها من البلدان", False),
        ("  \n ", False),
    ],
)
def test_english_is_told_from_arabic_and_from_codes(text, foreign):
    assert is_foreign(text) is foreign


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>\n Save it </p>", f"<p>\n {SPAN}Save it</span> </p>"),
        ("<p>احفظ</p>", "<p>احفظ</p>"),
        ('<p lang="fr">Les pêcheuses</p>', '<p lang="fr">Les pêcheuses</p>'),
        (
            '<p><b lang="fr">Les <i>pêcheuses</i></b> and others</p>',
            f'<p><b lang="fr">Les <i>pêcheuses</i></b> {SPAN}and others</span></p>',
        ),
        (
            '<option value="a>b">Choose one</option>',
            '<option lang="en" value="a>b">Choose one</option>',
        ),
        ("<br>Then<img alt='x'>", f"<br>{SPAN}Then</span><img alt='x'>"),
        ("<textarea>My words</textarea>", "<textarea>My words</textarea>"),
        ("<script>if (a < b) then()</script>", "<script>if (a < b) then()</script>"),
        ("<!-- A remark <b> -->", "<!-- A remark <b> -->"),
    ],
)
def test_only_what_fell_back_is_marked(before, after):
    page = '<html lang="ar"><body>{}</body></html>'

    assert marked(page.format(before), "ar") == page.format(after)


@pytest.mark.django_db
def test_a_page_in_a_complete_language_stays_as_it_is(client):
    assert b'<span lang="en" dir="ltr">' not in client.get("/fr/components/").content
