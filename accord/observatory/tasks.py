"""The jobs of this app, where procrastinate looks for them."""

from accord.observatory.vintages.comparing import compare_job
from accord.observatory.vintages.figures import compile_job
from accord.observatory.vintages.uploads import forget_old_drafts, plan_job

__all__ = ["compare_job", "compile_job", "forget_old_drafts", "plan_job"]
