"""Jobs of the installation itself."""

from datetime import UTC, datetime

from accord.base.jobs import job
from accord.config.backup import nightly


@job("make-backup", cron="30 1 * * *")
def make_backup(timestamp: int) -> None:
    nightly.make(datetime.now(UTC))
