"""Kinds of equipment, systems, and the components of a programme."""
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0111_national_statistics'),
    ]

    operations = [
        migrations.CreateModel(
            name='ItemType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('unit', models.CharField(max_length=40, verbose_name='counted in')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='place in lists')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
            ],
            options={
                'verbose_name': 'kind of equipment',
                'verbose_name_plural': 'kinds of equipment',
            },
        ),
        migrations.CreateModel(
            name='System',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='place in lists')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
            ],
            options={
                'verbose_name': 'system',
                'verbose_name_plural': 'systems',
            },
        ),
        migrations.CreateModel(
            name='Component',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='place in lists')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('phases', models.ManyToManyField(blank=True, related_name='components', to='programmes.phase')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='components', to='programmes.programme')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.topic')),
            ],
            options={
                'verbose_name': 'component',
                'verbose_name_plural': 'components',
                'constraints': [models.UniqueConstraint(fields=('programme', 'topic'), name='component_once')],
            },
        ),
    ]
