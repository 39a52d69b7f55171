"""Who works in a programme, whether they signed an agreement or not."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('members', '0080_person_anonymised_at'),
        ('programmes', '0141_strands_of_events'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('part', models.CharField(max_length=300, verbose_name='what it does')),
                ('since_on', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='place in lists')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partner_of', to='members.organisation', verbose_name='organisation')),
                ('phase', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='programmes.phase', verbose_name='phase')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='programmes.programme', verbose_name='programme')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'partner of a programme',
                'verbose_name_plural': 'partners of a programme',
                'constraints': [models.UniqueConstraint(fields=('programme', 'phase', 'organisation'), name='partner_once', nulls_distinct=False, violation_error_message='This organisation is a partner there already.'), models.CheckConstraint(condition=models.Q(('since_on__isnull', True), ('until_on__isnull', True), ('until_on__gte', models.F('since_on')), _connector='OR'), name='partner_until_after_since', violation_error_message='The last day cannot be before the first day.')],
            },
        ),
    ]
