"""Unique words in everything that is not public, and who may read which of them.

A canary stands in one confidential value. Whoever meets it where they may not has
found a leak: in a page, an export, a feed, a calendar, the API, a sitemap or a header.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from accord.accounts.models import Person
from accord.actions import operations as action_operations
from accord.actions.models import Action, Format, ImportedRow
from accord.base.actor import Actor
from accord.base.models import SavedMapping
from accord.base.multilingual import Multilingual
from accord.joining import operations as joining_operations
from accord.joining.models import Application
from accord.partners import operations as partner_operations
from accord.partners.models import Partner, PartnerFile, Prospect, Role, Scope
from accord.screening import checklists
from accord.screening.models import Case, Edition, Hit, ListEntry, Outcome
from accord.secretariat.models import Note
from accord.texts import operations as text_operations
from accord.texts.models import Kind, Text
from tests import cast, office

ON = date(2025, 7, 1)
OWN_READERS = frozenset({"reader", "editor", "focal-point", "signatory"})
OWN_EDITORS = frozenset({"editor", "focal-point", "signatory"})
OWN_MANAGERS = frozenset({"focal-point", "signatory"})
OFFICE = frozenset({"secretariat"})
SCREENERS = frozenset({"screener"})
TEXT_OFFICE = frozenset({"secretariat", "staff"})


@dataclass(frozen=True, slots=True)
class Canary:
    word: str
    place: str
    seen_by: frozenset[str] = frozenset()


def plant() -> list[Canary]:
    """Write a canary into every confidential value of the cast's records."""
    ours, theirs = (Partner.objects.get(slug=each) for each in (cast.OURS, cast.THEIRS))
    return [
        *_draft(ours, "quokkaours", OWN_READERS | OFFICE),
        *_draft(theirs, "quokkatheirs", OFFICE),
        *_people(theirs),
        *_invited(ours, "quokkainvitedours", OWN_MANAGERS | OFFICE),
        *_invited(theirs, "quokkainvitedtheirs", OFFICE),
        *_suspended(theirs),
        *_file(ours, "quokkafileours", OWN_EDITORS | OFFICE),
        *_file(theirs, "quokkafiletheirs", OFFICE),
        *_sheet(ours, "quokkasheetours", OWN_EDITORS | OFFICE),
        *_sheet(theirs, "quokkasheettheirs", OFFICE),
        *_key(ours, "quokkakeyours", OWN_MANAGERS | OFFICE),
        *_key(theirs, "quokkakeytheirs", OFFICE),
        *_turns(ours),
        *_changes(ours, "quokkachangeours", OWN_EDITORS | OFFICE),
        *_changes(theirs, "quokkachangetheirs", OFFICE),
        *_prospects(),
        *_cases(),
        *_hits(),
        *_texts(),
        *_note(),
    ]


def _note() -> list[Canary]:
    """Write a note on a thing that waits, as the secretariat."""
    person = Person.objects.get(email=cast.address_of("secretariat"))
    word = "quokkaofficenote"
    Note.objects.create(
        key=office.waiting_key(), text=f"He said {word}.", by=person, at=timezone.now()
    )
    return [Canary(word, "note on a thing that waits", OFFICE)]


def _draft(partner: Partner, stem: str, readers: frozenset[str]) -> list[Canary]:
    draft = cast.action_in("draft", of=partner.slug)
    other = Partner.objects.exclude(pk=partner.pk).order_by("id").first()
    words = {
        "title": f"{stem}title",
        "translated title": f"{stem}titre",
        "summary": f"{stem}summary",
        "role": f"{stem}role",
        "number": f"{stem}number",
    }
    action_operations.revise(
        draft,
        {
            "title": Multilingual.of(
                "en", words["title"], fr=words["translated title"]
            ),
            "summary": Multilingual.of("en", words["summary"]),
            "partners": [(other.reference, words["role"])],
            "external_identifiers": [("other", words["number"])],
            "budget": Decimal("918273645.19"),
            "currency": "CHF",
        },
        by=Actor.anonymous(),
        on=ON,
        version=draft.version,
    )
    return [
        Canary(word, f"{place} of a draft of {partner.slug}", readers)
        for place, word in words.items()
    ]


def _people(partner: Partner) -> list[Canary]:
    person = Person.objects.create(email="quokkamail@cast.example", name="Quokkaname")
    partner_operations.grant_mandate(
        partner, person, Role.EDITOR, starts_on=cast.SINCE, by=Actor.anonymous(), on=ON
    )
    mandate = person.mandates.get()
    # What she signs in public: readers learn for whom, not who.
    by = Actor(person, partner, mandate)
    public = cast.action_in("published", of=partner.slug)
    action_operations.revise(
        Action.objects.get(pk=public.pk),
        {"summary": Multilingual.of("en", "A summary that she has signed.")},
        by=by,
        on=ON,
        version=public.version,
    )
    return [
        Canary("Quokkaname", "name of a mandated person", OFFICE),
        Canary("quokkamail", "address of a mandated person", OFFICE),
    ]


