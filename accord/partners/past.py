"""What happened to a partner, told in sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accord.atlas.models import Area, Category, Challenge, Constituency, Country, Region
from accord.base.models import Entry
from accord.base.multilingual import Multilingual
from accord.base.templatetags.components import day_in_words
from accord.partners.models import Identifier, Invitation, Mandate, Partner

_DONE = {
    "joined": gettext_lazy("Joined the coalition"),
    "changed": gettext_lazy("Profile changed"),
    "identified": gettext_lazy("Number in an outside register added"),
    "number removed": gettext_lazy("Number in an outside register removed"),
    "suspended": gettext_lazy("Suspended"),
    "resumed": gettext_lazy("Suspension ended"),
    "left": gettext_lazy("Left the coalition"),
    "returned": gettext_lazy("Returned to the coalition"),
    "merged": gettext_lazy("Joined with another record of the same organization"),
    "absorbed": gettext_lazy("Another record of the same organization joined in"),
    "moved": gettext_lazy("Mandate moved from another record of the organization"),
    "granted": gettext_lazy("Mandate granted"),
    "ended": gettext_lazy("Mandate ended"),
    "invited": gettext_lazy("Invitation sent"),
    "invited again": gettext_lazy("Invitation sent again"),
    "invitation withdrawn": gettext_lazy("Invitation withdrawn"),
    "invitation accepted": gettext_lazy("Invitation accepted"),
    "handed over": gettext_lazy("Mandate handed over to a successor"),
    "mandate suspended": gettext_lazy("Mandate suspended"),
    "mandate resumed": gettext_lazy("Mandate resumed"),
    "renewed": gettext_lazy("Mandate renewed"),
    "access restored": gettext_lazy("Access restored by the secretariat"),
}
# The same, to those who may know whom it concerns.
_SENTENCES = {
    "granted": gettext_lazy("%(person)s was given a mandate as %(role)s"),
    "ended": gettext_lazy("The mandate of %(person)s was given a last day"),
    "invited": gettext_lazy("%(person)s was invited as %(role)s"),
    "invited again": gettext_lazy("The invitation of %(person)s was sent again"),
    "invitation withdrawn": gettext_lazy("The invitation of %(person)s was withdrawn"),
    "invitation accepted": gettext_lazy("%(person)s accepted the invitation"),
    "handed over": gettext_lazy("%(person)s hands over to a successor"),
    "mandate suspended": gettext_lazy("The mandate of %(person)s was suspended"),
    "mandate resumed": gettext_lazy("The mandate of %(person)s was resumed"),
    "renewed": gettext_lazy("The mandate of %(person)s was renewed"),
    "access restored": gettext_lazy(
        "The secretariat restored access through %(person)s"
    ),
}
_FIELDS = {
    "name": gettext_lazy("Name"),
    "short_name": gettext_lazy("Short name"),
    "category": gettext_lazy("Category"),
    "constituency": gettext_lazy("Constituency"),
    "country": gettext_lazy("Country or area"),
    "region": gettext_lazy("Region"),
    "mandate_text": gettext_lazy("Mandate"),
    "priorities": gettext_lazy("Priorities"),
    "expertise": gettext_lazy("Expertise"),
    "website": gettext_lazy("Website"),
    "areas": gettext_lazy("Areas of immediate action"),
    "challenges": gettext_lazy("Challenges"),
    "starts_on": pgettext_lazy("of a mandate", "First day"),
    "ends_on": pgettext_lazy("of a mandate", "Last day"),
    "suspended_on": gettext_lazy("Suspended since"),
    "valid_until": gettext_lazy("The link holds until"),
    "value": gettext_lazy("Number"),
    "effective_on": gettext_lazy("In effect from"),
    "merged_into": gettext_lazy("Record that is kept"),
    "absorbed": gettext_lazy("Record that was joined in"),
}


_DAYS = {"starts_on", "ends_on", "suspended_on", "valid_until"}
# What is kept beside an entry, and goes with the person.
_PERSONAL = {
    "email": gettext_lazy("E-mail address"),
    "reason": gettext_lazy("Reason"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One value before and after, in one language where it has several."""

    label: str
    before: str
    after: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as its page shows it: who signed is empty for the public."""

    at: date
    verb: str
    differences: Sequence[Difference]
    partner: Partner | None
    partner_reference: str
    mandate: str
    signer: str


def entries_of(partner: Partner, *, with_people: bool) -> QuerySet[Entry]:
    """Return what happened to a partner, and to its people where one may know."""
    subjects = [
        partner.history_reference,
        *(each.history_reference for each in partner.absorbed(manager="ever").all()),
    ]
    if with_people:
        subjects += [
            f"{kind}:{reference}"
            for kind, records in (
                ("mandate", partner.mandates),
                ("invitation", partner.invitations),
            )
            for reference in records.values_list("reference", flat=True)
        ]
    return (
        Entry.objects.filter(subject__in=subjects)
        .select_related("personal")
        .order_by("-id")
    )


def told(entries: Iterable[Entry], *, with_people: bool) -> list[Told]:
    """Tell the entries of one page, in ten queries however many there are."""
    page = list(entries)
    concerned = _concerned(page) if with_people else {}
    partners = {
        each.reference: each
        for each in Partner.objects.filter(
            reference__in={entry.partner for entry in page if entry.partner}
        )
    }
    words = {
        "areas": {each.code: each.short_name for each in Area.objects.all()},
        "challenges": {each.code: each.short_name for each in Challenge.objects.all()},
        **_vocabularies(),
    }
    return [
        Told(
            entry.on,
            _sentence(entry, concerned.get(entry.subject)),
            [
                *_differences(entry, words),
                *(_private(entry) if with_people else ()),
            ],
            partners.get(entry.partner),
            entry.partner,
            entry.mandate,
            _signer(entry) if with_people else "",
        )
        for entry in page
    ]


def facts_changed(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Difference]:
    """Tell two states of the confirmed facts, in the words of people."""
    words = _vocabularies()
    return list(_differences(Entry(before=before, after=after), words))


def _vocabularies() -> dict[str, dict[str, str]]:
    return {
        "category": {each.code: each.short_name for each in Category.objects.all()},
        "constituency": {each.code: each.name for each in Constituency.objects.all()},
        "country": {each.pk: each.name for each in Country.objects.all()},
        "region": {each.pk: each.name for each in Region.objects.all()},
    }


def _signer(entry: Entry) -> str:
    personal = getattr(entry, "personal", None)
    return personal.values.get("by", "") if personal is not None else ""


def _concerned(page: Sequence[Entry]) -> dict[str, tuple[str, str]]:
    """Return whom each mandate and invitation is about, and in which role."""
    references = [entry.subject.partition(":")[2] for entry in page]
    mandates = Mandate.objects.filter(reference__in=references)
    invitations = Invitation.objects.filter(reference__in=references)
    return {
        each.history_reference: (name, each.get_role_display().lower())
        for each, name in (
            *((each, each.person.name) for each in mandates.select_related("person")),
            *((each, each.name) for each in invitations),
        )
    }


def _sentence(entry: Entry, concerned: tuple[str, str] | None) -> str:
    """Say what happened, and to whom where that may be known and still is."""
    sentence = _SENTENCES.get(entry.verb)
    if sentence is None or concerned is None or not concerned[0]:
        return str(_DONE.get(entry.verb, entry.verb))
    person, role = concerned
    return str(sentence) % {"person": person, "role": role}


def _private(entry: Entry) -> Iterable[Difference]:
    """Tell what is kept beside an entry, to those who may know people."""
    personal = getattr(entry, "personal", None)
    for key, label in _PERSONAL.items():
        if personal is not None and (value := personal.values.get(key)):
            yield Difference(str(label), "", value)


def _differences(
    entry: Entry, words: dict[str, dict[str, str]]
) -> Iterable[Difference]:
    for key, label in _FIELDS.items():
        was, now = entry.before.get(key), entry.after.get(key)
        # An old entry tells a category by a number that says nothing to readers.
        if (was is None and now is None) or isinstance(was or now, int):
            continue
        if _is_multilingual(was) or _is_multilingual(now):
            yield from _by_language(str(label), was, now)
        elif key in words:
            yield Difference(
                str(label), _named(was, words[key]), _named(now, words[key])
            )
        elif key in _DAYS:
            yield Difference(str(label), _day(was), _day(now))
        elif key == "value":
            yield Difference(_register(entry), was or "", now or "")
        else:
            yield Difference(str(label), was or "", now or "")


def _day(value: str | None) -> str:
    return day_in_words(date.fromisoformat(value)) if value else ""


def _is_multilingual(value: Any) -> bool:
    return isinstance(value, dict) and "texts" in value


def _by_language(label: str, was: Any, now: Any) -> Iterable[Difference]:
    before, after = Multilingual.from_json(was), Multilingual.from_json(now)
    # The order is fixed, so that the same change reads the same each time.
    for language in sorted({*before.languages, *after.languages}):
        old, new = before.text_in(language), after.text_in(language)
        if old != new:
            yield Difference(label, old, new, language)


def _named(codes: list[str] | str | None, names: dict[str, str]) -> str:
    listed = [codes] if isinstance(codes, str) else codes or []
    return ", ".join(names.get(code, code) for code in listed)


def _register(entry: Entry) -> str:
    scheme = {**entry.before, **entry.after}.get("scheme", "")
    return str(dict(Identifier.Scheme.choices).get(scheme, _("Number")))
