import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0004_fill_name_keys")]

    operations = [
        migrations.CreateModel(
            name="NotSame",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("described", models.CharField(blank=True, editable=False, max_length=600, verbose_name="description")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("created_by", models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="created by")),
                ("other", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="is_not_either", to="members.person", verbose_name="other person")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="is_not", to="members.person", verbose_name="person")),
                ("updated_by", models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="updated by")),
            ],
            options={
                "verbose_name": "verdict that two are not the same person",
                "verbose_name_plural": "verdicts that two are not the same person",
            },
        ),
        migrations.AddIndex(
            "notsame",
            models.Index(condition=models.Q(("described", ""), _negated=True), fields=["described"], name="not_same_by_description"),
        ),
        migrations.AddConstraint(
            "notsame",
            models.CheckConstraint(condition=models.Q(models.Q(("described", ""), ("other__isnull", False)), models.Q(("other__isnull", True), models.Q(("described", ""), _negated=True)), _connector="OR"), name="not_same_as_person_or_description", violation_error_message="Say whom the person is not: another person, or a description."),
        ),
        migrations.AddConstraint(
            "notsame",
            models.CheckConstraint(condition=models.Q(("other__isnull", True), ("person__lt", models.F("other")), _connector="OR"), name="not_same_earlier_first", violation_error_message="The earlier of two people stands first."),
        ),
        migrations.AddConstraint(
            "notsame",
            models.UniqueConstraint(fields=("person", "other", "described"), name="not_same_said_once", nulls_distinct=False, violation_error_message="This was said before."),
        ),
    ]
