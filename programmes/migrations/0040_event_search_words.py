import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import office.searching
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0031_participations_by_organisation")]

    operations = [
        migrations.AddField(
            "event",
            "search_words",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, editable=False, size=None
            ),
        ),
        migrations.AddIndex(
            "event",
            django.contrib.postgres.indexes.GinIndex(
                office.searching.Words("search_words"), name="events_by_search_words"
            ),
        ),
    ]
