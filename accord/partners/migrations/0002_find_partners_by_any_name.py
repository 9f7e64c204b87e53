from django.db import migrations, models

from accord.base.sorting import sort_key


def write_keys(apps, schema_editor):
    partners = apps.get_model("partners", "Partner")
    for partner in partners.objects.all():
        partner.sort_names = {
            language: sort_key(partner.name.text_in(language))[:300]
            for language in partner.name.languages
        }
        keys = [*partner.sort_names.values(), sort_key(partner.short_name)]
        partner.search_key = "\n".join(key for key in keys if key)
        partner.save(update_fields=["sort_names", "search_key"])


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="partner",
            name="sort_names",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="partner",
            name="search_key",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop),
    ]
