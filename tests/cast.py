"""The cast: one person for each of the ten roles, and records in every state.

They join the sample coalition in the database from which tests of the whole platform
are cloned. The partner concerned is the union that the guide follows.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accord.accounts.models import Duty, Person
from accord.actions import operations as action_operations
from accord.actions.models import Action, Format, ImportFile
from accord.atlas.models import Area
from accord.base import history
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.config.sample import loading
from accord.config.sample.people import Passwords
from accord.joining.models import Application
from accord.joining.tests import factories as joining
from accord.observatory.models import SeriesFile, Vintage
from accord.observatory.tests import series as observatory
from accord.partners import operations as partner_operations
from accord.partners.models import (
    ApiKey,
    Mandate,
    Partner,
    PartnerFile,
    Prospect,
    Role,
    Scope,
)
from accord.screening import operations as screening_operations
from accord.screening.models import Case, Outcome
from accord.texts import operations as text_operations
from accord.texts.models import Kind, Text
from tests import name_lists, office, partner_papers

ROLES = (
    "visitor",
    "outsider",
    "reader",
    "editor",
    "focal-point",
    "signatory",
    "secretariat",
    "screener",
    "statistician",
    "staff",
)
OFFICE = ("secretariat", "screener", "statistician")
PASSWORD = "the harbour opens at dawn"
OURS, THEIRS = loading.SHOWN, "sample"
# When the snapshot was made that the sample coalition shows.
SNAPSHOT = datetime(2025, 6, 2, 12, tzinfo=UTC)
# A sheet of which nobody has said yet what its columns are.
COLUMNS = {
    "header_row": 1,
    "columns": [
        [0, "Pledge", "summary"],
        [1, "Country", "countries"],
        [2, "Notes", ""],
    ],
    "options": {},
    "is_agreed": False,
    "is_own": False,
    "saved": "",
    "samples": {"0": ["Radios for every boat"], "1": ["Senegal"], "2": []},
}
# In seconds since 1970: the year 2100.
FAR_AHEAD = 4_102_444_800
DRAFTED = "draft applicant"
CASES = ("open", "shut", "recommended")
CONTROVERSY = {
    "what": "It was sued.",
    "source": "A newspaper",
    "dated_on": date(2024, 5, 6),
    "assessment": "Settled.",
}
RISK = {
    "what": "A mine is planned.",
    "likelihood": 2,
    "severity": 3,
    "mitigation": "We ask.",
    "owner": "Somebody",
    "review_on": date(2026, 5, 6),
}
SINCE, LATER = date(2025, 3, 3), date(2025, 6, 2)


def address_of(role: str) -> str:
    return f"{role}@cast.example"


def enter() -> None:
    """Load texts, the sample coalition and the cast, where the registry is already."""
    call_command("load_texts", stdout=_Silence())
    passwords = Passwords()
    passwords.clear, passwords.hashed = PASSWORD, make_password(PASSWORD)
    loading.load(passwords, today=timezone.localdate())
    for role in ROLES[1:]:
        _person(role, passwords.hashed)
    for slug in (OURS, THEIRS):
        partner = Partner.objects.get(slug=slug)
        partner_papers.change_request(partner)
        _actions(partner)
        _papers(partner)
    partner_papers.prospects(
        Person.objects.get(email=address_of("secretariat")), COLUMNS
    )
    _cases()
    _texts()
    office.enter()
    series()
    _series_papers()
    history.seal()


class _Silence:
    def write(self, _words: str) -> None:
        """Say nothing."""


def _person(role: str, hashed: str) -> None:
    person = Person.objects.create(
        email=address_of(role),
        name=f"Cast {role}",
        password=hashed,
        is_staff=role == "staff",
    )
    if role in OFFICE:
        Duty.objects.create(person=person, kind=role, starts_on=SINCE)
    if role in Role.values:
        partner_operations.grant_mandate(
            Partner.objects.get(slug=OURS),
            person,
            Role(role),
            starts_on=SINCE,
            by=Actor.anonymous(),
            on=SINCE,
        )


def _actions(partner: Partner) -> None:
    """Begin three actions; publish two of them, and withdraw one of these."""
    mandate = Mandate.objects.filter(partner=partner, role=Role.FOCAL_POINT).first()
    by = Actor(mandate.person, partner, mandate)
    model = Action.objects.standing().filter(countries=partner.country_id).first()
    for state in ("draft", "published", "withdrawn"):
        action = action_operations.begin(partner, by=by, on=SINCE, is_sample=True)
        Action.objects.filter(pk=action.pk).update(
            title=Multilingual.of("en", f"{state} of {partner.slug}"),
            summary=model.summary,
            kind=model.kind,
            starts_on=SINCE,
        )
        action.countries.set(model.countries.all())
        action.areas.set(model.areas.all())
        if state != "draft":
            action_operations.publish(action, by=by, on=LATER)
        if state == "withdrawn":
            reason = Multilingual.of("en", "The funds went elsewhere.")
            action_operations.withdraw(action, reason, by=by, on=LATER)


def _papers(partner: Partner) -> None:
    """Give a partner a number, a key, a file that was refused, and a sheet to map."""
    key_of(partner.mandates.filter(role=Role.FOCAL_POINT).first())
    partner_operations.invite(
        partner,
        email=f"invited@{partner.slug}.example",
        name="Cast invited",
        role=Role.EDITOR,
        language="en",
        by=Actor.anonymous(),
        on=timezone.localdate(),
    )
    partner_operations.add_identifier(
        partner, "wikidata", f"Q{partner.pk + 1000}", by=Actor.anonymous(), on=SINCE
    )
    sent = {
        "partner": partner,
        "uploaded_by": Person.objects.get(email=address_of("secretariat")),
        "sha256": "0" * 64,
        "size": 1,
        "created_at": timezone.now(),
    }
    ImportFile.objects.create(
        name="activities.xml",
        refusal={"template": "This is not an IATI file.", "values": {}},
        **sent,
    )
    ImportFile.objects.create(
        name="pledges.csv", format=Format.SHEET, mapping=COLUMNS, **sent
    )


def key_of(mandate: Mandate, scope: Scope = Scope.PUBLISH) -> str:
    """Make an API key under a mandate and return its secret."""
    today = timezone.localdate()
    _key, secret = partner_operations.make_key(
        mandate,
        name=f"Key of {mandate.person.name}",
        scope=scope,
        expires_on=today,
        by=Actor(mandate.person, mandate.partner, mandate),
        on=today,
    )
    return secret


def _texts() -> None:
    """Write a page of which nothing is public."""
    text = text_operations.begin(
        kind=Kind.PAGE,
        slug="unfinished",
        language="en",
        by=Actor.anonymous(),
        on=SINCE,
    )
    text_operations.save_draft(
        text,
        "en",
        text_operations.Writing("Unfinished", "", "Nobody outside reads this."),
        by=Actor.anonymous(),
        on=SINCE,
        version=0,
    )


def _cases() -> None:
    """Open three cases: the screener’s, one shut to them, one another recommends."""
    second = Person.objects.create(email=address_of("second"), name="Cast second")
    Duty.objects.create(person=second, kind="screener", starts_on=SINCE)
    first = Person.objects.get(email=address_of("screener"))
    screener, other = Actor(person=first), Actor(person=second)
    for name in CASES:
        joining.make_sent(name=f"{name} applicant")
    joining.make_complete(name=DRAFTED)
    screening_operations.open_missing(joining.ON)
    for name in CASES:
        case, on = case_of(name), joining.ON
        shuts = name == "shut"
        screening_operations.declare(case, conflict=shuts, by=screener, on=on)
        screening_operations.declare(case, conflict=False, by=other, on=on)
        screening_operations.take(case, by=screener if name == "open" else other, on=on)
    taken = case_of("open")
    screening_operations.add_controversy(taken, CONTROVERSY, by=screener, on=LATER)
    screening_operations.add_risk(taken, RISK, by=screener, on=LATER)
    recommended = case_of("recommended")
    screening_operations.answer_rest(recommended, by=other, on=LATER)
    advice = screening_operations.Advice(Outcome.ACCEPT, "All fits together.")
    screening_operations.recommend(recommended, advice, by=other, on=LATER)
    applicants = [case_of(name).application for name in ("open", "shut")]
    name_lists.compare(applicants, by=screener, on=LATER)


def case_of(name: str) -> Case:
    """Return one of the cast's cases: open, shut or recommended."""
    return Case.objects.get(application__answers__name=f"{name} applicant")


