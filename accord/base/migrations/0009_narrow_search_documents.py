from django.db import migrations


class Migration(migrations.Migration):
    """Keep vectors beside the rows that searches walk through.

    A search reads one row of every match to order and count them, and the vectors of
    the few it ranks. With the vector inside, a row fills a quarter of a page, and a
    very common word reads a page of disk for nearly every match; without it, sixty
    rows share one. PostgreSQL moves a value out only when its row exceeds 2 kB, which
    few vectors do: the padding, of which 35 bytes remain when it is packed, makes
    every row exceed it. Models know nothing of the padding.
    """

    dependencies = [("base", "0008_search_tables")]

    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE search_document
                ADD COLUMN padding text NOT NULL DEFAULT repeat(' ', 2100),
                ALTER COLUMN words SET STORAGE EXTERNAL,
                ALTER COLUMN codes SET STORAGE PLAIN,
                ALTER COLUMN kind SET STORAGE PLAIN,
                ALTER COLUMN key SET STORAGE PLAIN,
                ALTER COLUMN sort_key SET STORAGE PLAIN
            """,
            """
            ALTER TABLE search_document
                DROP COLUMN padding,
                ALTER COLUMN words SET STORAGE EXTENDED,
                ALTER COLUMN codes SET STORAGE EXTENDED,
                ALTER COLUMN kind SET STORAGE EXTENDED,
                ALTER COLUMN key SET STORAGE EXTENDED,
                ALTER COLUMN sort_key SET STORAGE EXTENDED
            """,
        ),
        migrations.RunSQL(
            "ALTER TABLE search_document SET (toast_tuple_target = 128)",
            "ALTER TABLE search_document SET (toast_tuple_target = 8160)",
        ),
    ]
