"""Two browsers on one page: the second sees both texts and loses nothing."""

import re

import pytest

from accord.actions.models import Action


@pytest.fixture
def url(draft):
    return f"/en/actions/{draft.reference}/declare/what/"


def sent(title, version=1, **more):
    return {
        "version": version,
        "kind": "initiative",
        "language": "en",
        "title": title,
        "summary": "We write contracts.",
        **more,
    }


def test_the_second_to_save_sees_both_texts_with_who_and_when(amina, fatou, url, draft):
    fatou.post(url, sent("Fatou's title"))

    response = amina.post(url, sent("Amina's title"))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Fatou&#x27;s title" in page
    assert "Amina&#x27;s title" in page
    assert "From Fatou" in page
    assert "UTC" in page
    assert Action.objects.get(pk=draft.pk).title.original == "Fatou's title"


def version_in(response):
    return int(re.search(r'name="version" value="(\d+)"', response.content.decode())[1])


def test_she_keeps_hers(amina, fatou, url, draft):
    fatou.post(url, sent("Fatou's title"))
    conflict = amina.post(url, sent("Amina's title"))

    response = amina.post(
        url, sent("Amina's title", version_in(conflict), keep_title="mine")
    )

    assert response.status_code == 302
    assert Action.objects.get(pk=draft.pk).title.original == "Amina's title"


def test_she_keeps_theirs_and_her_other_answers(amina, fatou, url, draft):
    fatou.post(url, sent("Fatou's title"))
    mine = sent("Amina's title") | {"kind": "commitment"}
    conflict = amina.post(url, mine)

    amina.post(url, mine | {"version": version_in(conflict), "keep_title": "theirs"})

    saved = Action.objects.get(pk=draft.pk)
    assert (saved.title.original, saved.kind) == ("Fatou's title", "commitment")


def test_she_mixes_both(amina, fatou, url, draft):
    fatou.post(url, sent("Fatou's title"))
    conflict = amina.post(url, sent("Amina's title"))

    amina.post(
        url, sent("Fatou's and Amina's title", version_in(conflict), keep_title="mine")
    )

    assert Action.objects.get(pk=draft.pk).title.original == "Fatou's and Amina's title"


def test_a_third_change_meanwhile_is_a_conflict_again(amina, fatou, url):
    fatou.post(url, sent("Fatou's title"))
    conflict = amina.post(url, sent("Amina's title"))
    fatou.post(url, sent("Fatou's second title", 2))

    again = amina.post(url, sent("Amina's title", version_in(conflict)))

    assert again.status_code == 409
    assert "Fatou&#x27;s second title" in again.content.decode()


def test_a_form_without_a_version_overwrites_nothing_unseen(amina, fatou, url):
    fatou.post(url, sent("Fatou's title"))
    mine = sent("Amina's title")
    del mine["version"]

    assert amina.post(url, mine).status_code == 409


def test_the_same_words_from_both_are_no_conflict(amina, fatou, url):
    fatou.post(url, sent("One title"))

    assert amina.post(url, sent("One title")).status_code == 302


def test_an_old_title_sent_along_does_not_undo_a_new_one(amina, fatou, url, draft):
    fatou.post(url, sent("Fatou's title"))

    response = amina.post(url, sent(draft.title.original, summary="Amina's summary."))

    saved = Action.objects.get(pk=draft.pk)
    assert response.status_code == 302
    assert saved.title.original == "Fatou's title"
    assert saved.summary.original == "Amina's summary."


def test_settling_one_fact_keeps_what_the_other_changed_elsewhere(
    amina, fatou, url, draft
):
    fatou.post(url, sent("Fatou's title", summary="Fatou's summary."))
    conflict = amina.post(url, sent(draft.title.original, summary="Amina's summary."))

    amina.post(url, fields_in(conflict) | {"keep_summary": "mine"})

    saved = Action.objects.get(pk=draft.pk)
    assert conflict.status_code == 409
    assert "keep_title" not in conflict.content.decode()
    assert saved.title.original == "Fatou's title"
    assert saved.summary.original == "Amina's summary."


def test_settling_one_language_keeps_the_others(amina, fatou, url, draft):
    languages = url.replace("/what/", "/translations/")
    fatou.post(languages, {"version": 1, "title_fr": "Fatou", "title_es": "Fatou"})
    conflict = amina.post(languages, {"version": 1, "title_fr": "Amina"})

    amina.post(languages, fields_in(conflict) | {"keep_title": "mine"})

    title = Action.objects.get(pk=draft.pk).title
    assert conflict.status_code == 409
    assert (title.text_in("fr"), title.text_in("es")) == ("Amina", "Fatou")


def test_an_amount_and_its_currency_are_settled_together(amina, fatou, url, draft):
    budget = url.replace("/what/", "/budget/")
    first = {"version": 1, "budget": "100", "currency": "EUR"}
    amina.post(budget, first)
    fatou.post(budget, first | {"version": 2, "budget": "200"})

    response = amina.post(budget, first | {"version": 2, "currency": "USD"})

    saved = Action.objects.get(pk=draft.pk)
    assert response.status_code == 409
    assert (saved.budget, saved.currency) == (200, "EUR")


def fields_in(response):
    """Return what a browser would send of a page's form, before anyone types."""
    form = response.context["form"]
    values = {field.html_name: field.value() for field in form}
    return {name: "" if value is None else value for name, value in values.items()}


def test_different_pages_are_no_conflict(amina, fatou, url, draft):
    fatou.post(url, sent("Fatou's title"))

    response = amina.post(
        url.replace("/what/", "/when/"), {"version": 1, "starts_on": "2026-03-01"}
    )

    assert response.status_code == 302
    saved = Action.objects.get(pk=draft.pk)
    assert saved.title.original == "Fatou's title"
    assert saved.starts_on.isoformat() == "2026-03-01"


def test_a_choice_that_contradicts_itself_is_explained(amina, fatou, url, draft):
    when = url.replace("/what/", "/when/")
    fatou.post(when, {"version": 1, "starts_on": "2026-06-01", "ends_on": "2026-07-01"})
    mine = {"starts_on": "2026-01-01", "ends_on": "2026-02-01"}
    conflict = amina.post(when, {"version": 1, **mine})

    response = amina.post(
        when,
        {**mine, "version": version_in(conflict), "keep_starts_on": "theirs"},
    )

    assert response.status_code == 422
    assert "cannot end before it starts" in response.content.decode()
    assert Action.objects.get(pk=draft.pk).ends_on.isoformat() == "2026-07-01"
