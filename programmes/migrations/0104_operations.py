"""Operations administrations carry out together, and what was seized."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0080_person_anonymised_at'),
        ('programmes', '0103_systems'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Operation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('planned_on', models.DateField(blank=True, null=True, verbose_name='planning meeting on')),
                ('briefed_on', models.DateField(blank=True, null=True, verbose_name='briefing on')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='operation from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='operation until')),
                ('debriefed_on', models.DateField(blank=True, null=True, verbose_name='debriefing on')),
                ('units_trained', models.PositiveIntegerField(blank=True, null=True, verbose_name='units trained before')),
                ('messages', models.PositiveIntegerField(blank=True, null=True, verbose_name='messages exchanged')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('administrations', models.ManyToManyField(related_name='operations', to='members.administration', verbose_name='administrations')),
                ('briefing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.event', verbose_name='briefing')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('debriefing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.event', verbose_name='debriefing')),
                ('partners', models.ManyToManyField(blank=True, related_name='+', to='members.organisation', verbose_name='coordinated with')),
                ('phase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='operations', to='programmes.phase', verbose_name='phase')),
                ('planning', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.event', verbose_name='planning meeting')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='operations', to='programmes.programme', verbose_name='programme')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.topic', verbose_name='component')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'operation',
                'verbose_name_plural': 'operations',
            },
        ),
        migrations.CreateModel(
            name='Seizure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('commodity', models.CharField(max_length=120, verbose_name='commodity')),
                ('seizures', models.PositiveIntegerField(blank=True, null=True, verbose_name='number of seizures')),
                ('quantity', models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True, verbose_name='quantity')),
                ('measured_in', models.CharField(blank=True, choices=[('KILOGRAM', 'kilograms'), ('LITRE', 'litres'), ('PIECE', 'pieces'), ('ROUND', 'rounds of ammunition'), ('TABLET', 'tablets'), ('PACKAGE', 'packages')], max_length=10, verbose_name='measured in')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('administration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.administration', verbose_name='administration')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('operation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seizures', to='programmes.operation', verbose_name='operation')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'seizure',
                'verbose_name_plural': 'seizures',
            },
        ),
        migrations.AddConstraint(
            model_name='operation',
            constraint=models.UniqueConstraint(fields=('programme', 'name'), name='operation_name_once', violation_error_message='The programme has an operation of this name.'),
        ),
        migrations.AddConstraint(
            model_name='operation',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), models.Q(('ends_on__gte', models.F('starts_on')), ('starts_on__isnull', False)), _connector='OR'), name='operation_ends_after_start', violation_error_message='The last day cannot be before the first day.'),
        ),
        migrations.AddConstraint(
            model_name='operation',
            constraint=models.CheckConstraint(condition=models.Q(('planned_on__isnull', True), ('starts_on__isnull', True), ('planned_on__lte', models.F('starts_on')), _connector='OR'), name='operation_planned_before_start', violation_error_message='An operation is planned before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='operation',
            constraint=models.CheckConstraint(condition=models.Q(('briefed_on__isnull', True), ('starts_on__isnull', True), ('briefed_on__lte', models.F('starts_on')), _connector='OR'), name='operation_briefed_before_start', violation_error_message='Those taking part are briefed before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='operation',
            constraint=models.CheckConstraint(condition=models.Q(('debriefed_on__isnull', True), ('starts_on__isnull', True), ('debriefed_on__gte', models.F('starts_on')), _connector='OR'), name='operation_debriefed_after_start', violation_error_message='A debriefing comes after the start.'),
        ),
        migrations.AddConstraint(
            model_name='seizure',
            constraint=models.UniqueConstraint(fields=('operation', 'administration', 'commodity', 'measured_in'), name='seizure_once_per_commodity', nulls_distinct=False, violation_error_message='This commodity is entered already.'),
        ),
        migrations.AddConstraint(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(('seizures__isnull', False), ('quantity__isnull', False), _connector='OR'), name='seizure_says_something', violation_error_message='Give a number of seizures, a quantity, or both.'),
        ),
        migrations.AddConstraint(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('measured_in', ''), ('quantity__isnull', True)), models.Q(('quantity__gt', 0), models.Q(('measured_in', ''), _negated=True)), _connector='OR'), name='seizure_quantity_has_unit', violation_error_message='A quantity is more than zero, and has its unit.'),
        ),
    ]
