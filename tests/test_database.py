"""Every test starts from the schema that the migrations make."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_a_test_has_a_database_of_its_own():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        (name,) = cursor.fetchone()

    assert name.startswith("test_")
