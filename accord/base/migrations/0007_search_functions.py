"""Tables of search, and the functions that fold words and weigh them."""

from django.db import migrations

# Kept here as they were when this was written: a later change is a later migration.
LETTERS = {
    "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ß": "ss",
    "ẞ": "ss", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d",
    "þ": "th", "Þ": "th", "ı": "i",
}  # fmt: skip
MARKS = r"\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u2060\ufeff"
PARTING = (
    r"\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4"
    r"\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02bc\u060c\u061b\u061f\u066a-\u066d"
    r"\u2010-\u205f\u20a0-\u2bff\u3000-\u3003\u3008-\u3011\ufe00-\ufe0f"
)
CONFIGURATIONS = ("english", "french", "spanish", "arabic", "simple")


def fold() -> str:
    spelt = "folded"
    for letter, plain in LETTERS.items():
        spelt = f"replace({spelt}, '{letter}', '{plain}')"
    spelt = spelt.replace("folded", "$1", 1)
    special = "".join(LETTERS)
    return f"""
        CREATE FUNCTION search_fold(text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
            SELECT lower(regexp_replace(
                CASE WHEN $1 ~ '[^\\u0001-\\u007f]' THEN
                    regexp_replace(
                        normalize(
                            CASE WHEN $1 ~ '[{special}]' THEN {spelt} ELSE $1 END, NFD
                        ),
                        '[{MARKS}]', '', 'g'
                    )
                ELSE $1 END,
                '[{PARTING}]+', ' ', 'g'
            ))
        $body$
    """


def vector() -> str:
    """A text of each configuration and weight, and marks of facet values."""
    parts = [
        f"setweight(to_tsvector('pg_catalog.{name}',"
        f" search_fold(coalesce($1->'{name}'->>'{weight}', ''))), '{weight}')"
        for name in CONFIGURATIONS
        for weight in "ABCD"
    ]
    return f"""
        CREATE FUNCTION search_vector(texts jsonb, marks text[]) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
            SELECT {" || ".join(parts)} || array_to_tsvector($2)
        $body$
    """


class Migration(migrations.Migration):
    dependencies = [("base", "0006_api_answers_for_who_asks_again")]

    operations = [
        migrations.RunSQL(fold(), "DROP FUNCTION search_fold(text)"),
        migrations.RunSQL(vector(), "DROP FUNCTION search_vector(jsonb, text[])"),
    ]
