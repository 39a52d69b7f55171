from django.db import migrations, models

VERBS = [
    ("CREATED", "Created"),
    ("CHANGED", "Changed"),
    ("REMOVED", "Removed"),
    ("LINKED", "Links changed"),
    ("ADDED_MANY", "Added in bulk"),
    ("REMOVED_MANY", "Removed in bulk"),
    ("RELEASED", "Released"),
    ("WITHDRAWN", "Withdrawn"),
    ("CLOSED", "Period closed"),
    ("REOPENED", "Period reopened"),
    ("INVITED", "Invited"),
    ("PASSWORD_SET", "Password chosen"),
    ("SIGNED_OUT", "Signed out everywhere"),
    ("FACTOR_SET", "Second factor set up"),
    ("FACTOR_TAKEN", "Second factor taken away"),
]


class Migration(migrations.Migration):
    dependencies = [("office", "0070_secret_of_a_mail")]
    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="verb",
            field=models.CharField(choices=VERBS, max_length=12, verbose_name="verb"),
        )
    ]
