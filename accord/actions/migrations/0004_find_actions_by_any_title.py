from django.db import migrations, models

from accord.base.sorting import sort_key

BATCH = 500


def write_keys(apps, schema_editor):
    actions = apps.get_model("actions", "Action")
    batch = []
    for action in actions.objects.only("title").iterator(BATCH):
        title = action.title
        keys = (sort_key(title.text_in(language)) for language in title.languages)
        action.search_key = "\n".join(dict.fromkeys(keys))
        batch.append(action)
        if len(batch) == BATCH:
            actions.objects.bulk_update(batch, ["search_key"])
            batch = []
    actions.objects.bulk_update(batch, ["search_key"])


class Migration(migrations.Migration):
    dependencies = [("actions", "0003_import_files")]

    operations = [
        migrations.AddField(
            model_name="action",
            name="search_key",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop),
    ]
