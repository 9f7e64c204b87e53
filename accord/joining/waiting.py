"""What waits on applicants: questions of the office that are not answered yet."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.base.actor import Actor
from accord.base.waiting import Drafted, On, Recipient, Source, Waiting
from accord.joining.models import Question, State


def _for_office(reader: Actor, on: date) -> Iterable[Waiting]:
    """Tell screeners which applicants have not answered; nobody else knows of it."""
    if not reader.has_duty("screener", on):
        return []
    waiting = Question.objects.filter(
        answered_at=None, application__state=State.ASKED
    ).select_related("application")
    return [_waiting(each) for each in waiting]


def _waiting(question: Question) -> Waiting:
    application = question.application
    return Waiting(
        key=f"joining:{application.reference}:answer:{question.pk}",
        kind="question",
        title=_("Question about %(reference)s has no answer")
        % {"reference": application.reference},
        url=reverse("joining:about"),
        organization=application.organization,
        on=On.APPLICANT,
        since=question.asked_at,
        whom=application.reference or "",
        due=question.due_on,
        message=Drafted(
            "joining/emails/reminder.txt",
            {
                "reference": application.reference,
                "organization": application.organization,
                "text": question.text,
                "due_on": question.due_on,
            },
            (Recipient(application.email, "", application.language),),
        ),
    )


SOURCE = Source(
    kind="question",
    label=gettext_lazy("Questions to applicants"),
    for_office=_for_office,
)
