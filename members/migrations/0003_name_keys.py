import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.functions.text
import office.searching
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0002_staff_numbers")]

    operations = [
        migrations.AddField(
            "person",
            "name_keys",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), blank=True, default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            "person",
            "name_words",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, editable=False, size=None
            ),
        ),
        migrations.AddIndex(
            "person",
            django.contrib.postgres.indexes.GinIndex(fields=["name_keys"], name="people_by_name_keys"),
        ),
        migrations.AddIndex(
            "person",
            django.contrib.postgres.indexes.GinIndex(
                office.searching.Words("name_words"), name="people_by_name_words"
            ),
        ),
        migrations.AddIndex(
            "person",
            models.Index(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="people_by_email",
            ),
        ),
    ]
