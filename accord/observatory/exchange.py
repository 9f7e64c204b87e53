"""The columns of the list of indicators."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from accord.base.exchange.columns import Column, Kind, texts
from accord.base.exchange.datasets import Dataset
from accord.observatory import describing


def indicator_columns(languages: Sequence[str]) -> list[Column]:
    """Return the columns of the list of indicators."""
    return [
        Column("code", _("Code"), Kind.CODE, "code"),
        *texts("name", _("Name"), languages, value=lambda record: record["names"]),
        *texts(
            "definition",
            _("Definition"),
            languages,
            value=lambda record: record["definition"],
        ),
        Column(
            "unit",
            _("Unit"),
            Kind.CODE,
            "unit",
            value=lambda told: told["unit"]["code"],
        ),
        Column("polarity", _("Which way is better"), Kind.NUMBER, "polarity"),
        Column("challenges", _("Challenges"), Kind.CODES, "challenges"),
        Column("pillar", _("Pillar of social justice"), Kind.CODE, "pillar"),
        Column(
            "global_indicator", _("Global indicator"), Kind.CODE, "global_indicator"
        ),
        Column("countries", _("Countries with a value"), Kind.NUMBER, "countries"),
        Column("first_year", _("First year"), Kind.NUMBER, "first_year"),
        Column("last_year", _("Last year"), Kind.NUMBER, "last_year"),
        Column("sources", _("Sources"), Kind.CODES, "sources"),
        Column("url", _("Address"), Kind.TEXT, "url"),
    ]


INDICATORS = Dataset(
    name="indicators",
    title=_("Indicators"),
    columns=indicator_columns,
    project=describing.indicators,
)
