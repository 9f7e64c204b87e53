"""Whom a case is about: an applicant or a partner, in the same words."""

from dataclasses import dataclass

from accord.joining.models import Application
from accord.joining.reading import facts
from accord.partners.models import Partner
from accord.screening.models import Case


@dataclass(frozen=True, slots=True)
class Subject:
    """An organization. `category` and `country` are codes of the atlas."""

    names: dict[str, str]
    category: str
    country: str
    website: str
    # In which language letters reach them.
    language: str
    # Who signs for it, as they are addressed.
    signatory: str = ""

    @property
    def name(self) -> str:
        """The name in the organization's own language, or the first there is."""
        return self.name_in(self.language)

    def name_in(self, language: str) -> str:
        return self.names.get(language) or next(iter(self.names.values()), "")


def of(case: Case) -> Subject:
    if case.application is not None:
        return of_application(case.application)
    assert case.partner is not None  # noqa: S101  A constraint of the table.
    return _of_partner(case.partner)


def of_application(application: Application) -> Subject:
    told = facts(application, usual={})
    signing = [each.name for each in told.people if each.role == "signatory"]
    return Subject(
        names=dict(told.names),
        category=told.category,
        country=told.country,
        website=told.website,
        language=application.language,
        signatory=signing[0] if signing else "",
    )


def _of_partner(partner: Partner) -> Subject:
    return Subject(
        names={each: partner.name.text_in(each) for each in partner.name.languages},
        category=partner.category.code,
        country=partner.country_id or "",
        website=partner.website,
        language=partner.name.original_language,
    )
