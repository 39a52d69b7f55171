import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0071_emails_in_small_letters")]
    operations = [
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="account_email_in_small_letters",
                violation_error_message="Write the e-mail in small letters.",
            ),
        )
    ]
