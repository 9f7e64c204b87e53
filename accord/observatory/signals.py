"""What this app announces, each after its transaction has committed.

Whoever compiles the figures listens: after each of these, other vintages count.
Sent with `vintage` and `by` (an Actor).
"""

from django.dispatch import Signal

vintage_imported = Signal()
vintage_set_aside = Signal()
vintage_taken_back = Signal()
