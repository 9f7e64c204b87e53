"""Actions in the API: read by everyone, written with a partner's key."""

from accord.actions.api.writing import router

__all__ = ["router"]
