import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0031_about_a_cohort_or_administration'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='edition', name='edition_number_once_per_programme'),
        migrations.AlterField(
            model_name='edition',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='programmes.programme'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('programme', 'number'), name='edition_number_once_per_programme', nulls_distinct=False),
        ),
    ]
