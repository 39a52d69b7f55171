"""The fact sets of events and of turnout become tables; sums of them get a place."""

from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

EVENTS = import_module("reports.migrations.0002_fact_views").EVENTS


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0001_initial'),
        ('programmes', '0001_initial'),
        ('reports', '0003_editions_and_modes'),
    ]

    operations = [
        migrations.RunSQL("DROP VIEW reports_eventfact", EVENTS),
        migrations.DeleteModel(name='EventFact'),
        migrations.CreateModel(
            name='EventFact',
            fields=[
                ('event', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='fact', serialize=False, to='programmes.event')),
                ('state', models.CharField(choices=[('PLANNED', 'Planned'), ('CONFIRMED', 'Confirmed'), ('HELD', 'Held'), ('POSTPONED', 'Postponed'), ('CANCELLED', 'Cancelled')], max_length=10)),
                ('kind', models.CharField(choices=[('WORKSHOP', 'Workshop'), ('TRAINING', 'Training course'), ('SEMINAR', 'Seminar'), ('WEBINAR', 'Webinar'), ('WORKING_GROUP', 'Working Group activity'), ('ACCREDITATION', 'Accreditation workshop'), ('MISSION', 'Mission'), ('FELLOWSHIP', 'Fellowship or attachment'), ('HANDOVER', 'Handover'), ('DIALOGUE', 'Dialogue'), ('CONFERENCE', 'Conference'), ('MEETING', 'Meeting')], max_length=16)),
                ('level', models.CharField(choices=[('NATIONAL', 'National'), ('SUB_REGIONAL', 'Sub-regional'), ('REGIONAL', 'Regional'), ('GLOBAL', 'Global'), ('NOT_STATED', 'Not stated')], max_length=14)),
                ('mode', models.CharField(choices=[('IN_PERSON', 'In person'), ('ONLINE', 'Online'), ('HYBRID', 'Hybrid'), ('NOT_STATED', 'Not stated')], max_length=12)),
                ('counts_from', models.DateField(null=True)),
                ('counts_to', models.DateField(null=True)),
                ('is_umbrella', models.BooleanField()),
                ('has_participants', models.BooleanField()),
                ('hours', models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                ('stated_administrations', models.IntegerField(null=True)),
                ('stated_accuracy', models.CharField(choices=[('EXACT', 'Exact'), ('AT_LEAST', 'At least'), ('ABOUT', 'About')], max_length=10)),
                ('unnamed_administrations', models.IntegerField(null=True)),
            ],
            options={
                'db_table': 'reports_eventfact',
                'indexes': [models.Index(fields=['counts_to', 'counts_from'], name='event_facts_by_date')],
            },
        ),
        migrations.CreateModel(
            name='ChangedSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=9)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name='CountedSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=9, unique=True)),
                ('counted_at', models.DateTimeField()),
                ('checksum', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='EventSum',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('grain', models.CharField(max_length=40)),
                ('key_1', models.CharField(max_length=20, null=True)),
                ('key_2', models.CharField(max_length=20, null=True)),
                ('events', models.BigIntegerField(null=True)),
                ('hours', models.DecimalField(decimal_places=1, max_digits=14, null=True)),
                ('events_without_hours', models.BigIntegerField(null=True)),
                ('events_without_people', models.BigIntegerField(null=True)),
                ('stated_most', models.BigIntegerField(null=True)),
                ('stated_without_names', models.BigIntegerField(null=True)),
                ('stated_about', models.BigIntegerField(null=True)),
                ('stated_at_least', models.BigIntegerField(null=True)),
                ('span', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.countedspan')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['grain', 'key_1', 'span'], name='event_sums_by_grain')],
            },
        ),
        migrations.CreateModel(
            name='TurnoutFact',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('WORKSHOP', 'Workshop'), ('TRAINING', 'Training course'), ('SEMINAR', 'Seminar'), ('WEBINAR', 'Webinar'), ('WORKING_GROUP', 'Working Group activity'), ('ACCREDITATION', 'Accreditation workshop'), ('MISSION', 'Mission'), ('FELLOWSHIP', 'Fellowship or attachment'), ('HANDOVER', 'Handover'), ('DIALOGUE', 'Dialogue'), ('CONFERENCE', 'Conference'), ('MEETING', 'Meeting')], max_length=16)),
                ('level', models.CharField(choices=[('NATIONAL', 'National'), ('SUB_REGIONAL', 'Sub-regional'), ('REGIONAL', 'Regional'), ('GLOBAL', 'Global'), ('NOT_STATED', 'Not stated')], max_length=14)),
                ('mode', models.CharField(choices=[('IN_PERSON', 'In person'), ('ONLINE', 'Online'), ('HYBRID', 'Hybrid'), ('NOT_STATED', 'Not stated')], max_length=12)),
                ('counts_from', models.DateField(null=True)),
                ('counts_to', models.DateField(null=True)),
                ('event_seats', models.IntegerField(null=True)),
                ('seats', models.IntegerField(null=True)),
                ('seats_without_names', models.IntegerField(null=True)),
                ('rows_about', models.IntegerField()),
                ('rows_at_least', models.IntegerField()),
                ('rows_without_people', models.IntegerField()),
                ('named', models.IntegerField()),
                ('completed', models.IntegerField()),
                ('stated', models.IntegerField(null=True)),
                ('women', models.IntegerField(null=True)),
                ('persons', models.BinaryField(null=True)),
                ('administration', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.administration')),
                ('event', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programmes.event')),
            ],
            options={
                'db_table': 'reports_turnoutfact',
                'indexes': [models.Index(models.F('counts_to'), models.F('counts_from'), name='turnout_by_date'), models.Index(models.F('administration'), models.F('counts_to'), name='turnout_by_administration')],
                'constraints': [models.UniqueConstraint(fields=('event', 'administration'), name='turnout_once_per_administration', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='TurnoutSum',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('grain', models.CharField(max_length=40)),
                ('key_1', models.CharField(max_length=20, null=True)),
                ('key_2', models.CharField(max_length=20, null=True)),
                ('seats', models.BigIntegerField(null=True)),
                ('seats_about', models.BigIntegerField(null=True)),
                ('seats_at_least', models.BigIntegerField(null=True)),
                ('rows_without_people', models.BigIntegerField(null=True)),
                ('seats_at_one_event', models.BigIntegerField(null=True)),
                ('seats_from_one', models.BigIntegerField(null=True)),
                ('seats_without_names', models.BigIntegerField(null=True)),
                ('stated_sex', models.BigIntegerField(null=True)),
                ('women', models.BigIntegerField(null=True)),
                ('named_seats', models.BigIntegerField(null=True)),
                ('completed', models.BigIntegerField(null=True)),
                ('persons', models.BinaryField(null=True)),
                ('persons_number', models.BigIntegerField(null=True)),
                ('administrations', models.BinaryField(null=True)),
                ('administrations_number', models.BigIntegerField(null=True)),
                ('span', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.countedspan')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['grain', 'key_1', 'span'], name='turnout_sums_by_grain')],
            },
        ),
    ]
