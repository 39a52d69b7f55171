"""The list of events comes out of an index in its own order, whatever their number."""

from django.db import migrations, models
from django.db.models import F, OrderBy


class Migration(migrations.Migration):
    dependencies = [("programmes", "0010_known_headings")]
    operations = [
        migrations.RemoveIndex(model_name="event", name="events_by_end"),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                OrderBy(F("ends_on"), descending=True, nulls_last=True),
                OrderBy(F("id"), descending=True),
                name="events_newest_first",
            ),
        ),
    ]
