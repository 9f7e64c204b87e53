"""The columns of a table of texts. Their paragraphs are in JSON alone."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accord.base.exchange.columns import Column, Kind, texts
from accord.base.exchange.datasets import Dataset
from accord.base.projecting import Projection
from accord.texts.models import Text
from accord.texts.projection import project


def columns(languages: Sequence[str]) -> list[Column]:
    return [
        Column("reference", _("Reference"), Kind.CODE, "reference"),
        Column("kind", _("Kind"), Kind.CODE, "kind"),
        Column("language", _("Language of the original"), Kind.CODE, "language"),
        *texts("title", _("Title"), languages),
        *texts("standfirst", _("Standfirst"), languages),
        *texts("summary", _("Summary"), languages),
        Column("dated_on", _("Date"), Kind.DAY, "dated_on"),
        Column(
            "languages",
            _("Languages it can be read in"),
            Kind.CODES,
            "versions",
            value=lambda record: [each["language"] for each in record["versions"]],
        ),
        Column("updated_at", _("Last changed at"), Kind.MOMENT, "updated_at"),
        Column("version", _("Version"), Kind.NUMBER, "version"),
        Column("id", _("Permanent address"), Kind.TEXT, "id"),
        Column("url", _("Address"), Kind.TEXT, "url"),
        Column("sample", _("Sample data"), Kind.YES_NO, "sample"),
    ]


def _project(records: Sequence[Text]) -> list[Projection]:
    return project(records, on=timezone.localdate())


TEXTS = Dataset(name="texts", title=_("Texts"), columns=columns, project=_project)
NEWS = Dataset(name="news", title=_("News"), columns=columns, project=_project)
