"""The strands of work a programme has."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('programmes', '0170_follow_up_surveys'),
    ]

    operations = [
        migrations.CreateModel(
            name='Strand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, verbose_name='code')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('named_by', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='place in lists')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='strands', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'strand of work',
                'verbose_name_plural': 'strands of work',
            },
        ),
        migrations.AddConstraint(
            model_name='strand',
            constraint=models.UniqueConstraint(fields=('programme', 'slug'), name='strand_once'),
        ),
    ]
