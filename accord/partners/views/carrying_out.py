"""A sent form that changes who acts for a partner, carried out once."""

from collections.abc import Callable

from accord.base import submissions
from accord.base.forms import SubmissionForm
from accord.base.requests import Request
from accord.partners import operations

REFUSALS = (
    operations.InvitedAlready,
    operations.LastFocalPoint,
    operations.MandateIsOver,
    operations.NotPending,
)


def carried_out(
    request: Request, form: SubmissionForm, change: Callable[[], object]
) -> bool:
    """Carry out a valid form and say so; what refuses it stands at its head."""
    if request.method != "POST" or not form.is_valid():
        return False

    def once() -> str:
        change()
        return request.path

    try:
        submissions.once(form.cleaned_data["token"], once)
    except REFUSALS as reason:
        form.add_error(None, str(reason))
        return False
    return True
