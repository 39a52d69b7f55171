from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [
        migrations.AddField(
            "posting",
            "staff_number",
            models.CharField(blank=True, max_length=40, verbose_name="staff number"),
        ),
        migrations.AddField(
            "posting",
            "staff_key",
            models.CharField(blank=True, default="", editable=False, max_length=40),
        ),
        migrations.AddIndex(
            "posting",
            models.Index(
                condition=models.Q(("staff_key", ""), _negated=True),
                fields=["organisation", "staff_key"],
                name="postings_by_staff_number",
            ),
        ),
    ]
