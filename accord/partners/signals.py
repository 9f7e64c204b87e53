"""What partners announces, after commit."""

from django.dispatch import Signal

# Arguments: partner, by.
partner_admitted = Signal()
