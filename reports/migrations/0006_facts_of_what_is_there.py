"""Facts of the events that are there already. Rows only."""

from django.db import migrations

RENEW_ALL = "SELECT reports_renew_facts((SELECT array_agg(id) FROM programmes_event))"


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_fact_upkeep")]
    operations = [migrations.RunSQL(RENEW_ALL, migrations.RunSQL.noop, elidable=True)]
