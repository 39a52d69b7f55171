"""A cohort may be of one phase of its programme: whose donors see its numbers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0062_memoranda'),
        ('trainers', '0023_grade_is_derived'),
    ]

    operations = [
        migrations.AddField(
            model_name='cohort',
            name='phase',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='programmes.phase', verbose_name='phase'),
        ),
    ]
