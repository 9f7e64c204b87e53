"""The jobs of this app, where procrastinate looks for them."""

from accord.actions.iati.uploads import import_job, plan_job
from accord.actions.sheets.intake import step_job

__all__ = ["import_job", "plan_job", "step_job"]
