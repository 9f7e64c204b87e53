"""Sample applications, and cases of them in different states.

What they would mail stays unsent: their addresses are nobody's.
"""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accord.accounts.models import Person
from accord.base.actor import Actor
from accord.base.models import Message
from accord.joining import operations as joining
from accord.joining.models import Application
from accord.screening import letters, operations
from accord.screening.edits import Edit
from accord.screening.models import Case, Decision, Outcome, Verdict

FILE = Path(__file__).parent / "applications.toml"
_EMAIL = "applicant@accord.example"
REASONS = "The register, the statutes and the people fit together; nothing was found."
TOBACCO = "Its own site says that it sells tobacco through a company that it owns."


def load(*, today: date) -> int:
    """Load the applications and their cases; return how many there are."""
    first, second = (
        Actor(person=Person.objects.get(email=f"{name}@accord.example"))
        for name in ("screener", "screener2")
    )
    with FILE.open("rb") as file:
        entries = tomllib.load(file)["application"]
    before = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for entry in sorted(entries, key=lambda each: -each["days"]):
        on = today - timedelta(days=entry["days"])
        case = operations.open_for(_applied(entry, on), by=Actor.anonymous(), on=on)
        _examined(case, entry["state"], first, second, on)
        _dated(case, entry)
    Message.objects.filter(pk__gt=before).delete()
    return len(entries)


def _applied(entry: dict[str, Any], on: date) -> Application:
    nobody = Actor.anonymous()
    draft, _token = joining.begin(_EMAIL, entry["language"], on=on)
    Application.objects.filter(pk=draft.pk).update(is_sample=True)
    draft = joining.save(
        draft,
        {
            "name": entry["name"],
            "country": entry["country"],
            "category": entry["category"],
            "representativeness": entry.get("represents", ""),
            "website": entry["website"],
            "signatory_name": entry["signatory"],
            "signatory_title": entry["title"],
            "signatory_email": _EMAIL,
            "focal_name": entry["signatory"],
            "focal_email": _EMAIL,
            "areas": entry["areas"],
            "mandate_text": entry["mandate"],
            "priorities": entry["priorities"],
            "commitments": entry["commitments"],
            "consent": True,
        },
        version=draft.version,
        by=nobody,
        on=on,
    )
    letter = SimpleUploadedFile("letter.pdf", _page("Sample"), "application/pdf")
    joining.add_paper(draft, letter, by=nobody, on=on)
    return joining.submit(draft, by=nobody, on=on)


def _examined(case: Case, state: str, first: Actor, second: Actor, on: date) -> None:
    """Bring a case as far as its state says; recommendations are the second's."""
    if state == "take":
        return
    by = first if state in {"work", "asked"} else second
    operations.declare(case, conflict=False, by=by, on=on)
    operations.take(case, by=by, on=on)
    if state == "work":
        _noted(case, by, on)
    elif state == "asked":
        operations.ask(
            case,
            "Envíe, por favor, la decisión del consejo que permite la incorporación.",
            wants_paper=True,
            due_on=on + timedelta(days=28),
            by=by,
            on=on,
        )
    elif state == "recommended":
        operations.answer_rest(case, by=by, on=on)
        advice = operations.Advice(Outcome.ACCEPT, REASONS)
        operations.recommend(case, advice, by=by, on=on)
    else:
        _declined(case, by, first, on)


def _noted(case: Case, by: Actor, on: date) -> None:
    found = "One supplier mines lithium; audits of 2024 are public."
    edits = {"sector": Edit(("", ""), (str(Verdict.CONCERN), found))}
    operations.answer_items(case, edits, by=by, on=on)
    controversy = {
        "what": "Workers of a supplier went on strike for masks and ventilation.",
        "source": "Sample Courier, 12 March",
        "dated_on": on - timedelta(days=400),
        "assessment": "Settled by an agreement that the union calls fair.",
    }
    operations.add_controversy(case, controversy, by=by, on=on)
    risk = {
        "what": "An audit finds children at work in a mine of a supplier.",
        "likelihood": 1,
        "severity": 3,
        "mitigation": "Audits are read each year, before the review.",
        "owner": "Partnerships unit",
        "review_on": on + timedelta(days=365),
    }
    operations.add_risk(case, risk, by=by, on=on)


def _declined(case: Case, by: Actor, other: Actor, on: date) -> None:
    edits = {"tobacco": Edit(("", ""), (str(Verdict.CONFIRMED), TOBACCO))}
    operations.answer_items(case, edits, by=by, on=on)
    advice = operations.Advice(Outcome.DECLINE, TOBACCO, grounds=["exclusion"])
    standing = operations.recommend(case, advice, by=by, on=on)
    operations.declare(case, conflict=False, by=other, on=on)
    decision = operations.decide(
        case,
        Outcome.DECLINE,
        recommendation=standing.pk,
        letter=letters.drafted(case, standing, Outcome.DECLINE, on=on),
        by=other,
        on=on,
    )
    operations.carry_out(decision, now=decision.due_at)


def _dated(case: Case, entry: dict[str, Any]) -> None:
    """Move what just happened to the days on which it would have."""

    def ago(days: int) -> datetime:
        return timezone.now() - timedelta(days=days)

    sent, moved = ago(entry["days"]), ago(entry["days"] * 2 // 3)
    if entry["state"] == "take":
        moved = sent
    Application.objects.filter(case=case).update(
        started_at=sent, changed_at=sent, submitted_at=sent, moved_at=moved
    )
    Case.objects.filter(pk=case.pk).update(opened_at=sent, moved_at=moved)
    case.recommendations.update(at=moved)
    Decision.objects.filter(case=case).update(
        at=moved, due_at=moved, carried_out_at=moved
    )
    if entry["state"] == "declined":
        Application.objects.filter(case=case).update(decided_at=moved)


def _page(words: str) -> bytes:
    """Return a PDF of one page that says so."""
    drawn = f"BT /F1 24 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R %s >>"
        % b"/Resources << /Font << /F1 4 0 R >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (count, table, count, len(body))
    )
