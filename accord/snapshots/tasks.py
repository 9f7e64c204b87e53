"""The nightly snapshot."""

from datetime import UTC, datetime

from accord.base.actor import Actor
from accord.base.jobs import job
from accord.snapshots import operations


@job("publish-snapshot", cron="15 2 * * *")
def publish_snapshot(timestamp: int) -> None:
    """Publish the day's snapshot; one that was made by hand meanwhile is enough."""
    operations.publish(by=Actor.anonymous(), at=datetime.now(UTC))
