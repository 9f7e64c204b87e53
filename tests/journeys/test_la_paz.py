"""A miners' union in La Paz applies in five sittings, is asked for more, and joins.

Its international officer writes in Spanish and has no account; each sitting is another
browser, with script and without, one of them by keyboard alone.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from accord.accounts.models import Person
from accord.base.actor import Actor
from accord.base.models import Message
from accord.base.tests.axe import violations
from accord.joining.models import Application, State
from accord.joining.tests.factories import PDF
from accord.partners.models import Mandate, Partner, Role
from accord.screening import operations as screening
from accord.screening.models import Case, Outcome
from tests.cast import address_of
from tests.journeys.walking import go, said, tab_to

pytestmark = pytest.mark.browser

EMAIL, HERSELF = "rosario@mineros.example", "Rosario Mamani"
NAME = "Federación de Mineros del Altiplano"
MANDATE = "Representamos a doce mil personas que trabajan en las minas."
QUESTION = "¿Puede enviarnos el acta de la última elección?"
PASSWORD = "cuatro palabras sin relación alguna"
PAPER = {"name": "acta.pdf", "mimeType": "application/pdf", "buffer": PDF}
SAVE = "main form button:not([name])"


def test_la_paz(browser: Browser, served_anew: str, settings, tmp_path: Path):
    settings.MEDIA_ROOT, settings.PAPERS_FOLDER = tmp_path, tmp_path / "papers"
    with sitting(browser, script=False) as page:
        she_begins_and_names_the_union(page, served_anew)
    with sitting(browser, script=True) as page:
        she_says_who_it_is_by_keyboard(page, served_anew)
    with sitting(browser, script=False) as page:
        she_sends_the_decision_and_names_people(page, served_anew)
    with sitting(browser, script=True) as page:
        she_writes_what_it_stands_for(page, served_anew)
    with sitting(browser, script=False) as page:
        she_checks_and_sends_it(page, served_anew)
    the_office_asks_for_a_paper()
    with sitting(browser, script=True) as page:
        she_answers_in_place(page, served_anew)
    two_screeners_admit_the_union()
    with sitting(browser, script=False) as page:
        she_reads_the_letter(page, served_anew)
        she_accepts_her_invitation(page, served_anew)


@contextmanager
def sitting(browser: Browser, *, script: bool) -> Iterator[Page]:
    """Open another browser, in Spanish, that knows nothing of the ones before."""
    context = browser.new_context(
        viewport={"width": 390, "height": 800},
        locale="es-BO",
        java_script_enabled=script,
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def text_of(page: Page) -> str:
    return page.locator("main").inner_text()


def come_back(page: Page, site: str) -> None:
    """Open the link of the last message that has one."""
    letters = Message.objects.filter(to=EMAIL, text__contains="/join/open/")
    link = re.search(r"/es/join/open/\S+", letters.latest("id").text)
    assert link is not None
    page.goto(site + link[0], wait_until="domcontentloaded")
    assert "/open/" not in page.url


def part(page: Page, key: str) -> None:
    go(page, page.locator(f"main a[href$='/{key}/']").first)


def she_begins_and_names_the_union(page: Page, site: str) -> None:
    page.goto(f"{site}/es/", wait_until="domcontentloaded")
    go(page, page.locator("footer a[href$='/es/join/']"))
    go(page, page.locator("main a[href$='/join/start/']").first)
    page.fill("[name=email]", EMAIL)
    page.check("[name=language][value=es]")
    go(page, page.locator(SAVE))
    assert "/es/join/open/" in text_of(page)

    go(page, page.locator("main a.button"))
    part(page, "organization")
    page.fill("[name=name]", NAME)
    page.fill("[name=lei]", "123")
    go(page, page.locator("[name=later]"))
    assert page.input_value("[name=name]") == NAME
    page.fill("[name=lei]", "")
    page.select_option("[name=country]", "BOL")
    go(page, page.locator("[name=later]"))
    assert NAME in text_of(page)


def she_says_who_it_is_by_keyboard(page: Page, site: str) -> None:
    come_back(page, site)
    assert violations(page) == []
    tab_to(page, "main a[href$='/standing/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "[name=category]")
    for _ in range(20):
        if page.is_checked("[name=category][value=WRK]"):
            break
        page.keyboard.press("ArrowDown")
    tab_to(page, "[name=representativeness]")
    page.keyboard.type("Doce mil afiliados en nueve minas.")
    tab_to(page, SAVE)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/authority/")
    assert violations(page) == []


def she_sends_the_decision_and_names_people(page: Page, site: str) -> None:
    come_back(page, site)
    part(page, "authority")
    page.fill("[name=signatory_name]", "Justa Quispe")
    page.fill("[name=signatory_title]", "Secretaria general")
    page.fill("[name=signatory_email]", "justa@mineros.example")
    page.set_input_files("[name=authority]", PAPER)
    go(page, page.locator(SAVE))
    page.fill("[name=focal_name]", HERSELF)
    assert page.input_value("[name=focal_email]") == EMAIL
    go(page, page.locator(SAVE))
    page.locator("[name=areas]").first.check()
    go(page, page.locator("[name=later]"))


def she_writes_what_it_stands_for(page: Page, site: str) -> None:
    come_back(page, site)
    part(page, "profile")
    page.fill("[name=mandate_text]", MANDATE)
    page.fill("[name=priorities]", "Seguridad en las minas.")
    go(page, page.locator(SAVE))
    page.fill("[name=commitments]", "Informar cada año de lo que hacemos.")
    go(page, page.locator(SAVE))
    go(page, page.locator(SAVE))
    page.check("[name=consent]")
    go(page, page.locator(SAVE))
    part(page, "check")
    assert violations(page) == []


def she_checks_and_sends_it(page: Page, site: str) -> None:
    come_back(page, site)
    part(page, "preview")
    assert page.locator("h1").inner_text() == NAME
    assert MANDATE in text_of(page)
    page.go_back(wait_until="domcontentloaded")
    part(page, "check")
    assert "acta.pdf" in text_of(page)
    go(page, page.locator("main form[action$='/submit/'] button"))

    sent = Application.objects.get(email=EMAIL)
    assert sent.reference is not None
    assert sent.reference in text_of(page)
    assert str(sent.due_on.day) in text_of(page)


def screener(role: str) -> Actor:
    return Actor(person=Person.objects.get(email=address_of(role)))


def her_case() -> Case:
    return Case.objects.get(application__email=EMAIL)


def the_office_asks_for_a_paper() -> None:
    today = timezone.localdate()
    screening.open_missing(today)
    for role in ("screener", "second"):
        screening.declare(her_case(), conflict=False, by=screener(role), on=today)
    screening.take(her_case(), by=screener("screener"), on=today)
    screening.ask(
        her_case(),
        QUESTION,
        wants_paper=True,
        due_on=today + timedelta(days=14),
        by=screener("screener"),
        on=today,
    )


def she_answers_in_place(page: Page, site: str) -> None:
    come_back(page, site)
    assert QUESTION in text_of(page)
    assert said("You: the office waits for your answer", "es") in text_of(page)
    assert violations(page) == []
    go(page, page.locator("main a[href*='/questions/']"))
    page.fill("[name=text]", "Adjunta.")
    go(page, page.locator(SAVE))
    assert page.input_value("[name=text]") == "Adjunta."
    page.set_input_files("[name=paper]", PAPER)
    go(page, page.locator(SAVE))
    assert said("The coalition’s office", "es") in text_of(page)
    assert Application.objects.get(email=EMAIL).state == State.IN_REVIEW


def two_screeners_admit_the_union() -> None:
    today = timezone.localdate()
    first, second = screener("screener"), screener("second")
    screening.answer_rest(her_case(), by=first, on=today)
    advice = screening.Advice(Outcome.ACCEPT, "They sent all that we asked for.")
    screening.recommend(her_case(), advice, by=first, on=today)
    screening.decide_as_recommended(her_case(), by=second, on=today)
    assert screening.carry_out_due(timezone.now() + timedelta(days=1)) == 1


def she_reads_the_letter(page: Page, site: str) -> None:
    come_back(page, site)
    application = Application.objects.get(email=EMAIL)
    assert application.letter.split("\n")[0] in text_of(page)
    go(page, page.locator("main a[href*='/es/partners/']").first)
    assert page.locator("h1").inner_text() == NAME
    assert MANDATE in text_of(page)
    assert EMAIL not in page.content()


def she_accepts_her_invitation(page: Page, site: str) -> None:
    letters = Message.objects.filter(to=EMAIL, text__contains="/partners/invitation/")
    link = re.search(r"/es/partners/invitation/\S+", letters.latest("id").text)
    assert link is not None
    page.goto(site + link[0], wait_until="domcontentloaded")
    assert page.input_value("[name=name]") == HERSELF
    page.fill("[name=password]", PASSWORD)
    go(page, page.locator(SAVE))

    mandate = Mandate.objects.get(person__email=EMAIL)
    union = Partner.objects.get(application__email=EMAIL)
    assert (mandate.partner, mandate.role) == (union, Role.FOCAL_POINT)
    assert NAME in page.content()