def _invited(partner: Partner, stem: str, managers: frozenset[str]) -> list[Canary]:
    """Invite somebody; the history names them to whoever acts for the partner."""
    partner_operations.invite(
        partner,
        email=f"{stem}mail@cast.example",
        name=f"{stem}name",
        role=Role.READER,
        language="en",
        by=Actor.anonymous(),
        on=ON,
    )
    is_ours = partner.slug == cast.OURS
    return [
        Canary(
            f"{stem}{what}",
            f"{what} of somebody invited by {partner.slug}",
            OWN_READERS | OFFICE if is_ours else managers,
        )
        for what in ("name", "mail")
    ]


def _suspended(partner: Partner) -> list[Canary]:
    person = Person.objects.create(email="held@cast.example", name="Held")
    mandate = partner_operations.grant_mandate(
        partner, person, Role.READER, starts_on=cast.SINCE, by=Actor.anonymous(), on=ON
    )
    partner_operations.suspend_mandate(
        mandate, "quokkareason", by=Actor.anonymous(), on=ON
    )
    return [Canary("quokkareason", "reason of a suspension", OFFICE)]


def _file(partner: Partner, word: str, readers: frozenset[str]) -> list[Canary]:
    partner.import_files.update(name=f"{word}.xml")
    return [Canary(word, f"name of a file sent for {partner.slug}", readers)]


def _sheet(partner: Partner, stem: str, readers: frozenset[str]) -> list[Canary]:
    """Write into what a sheet leaves behind: samples, mended cells, a mapping, rows."""
    sheet = partner.import_files.get(format=Format.SHEET)
    sheet.mapping["samples"]["0"] = [f"{stem}sample"]
    sheet.mends = {"2": {"0": f"{stem}mended"}}
    sheet.save(update_fields=["mapping", "mends"])
    _mapping(partner.reference, "actions", f"{stem}mapping")
    ImportedRow.objects.create(
        action=cast.action_in("published", of=partner.slug),
        partner=partner,
        key=f"row:{stem}key",
        digest=f"{stem}digest",
    )
    return [
        Canary(f"{stem}sample", f"sample of a sheet of {partner.slug}", readers),
        Canary(f"{stem}mapping", f"name of a mapping of {partner.slug}", readers),
        Canary(f"{stem}mended", f"mended cell of {partner.slug}", readers),
        Canary(f"{stem}key", f"key of an imported row of {partner.slug}"),
        Canary(f"{stem}digest", f"digest of an imported row of {partner.slug}"),
    ]


def _mapping(owner: str, what: str, name: str) -> None:
    SavedMapping.objects.create(
        owner=owner, what=what, name=name, heads="0" * 64, content={"columns": {}}
    )


def _key(partner: Partner, word: str, readers: frozenset[str]) -> list[Canary]:
    mandate = partner.mandates.filter(role=Role.FOCAL_POINT).first()
    partner_operations.make_key(
        mandate,
        name=word,
        scope=Scope.READ,
        expires_on=timezone.localdate(),
        by=Actor(mandate.person, partner, mandate),
        on=timezone.localdate(),
    )
    return [Canary(word, f"name of a key of {partner.slug}", readers)]


def _turns(partner: Partner) -> list[Canary]:
    """Suspend a partner and let it go on, with reasons that are not for everyone."""
    reason = partner_operations.Reason("quokkatold", note="quokkanote")
    partner_operations.suspend(partner, reason, by=Actor.anonymous(), on=ON)
    partner_operations.resume(partner, reason, by=Actor.anonymous(), on=ON)
    return [
        Canary("quokkatold", "reason told", OWN_MANAGERS | OFFICE),
        Canary("quokkanote", "note of the office", OFFICE),
    ]


def _changes(partner: Partner, stem: str, readers: frozenset[str]) -> list[Canary]:
    """Write into the request for other facts."""
    open_one = partner.change_requests.get()
    open_one.why, open_one.wanted = f"{stem}why", {"short_name": f"{stem}wanted"}
    open_one.save(update_fields=["why", "wanted"])
    return [Canary(f"{stem}{each}", each, readers) for each in ("why", "wanted")]


def _prospects() -> list[Canary]:
    """Write into what the secretariat alone knows: who might join, and from where."""
    words = {
        "name": "quokkaprospect",
        "website": "https://quokkaweb.example/",
        "source_file": "quokkasource.csv",
    }
    Prospect.objects.update(**words)
    for each in Prospect.objects.all():
        each.write_key()
        each.save()
    file = PartnerFile.objects.get()
    file.name = "quokkalist.csv"
    file.mapping["samples"]["0"] = ["quokkalistsample"]
    file.save(update_fields=["name", "mapping"])
    _mapping("secretariat", "partners", "quokkalistmapping")
    return [
        Canary("quokkaprospect", "name of a prospect", OFFICE),
        Canary("quokkaweb", "website of a prospect", OFFICE),
        Canary("quokkasource", "file of a prospect", OFFICE),
        Canary("quokkalist.csv", "name of a list of organizations", OFFICE),
        Canary("quokkalistsample", "sample of a list of organizations", OFFICE),
        Canary("quokkalistmapping", "name of a mapping of lists", OFFICE),
    ]


