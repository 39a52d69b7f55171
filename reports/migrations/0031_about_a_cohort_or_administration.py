import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0080_person_anonymised_at'),
        ('trainers', '0023_grade_is_derived'),
        ('reports', '0030_kind_of_document'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='cohort',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='trainers.cohort'),
        ),
        migrations.AddField(
            model_name='edition',
            name='administration',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions_about', to='members.administration'),
        ),
    ]
