"""Which events an organisation was at, answered from one index in the place of the one before."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0030_events_newest_first")]
    operations = [
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(
                fields=["organisation", "event"], include=["state"], name="participations_by_organisation"
            ),
        ),
        migrations.AlterField(
            model_name="participation",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="participations",
                to="members.organisation",
                verbose_name="administration or organisation",
            ),
        ),
    ]
