"""What texts announce, after the change is committed."""

from django.dispatch import Signal

# Sent with `text`, `version` and `by`.
text_published = Signal()
# Sent with `text`, `language` and `by`.
text_unpublished = Signal()
