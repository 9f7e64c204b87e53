"""What a database holds, told so that two databases can be compared."""

import psycopg
from psycopg import sql

from accord.config.backup.manifest import Head, Table
from accord.config.postgres import Unavailable

# A row's text must not depend on who asks.
_PLAIN = (
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL bytea_output = 'hex'",
    # A backup may take as long as it takes.
    "SET LOCAL statement_timeout = 0",
)
# A sum does not depend on the order of rows and needs no memory for them.
_TABLE = """
SELECT count(*),
       coalesce(sum(('x' || substr(digest, 1, 16))::bit(64)::bigint::numeric), 0)
       || ':' ||
       coalesce(sum(('x' || substr(digest, 17))::bit(64)::bigint::numeric), 0)
FROM (SELECT md5(t::text) AS digest FROM {} t) AS digests
"""


def connect(address: dict[str, str]) -> psycopg.Connection:
    """Connect; `address` holds PGHOST, PGUSER and the like."""
    names = {
        "PGHOST": "host",
        "PGPORT": "port",
        "PGUSER": "user",
        "PGPASSWORD": "password",
        "PGDATABASE": "dbname",
    }
    words = {names[key]: value for key, value in address.items() if key in names}
    try:
        return psycopg.connect(**words)  # type: ignore[arg-type]
    except psycopg.OperationalError as reason:
        message = f"The database does not answer: {str(reason).strip()}"
        raise Unavailable(message) from reason


def tables_in(connection: psycopg.Connection) -> list[str]:
    found = connection.execute(
        "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE n.nspname = 'public' AND relkind IN ('r', 'p') ORDER BY relname"
    )
    return [name for (name,) in found]


def count(connection: psycopg.Connection) -> dict[str, Table]:
    """Count and digest every table, within the transaction that is open."""
    for setting in _PLAIN:
        connection.execute(setting)  # nosemgrep: sql-from-text
    found = {}
    for name in tables_in(connection):
        question = sql.SQL(_TABLE).format(sql.Identifier(name))
        row = connection.execute(question).fetchone()  # nosemgrep: sql-from-text
        if row is not None:
            found[name] = Table(*row)
    return found


def head(connection: psycopg.Connection) -> Head:
    """Return the end of the chain of history, as the tables hold it."""
    last = connection.execute(
        "SELECT sequence, digest FROM base_seal ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    unsealed = connection.execute(
        "SELECT count(*) FROM base_entry e"
        " WHERE NOT EXISTS (SELECT 1 FROM base_seal s WHERE s.entry_id = e.id)"
    ).fetchone()
    sequence, digest = last or (0, "")
    return Head(sequence, digest, unsealed[0] if unsealed else 0)
