"""The pages that come with Accord: loaded often, never over anybody's work."""

from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import Resolver404, resolve
from django.utils.translation import override

from accord.base.actor import Actor
from accord.texts import operations, shipping
from accord.texts.models import ROOT_PAGES, Paragraph, Text, Version
from accord.texts.tests.factories import make_text, publish, write

NOBODY = Actor.anonymous()
TODAY = date(2026, 6, 1)


def page(**writings):
    return shipping.Shipment(
        "about",
        "en",
        {
            language: operations.Writing(f"Title {language}", body=body)
            for language, body in writings.items()
        },
    )


def load(shipment):
    return shipping.load(shipment, by=NOBODY, on=TODAY)


@pytest.mark.django_db
def test_loading_twice_changes_nothing(capsys):
    call_command("load_texts")
    before = list(Version.objects.values_list("text__slug", "language", "number"))

    call_command("load_texts")

    assert (
        list(Version.objects.values_list("text__slug", "language", "number")) == before
    )
    assert "Texts: 0 published" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.django_db
def test_every_page_at_the_root_is_shipped_in_the_complete_languages():
    call_command("load_texts")

    texts = {each.slug: each for each in Text.objects.all()}
    assert set(texts) == set(ROOT_PAGES)
    for text in texts.values():
        assert set(settings.COMPLETE_LANGUAGES) <= set(text.public_versions)
    for slug in ("about", "accessibility"):
        assert "ar" in texts[slug].public_versions


@pytest.mark.django_db
def test_translations_are_built_like_their_originals():
    call_command("load_texts")

    for text in Text.objects.all():
        public = text.public_versions
        original = [p.kind for p in public[text.original_language].paragraphs.all()]
        for version in public.values():
            assert [each.kind for each in version.paragraphs.all()] == original, version


@pytest.mark.django_db
def test_links_of_the_shipped_pages_lead_somewhere():
    call_command("load_texts")

    for html in Paragraph.objects.values_list("html", flat=True):
        for part in html.split('href="')[1:]:
            address = part.partition('"')[0]
            if not address.startswith("/"):
                continue
            with override(address.split("/")[1]):
                try:
                    resolve(address)
                except Resolver404:
                    pytest.fail(f"{address} leads nowhere")


@pytest.mark.django_db
def test_a_changed_file_is_published_and_its_translation_follows():
    load(page(en="One.", fr="Un."))

    written = load(page(en="One, corrected.", fr="Un, corrigé."))

    text = Text.objects.get()
    assert written == ["en", "fr"]
    assert text.in_language("fr").version.of == 2
    assert not text.in_language("fr").is_stale


@pytest.mark.django_db
def test_what_a_person_wrote_is_never_touched():
    load(page(en="One.", fr="Un."))
    text = Text.objects.get()
    write(text, body="Our own words.")
    publish(text, on=TODAY)

    written = load(page(en="One, corrected.", fr="Un, corrigé."))

    assert written == ["fr"]
    assert text.in_language("en").version.paragraphs.get().plain == "Our own words."
    assert text.in_language("fr").is_stale


@pytest.mark.django_db
def test_a_draft_that_somebody_began_is_left_alone():
    load(page(en="One."))
    text = Text.objects.get()
    write(text, body="Not finished yet.")

    assert load(page(en="One, corrected.")) == []
    assert operations.latest(text, "en").paragraphs.get().plain == "Not finished yet."


@pytest.mark.django_db
def test_a_page_that_was_taken_off_is_not_put_back():
    load(page(en="One."))
    operations.unpublish(Text.objects.get(), "en", by=NOBODY, on=TODAY)

    assert load(page(en="One.")) == []
    assert load(page(en="One, corrected.")) == []


@pytest.mark.django_db
def test_a_new_language_joins_what_is_there():
    load(page(en="One."))

    assert load(page(en="One.", es="Uno.")) == ["es"]


@pytest.mark.django_db
def test_a_text_of_our_own_at_the_same_address_is_kept():
    own = make_text("about", language="fr")
    write(own, "fr", body="À nous.")

    assert load(page(en="One.")) == []
    assert load(replace(page(fr="Un."), original_language="fr")) == []
