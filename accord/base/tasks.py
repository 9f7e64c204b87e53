"""Base's own jobs: sealing history and sending what is in the outbox."""

from django.utils import timezone

from accord.base import history, notices
from accord.base.api import idempotency, limits
from accord.base.jobs import job
from accord.base.mail import outbox
from accord.base.search import spelling


@job("seal-history", cron="* * * * *")
def seal_history(timestamp: int) -> None:
    history.seal()


@job("mail-history-head", cron="0 6 * * 1")
def mail_history_head(timestamp: int) -> None:
    """Mail the head of the chain each Monday, so that others hold a copy of it."""
    notices.send_history_head()


@job("send-waiting-mail", cron="* * * * *")
def send_waiting_mail(timestamp: int) -> None:
    """Try again what the mail server has not taken yet."""
    outbox.deliver_all(timezone.now())


@job("forget-api-traces", cron="20 * * * *")
def forget_api_traces(timestamp: int) -> None:
    limits.forget_old()
    idempotency.forget_old()


@job("count-search-words", cron="* * * * *")
def count_search_words(timestamp: int) -> None:
    """Let search propose the spellings of what was just published."""
    while spelling.count_new():
        pass


@job("recount-search-words", cron="15 3 * * *")
def recount_search_words(timestamp: int) -> None:
    """Forget the words of what is no longer public."""
    spelling.recount()
