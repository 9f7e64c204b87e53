"""The table of the shared cache, where rate limits are counted."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("base", "0002_history_cannot_be_changed")]

    operations = [
        migrations.RunPython(create, migrations.RunPython.noop, elidable=False),
    ]