def series() -> None:
    """Import two editions of a small file; again, it brings lost files back."""
    with TemporaryDirectory() as folder:
        for rows in (observatory.FIRST, observatory.SECOND):
            observatory.make_vintage(Path(folder), rows, on=LATER)


def _series_papers() -> None:
    """Correct a value of another series, and keep a file that was refused."""
    observatory.make_correction(series="SDG_0831_SEX_ECO_RT")
    SeriesFile.objects.create(
        name="series.csv",
        retrieved_on=LATER,
        uploaded_by=Person.objects.get(email=address_of("statistician")),
        sha256="0" * 64,
        size=1,
        created_at=timezone.now(),
        refusal={"template": "This is no file of series.", "values": {}},
    )


def action_in(state: str, *, of: str = OURS) -> Action:
    """Return the cast's action in a state: draft, published or withdrawn."""
    led = Action.objects.filter(lead__slug=of).order_by("-id")
    return next(each for each in led if each.title.original == f"{state} of {of}")


def _editions() -> list[str]:
    found = Vintage.objects.filter(file_name="une.csv").order_by("pk")
    return [each.reference for each in found]


def places() -> dict[str, str]:
    """Return what stands in the addresses of the authorization table."""
    ours, theirs = (Partner.objects.get(slug=slug) for slug in (OURS, THEIRS))
    mandate = ours.mandates.get(person__email=address_of("editor"))
    return {
        "snapshot": SNAPSHOT.date().isoformat(),
        "area_type": str(ContentType.objects.get_for_model(Area).pk),
        "our_number": str(ours.identifiers.get(scheme="wikidata").pk),
        **{
            f"{whose}_{what}": str(partner.import_files.get(format=format_).pk)
            for whose, partner in (("our", ours), ("their", theirs))
            for what, format_ in (("file", Format.IATI), ("sheet", Format.SHEET))
        },
        **{
            f"{whose}_key": ApiKey.objects.filter(mandate__partner=partner)
            .earliest("id")
            .prefix
            for whose, partner in (("our", ours), ("their", theirs))
        },
        **{
            f"{whose}_{state}": action_in(state, of=slug).reference
            for whose, slug in (("our", OURS), ("their", THEIRS))
            for state in ("draft", "published", "withdrawn")
        },
        **office.places(),
        "organizations": str(PartnerFile.objects.get().pk),
        **{
            f"{whose}_change": partner.change_requests.get().reference
            for whose, partner in (("our", ours), ("their", theirs))
        },
        "prospect": Prospect.objects.get().reference,
        "series_file": str(SeriesFile.objects.get(name="series.csv").pk),
        "correction": observatory.CORRECTION,
        **dict(zip(("vintage", "later_vintage"), _editions(), strict=True)),
        "ours": OURS,
        "theirs": THEIRS,
        "our_partner": ours.reference,
        "our_mandate": mandate.reference,
        "our_person": mandate.person.public_id,
        "our_invitation": ours.invitations.get().reference,
        "case": case_of("open").reference,
        "shut_case": case_of("shut").reference,
        "recommended_case": case_of("recommended").reference,
        "controversy": str(case_of("open").controversies.get().pk),
        "risk": str(case_of("open").risks.get().pk),
        "sent_application": case_of("open").application.key,
        "draft_application": Application.objects.get(answers__name=DRAFTED).key,
        **name_lists.places(),
        "paper": str(case_of("open").application.papers.get().pk),
        "page": Text.objects.pages().public().get(slug="about").reference,
        "unfinished": Text.objects.get(slug="unfinished").reference,
        "news": Text.objects.news().public().latest("dated_on").slug,
    }


def signed_in(role: str) -> Client:
    """Return a client of that role, signed in with all that is asked of it."""
    client = Client()
    if role == "visitor":
        return client
    person = Person.objects.get(email=address_of(role))
    client.force_login(person)
    session = client.session
    shown = {"method": "mfa", "at": 0}
    if role == "focal-point":
        # They have just said again who they are, and always have.
        shown |= {"reauthenticated": True, "at": FAR_AHEAD}
    session["account_authentication_methods"] = [shown]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


def client_with(cookie: str | None) -> Client:
    client = Client()
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return client


def cookie_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value
