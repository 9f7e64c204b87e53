"""What joining announces, after commit. Arguments: application, by."""

from django.dispatch import Signal

application_submitted = Signal()
application_answered = Signal()
application_withdrawn = Signal()
