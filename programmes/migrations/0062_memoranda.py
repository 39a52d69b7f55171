"""Memoranda that several sign: their kind, parties, source, and how exactly their days are known."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0080_person_anonymised_at'),
        ('programmes', '0061_agreements'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreement',
            name='kind',
            field=models.CharField(choices=[('GRANT', 'Agreement with a donor'), ('COOPERATION', 'Memorandum of Cooperation'), ('AGREEMENT', 'Memorandum of Agreement'), ('NOTES', 'Exchange of notes')], default='GRANT', max_length=12, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='note',
            field=models.CharField(blank=True, max_length=500, verbose_name='note'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='parties',
            field=models.ManyToManyField(blank=True, related_name='+', to='members.organisation', verbose_name='who else signed'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='precision',
            field=models.CharField(choices=[('DAY', 'Day'), ('MONTH', 'Month only'), ('YEAR', 'Year only'), ('NONE', 'Not recorded')], default='DAY', max_length=5, verbose_name='days known to the'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='source',
            field=models.CharField(blank=True, max_length=500, verbose_name='published at'),
        ),
        migrations.AlterField(
            model_name='agreement',
            name='smallest',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(1000)], verbose_name='smallest group told'),
        ),
    ]
