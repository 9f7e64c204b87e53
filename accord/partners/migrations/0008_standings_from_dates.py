from django.db import migrations


def write_standings(apps, schema_editor):
    """Give each partner that has none the stay that its dates tell."""
    standings = apps.get_model("partners", "Standing").objects
    partners = apps.get_model("partners", "Partner").objects
    standings.bulk_create(
        standings.model(
            partner=partner,
            since=partner.joined_on,
            until=partner.left_on,
            category_id=partner.category_id,
            constituency_id=partner.constituency_id,
            country_id=partner.country_id,
        )
        for partner in partners.filter(standings=None)
        if partner.left_on is None or partner.left_on > partner.joined_on
    )


class Migration(migrations.Migration):
    dependencies = [("partners", "0007_lives_of_partners")]

    operations = [migrations.RunPython(write_standings, migrations.RunPython.noop)]
