"""Questions that other apps put to this one."""

from accord.accounts.personal.consent import agreement, consent

__all__ = ["agreement", "consent"]