def _cases() -> list[Canary]:
    """Write into everything that a case holds; none of it is anybody's but screeners'.

    What the screener of the cast has an interest in, nobody of the cast reads.
    """
    planted = []
    for name, readers in (("open", SCREENERS), ("shut", frozenset())):
        stem = f"quokkacase{name}"
        case = cast.case_of(name)
        Case.objects.filter(pk=case.pk).update(note=f"{stem}note")
        case.interests.update(note=f"{stem}interest")
        item = checklists.read(case.checklist).items[0].code
        told = {"item": item, "verdict": "concern", "note": f"{stem}answer"}
        by = {"by": case.screener, "at": timezone.now()}
        case.answers.create(
            **told, answered_by=case.screener, answered_at=timezone.now()
        )
        added = {"added_by": case.screener, "added_at": timezone.now()}
        words = {"what": f"{stem}what", "source": f"{stem}source"}
        case.controversies.create(
            **cast.CONTROVERSY | words | {"assessment": f"{stem}assessment"}, **added
        )
        words = {"what": f"{stem}risk", "mitigation": f"{stem}mitigation"}
        case.risks.create(**cast.RISK | words | {"owner": f"{stem}owner"}, **added)
        standing = case.recommendations.create(
            outcome=Outcome.DECLINE,
            reasons=f"{stem}reasons",
            words=f"{stem}words",
            conditions=f"{stem}conditions",
            exception=f"{stem}exception",
            **by,
        )
        case.decisions.create(
            recommendation=standing,
            outcome=Outcome.DECLINE,
            reasons=f"{stem}decided",
            letter=f"{stem}letter",
            due_at=timezone.now() + timedelta(days=30),
            **by,
        )
        Case.objects.filter(pk=case.pk).update(state="decided")
        planted += [
            Canary(f"{stem}{part}", f"{part} of a case ({name})", readers)
            for part in _CASE_PARTS
        ]
        planted.append(Canary(f"{stem}interest", f"interest of a case ({name})"))
    return planted


_CASE_PARTS = (
    *("note", "answer", "what", "source", "assessment", "risk", "mitigation"),
    *("owner", "reasons", "words", "conditions", "exception", "decided", "letter"),
)


def _hits() -> list[Canary]:
    """Write into a list, and into what was found in it of two applicants."""
    Edition.objects.update(file_name="quokkanames.csv")
    ListEntry.objects.update(note="quokkaentrynote")
    planted = [
        Canary("quokkanames", "file of a list of names", SCREENERS),
        Canary("quokkaentrynote", "note in a list of names", SCREENERS),
    ]
    for name, readers in (("open", SCREENERS), ("shut", frozenset())):
        stem = f"quokkahit{name}"
        hit = Hit.objects.get(application=cast.case_of(name).application)
        Hit.objects.filter(pk=hit.pk).update(
            name=f"{stem}name",
            listed_name=f"{stem}listed",
            verdict="confirmed",
            reason=f"{stem}reason",
            judged_by=cast.case_of("open").screener,
            judged_at=timezone.now(),
        )
        planted += [
            Canary(f"{stem}{part}", f"{part} of a hit ({name})", readers)
            for part in ("name", "listed", "reason")
        ]
    return planted


def _texts() -> list[Canary]:
    begun = text_operations.begin(
        kind=Kind.PAGE,
        slug="quokkaslug",
        language="en",
        by=Actor.anonymous(),
        on=ON,
    )
    _draft_text(begun, "quokkapage", "quokkaparagraph", version=0)
    public = Text.objects.pages().public().get(slug="about")
    newest = text_operations.latest(public, "en")
    _draft_text(public, "quokkanewtitle", "quokkanewparagraph", version=newest.number)
    return [
        Canary(word, place, TEXT_OFFICE)
        for word, place in {
            "quokkaslug": "address of a text that is a draft",
            "quokkapage": "title of a text that is a draft",
            "quokkaparagraph": "paragraph of a text that is a draft",
            "quokkanewtitle": "title of a page's next version",
            "quokkanewparagraph": "paragraph of a page's next version",
        }.items()
    ]


def _draft_text(text: Text, title: str, paragraph: str, *, version: int) -> None:
    text_operations.save_draft(
        text,
        "en",
        text_operations.Writing(title, "", f"<p>{paragraph}</p>"),
        by=Actor.anonymous(),
        on=ON,
        version=version,
    )


def _application() -> list[Canary]:
    """Write into a draft of an application, which nobody reads without its link."""
    draft = Application.objects.get(key=cast.places()["draft_application"])
    words = {
        "name": "quokkaapplicant",
        "focal_email": "quokkafocal@x.example",
        "commitments": "quokkacommitment",
    }
    joining_operations.save(
        draft, words, version=draft.version, by=Actor.anonymous(), on=ON
    )
    draft.papers.update(name="quokkapaper.pdf")
    return [
        Canary(word, f"{question} of a draft of an application")
        for question, word in {**words, "paper": "quokkapaper"}.items()
    ]
