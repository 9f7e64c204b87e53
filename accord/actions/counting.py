"""How many actions of a set stand under each value of a filter, in one query.

The set is worked out once, as a narrow table of its own; every filter counts that.
"""

from collections.abc import Collection

from django.db import connection

from accord.actions.querysets import ActionQuerySet

Counts = dict[str, dict[str, int]]

_MATCHING = ("pk", "kind", "lead__constituency__code", "stage", "original_language")
_BY_VALUE = {
    "kind": "SELECT 'kind', kind, count(*) FROM matching GROUP BY kind",
    "stage": "SELECT 'stage', stage, count(*) FROM matching GROUP BY stage",
    "constituency": """
        SELECT 'constituency', constituency, count(*)
        FROM matching
        GROUP BY constituency
    """,
    "language": """
        SELECT 'language', language, count(*)
        FROM matching
        GROUP BY language
    """,
    "area": """
        SELECT 'area', area.code, count(*)
        FROM matching
        JOIN actions_action_areas AS link ON link.action_id = matching.id
        JOIN atlas_area AS area ON area.id = link.area_id
        GROUP BY area.code
    """,
    "challenge": """
        SELECT 'challenge', challenge.code, count(*)
        FROM matching
        JOIN actions_action_challenges AS link ON link.action_id = matching.id
        JOIN atlas_challenge AS challenge ON challenge.id = link.challenge_id
        GROUP BY challenge.code
    """,
    "country": """
        SELECT 'country', link.country_id, count(*)
        FROM matching
        JOIN actions_action_countries AS link ON link.action_id = matching.id
        GROUP BY link.country_id
    """,
    # Two countries of one region count its action once.
    "region": """
        SELECT 'region', region, count(*)
        FROM (
            SELECT DISTINCT matching.id, country.region_id AS region
            FROM matching
            JOIN actions_action_countries AS link ON link.action_id = matching.id
            JOIN atlas_country AS country ON country.iso3 = link.country_id
        ) AS here
        GROUP BY region
    """,
}


def counts_of(found: ActionQuerySet, filters: Collection[str]) -> Counts:
    """Return, by filter and value, how many actions of `found` there are.

    `found` carries its stage and its `original_language`.
    """
    counts: Counts = {name: {} for name in filters}
    if not filters:
        return counts
    matching, values = found.order_by().values_list(*_MATCHING).query.sql_with_params()
    asked = " UNION ALL ".join(_BY_VALUE[name] for name in filters)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH matching (id, kind, constituency, stage, language)"
            f" AS MATERIALIZED ({matching}) {asked}",
            values,
        )
        for name, value, total in cursor.fetchall():
            if value:
                counts[name][value] = total
    return counts
