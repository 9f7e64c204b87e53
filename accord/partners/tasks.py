"""The jobs of this app, where procrastinate looks for them."""

from accord.partners.sheets.intake import step_job

__all__ = ["step_job"]
