"""Fill a database with the sample coalition and many actions."""

import sys

from django.core.management import call_command
from django.db import connection

COPIED = (
    "kind, title, summary, lead_id, starts_on, ends_on, budget, currency, created_on,"
    " published_on, withdrawn_on, withdrawal_reason, is_sample, sort_title, search_key,"
    " version"
)
LISTS = ("countries", "areas", "challenges", "targets", "groups")


def fill(actions: int) -> None:
    """Load vocabularies and sample, then copy published actions up to the number."""
    call_command("migrate", verbosity=0)
    call_command("load_atlas", verbosity=0)
    call_command("load_sample", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copies (old bigint, new bigint)")
        cursor.execute("SELECT count(*) FROM actions_action")
        missing = actions - cursor.fetchone()[0]
        cursor.execute(
            f"""
            WITH originals AS (
                SELECT *, row_number() OVER (ORDER BY id) AS place,
                    count(*) OVER () AS many
                FROM actions_action WHERE published_on IS NOT NULL
            ),
            made AS (
                SELECT o.*, n AS copy FROM generate_series(1, %s) n
                JOIN originals o ON o.place = 1 + (n %% o.many)
            ),
            inserted AS (
                INSERT INTO actions_action (reference, {COPIED})
                SELECT 'ACT-2025-' || 10000 + copy, {COPIED} FROM made
                RETURNING id, reference
            )
            INSERT INTO copies
            SELECT made.id, inserted.id FROM inserted
            JOIN made ON inserted.reference = 'ACT-2025-' || 10000 + made.copy
            """,  # noqa: S608 - constant names of columns
            [missing],
        )
        for name in LISTS:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns "
                "WHERE table_name = %s AND column_name NOT IN ('id', 'action_id')",
                [f"actions_action_{name}"],
            )
            column = cursor.fetchone()[0]
            cursor.execute(
                f"INSERT INTO actions_action_{name} (action_id, {column}) "  # noqa: S608
                f"SELECT copies.new, {column} FROM actions_action_{name} "
                "JOIN copies ON copies.old = action_id"
            )
        cursor.execute(
            "INSERT INTO actions_participation (action_id, partner_id, role) "
            "SELECT copies.new, partner_id, role FROM actions_participation "
            "JOIN copies ON copies.old = action_id"
        )
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    import django

    django.setup()
    fill(int(sys.argv[1]))
