"""Whoever signs out one of their places leaves a line in the trail."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0082_trail_of_erased_names'),
    ]

    operations = [
        migrations.AlterField(
            model_name='auditentry',
            name='verb',
            field=models.CharField(choices=[('CREATED', 'Created'), ('CHANGED', 'Changed'), ('REMOVED', 'Removed'), ('LINKED', 'Links changed'), ('ADDED_MANY', 'Added in bulk'), ('REMOVED_MANY', 'Removed in bulk'), ('RELEASED', 'Released'), ('WITHDRAWN', 'Withdrawn'), ('CLOSED', 'Period closed'), ('REOPENED', 'Period reopened'), ('INVITED', 'Invited'), ('PASSWORD_SET', 'Password chosen'), ('SIGNED_OUT', 'Signed out everywhere'), ('PLACE_ENDED', 'Signed out in one place'), ('FACTOR_SET', 'Second factor set up'), ('FACTOR_TAKEN', 'Second factor taken away'), ('ANONYMISED', 'Name erased')], max_length=12, verbose_name='verb'),
        ),
    ]
