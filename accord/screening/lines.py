"""A case as one line of a list: whose, where it stands, with whom, since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from accord.atlas.models import Category, Country
from accord.joining.models import State as ApplicationState
from accord.screening import subject
from accord.screening.models import Case, State


@dataclass(frozen=True, slots=True)
class Line:
    case: Case
    about: subject.Subject
    category: str
    country: str
    is_asked: bool
    # For how many whole days it has waited for its next step.
    age: int
    is_late: bool

    @property
    def url(self) -> str:
        return reverse("screening:case", args=[self.case.reference])


def lines(cases: Iterable[Case], today: date) -> list[Line]:
    """Return cases with the words of a list, in two more queries for all of them."""
    categories = {each.code: str(each.name) for each in Category.objects.all()}
    countries = {each.pk: str(each.name) for each in Country.objects.all()}
    made = []
    for case in cases:
        about = subject.of(case)
        waits = case.state in {State.OPEN, State.RECOMMENDED}
        made.append(
            Line(
                case,
                about,
                categories.get(about.category, about.category),
                countries.get(about.country, about.country),
                is_asked(case),
                max((today - timezone.localdate(case.moved_at)).days, 0),
                waits and case.due_on is not None and case.due_on < today,
            )
        )
    return made


def line(case: Case, today: date) -> Line:
    return lines([case], today)[0]


def is_asked(case: Case) -> bool:
    """Say whether the case waits for an answer of the applicant."""
    return (
        case.state == State.OPEN
        and case.application is not None
        and case.application.state == ApplicationState.ASKED
    )
