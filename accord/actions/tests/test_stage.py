"""Python and SQL tell the same stage, at the days that matter."""

from datetime import date

import pytest

from accord.actions.models import Action, Stage
from accord.actions.tests.factories import TODAY, make_action

YESTERDAY, TOMORROW = date(2026, 5, 31), date(2026, 6, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "stage"),
    [
        ({"published_on": None}, Stage.DRAFT),
        ({"starts_on": TOMORROW}, Stage.PLANNED),
        ({"starts_on": None}, Stage.PLANNED),
        ({"starts_on": TODAY}, Stage.UNDER_WAY),
        ({"ends_on": TODAY}, Stage.UNDER_WAY),
        ({"ends_on": YESTERDAY}, Stage.ENDED),
        ({"ends_on": None}, Stage.UNDER_WAY),
        ({"withdrawn_on": TODAY, "ends_on": YESTERDAY}, Stage.WITHDRAWN),
    ],
)
def test_python_and_sql_agree_on_the_stage(fields, stage):
    action = make_action(**fields)

    assert action.stage_on(TODAY) == stage
    assert Action.objects.with_stage(TODAY).get().stage == stage
