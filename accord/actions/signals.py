"""What this app announces, each after its transaction has committed.

All are sent with `action` and `by` (an Actor).
"""

from django.dispatch import Signal

action_published = Signal()
action_revised = Signal()
action_withdrawn = Signal()
