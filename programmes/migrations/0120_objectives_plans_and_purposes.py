"""What a programme is for, its plans, and what an event was for and what came of it."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0080_person_anonymised_at'),
        ('programmes', '0131_commitments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
            ],
            options={
                'verbose_name': 'instrument',
                'verbose_name_plural': 'instruments',
            },
        ),
        migrations.CreateModel(
            name='EventPurpose',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('venue', models.CharField(blank=True, max_length=200, verbose_name='venue')),
                ('aim', models.TextField(blank=True, max_length=1000, verbose_name='objective, in a sentence or two')),
                ('outcome', models.TextField(blank=True, max_length=1000, verbose_name='outcome, in a sentence or two')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='purpose', to='programmes.event')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
                ('instruments', models.ManyToManyField(blank=True, related_name='+', to='programmes.instrument', verbose_name='instruments promoted')),
            ],
            options={
                'verbose_name': 'purpose of an event',
                'verbose_name_plural': 'purposes of events',
            },
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('kind', models.CharField(choices=[('PILLAR', 'Pillar'), ('PRIORITY', 'Strategic priority'), ('OUTPUT', 'Output'), ('OUTCOME', 'Outcome'), ('IMPACT', 'Impact')], max_length=8, verbose_name='kind')),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('statement', models.CharField(max_length=300, verbose_name='statement')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='place in lists')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('events', models.ManyToManyField(blank=True, related_name='objectives', to='programmes.event', verbose_name='events')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='programmes.objective', verbose_name='contributes to')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='programmes.programme', verbose_name='programme')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'objective',
                'verbose_name_plural': 'objectives',
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('kind', models.CharField(choices=[('ANNUAL', 'Annual Work Plan'), ('STRATEGIC', 'Strategic Action Plan')], default='ANNUAL', max_length=9, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='programmes.programme', verbose_name='programme')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'plan',
                'verbose_name_plural': 'plans',
            },
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('title', models.CharField(max_length=300, verbose_name='activity')),
                ('quarter', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='quarter')),
                ('state', models.CharField(choices=[('PLANNED', 'Planned'), ('DONE', 'Done'), ('MOVED', 'Moved'), ('DROPPED', 'Dropped')], default='PLANNED', max_length=8, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why it was moved or dropped')),
                ('outcome', models.CharField(blank=True, max_length=300, verbose_name='what was done')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('events', models.ManyToManyField(blank=True, related_name='plan_items', to='programmes.event', verbose_name='events that delivered it')),
                ('objectives', models.ManyToManyField(blank=True, related_name='+', to='programmes.objective', verbose_name='priorities and objectives')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='owner')),
                ('pillar', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_items', to='programmes.objective', verbose_name='pillar')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='programmes.plan', verbose_name='plan')),
                ('sponsor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='sponsor')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'planned activity',
                'verbose_name_plural': 'planned activities',
            },
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='objective_code_once_per_programme', violation_error_message='The programme has an objective with this code.'),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('pk')), _negated=True), _connector='OR'), name='objective_not_part_of_itself', violation_error_message='An objective cannot contribute to itself.'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='plan_ends_after_start', violation_error_message='A plan cannot end before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'ANNUAL')), expressions=[(models.Func(models.F('programme'), models.F('programme'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange'), '&&')], name='plan_once_per_year', violation_error_message='The programme has an Annual Work Plan for these days.'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'STRATEGIC')), fields=('programme', 'starts_on'), name='plan_once_per_first_day', violation_error_message='The programme has a Strategic Action Plan from this day on.'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.UniqueConstraint(fields=('plan', 'title', 'quarter'), name='plan_item_once_per_quarter', nulls_distinct=False, violation_error_message='The plan has this activity in this quarter.'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(('quarter__isnull', True), ('quarter__range', (1, 4)), _connector='OR'), name='plan_item_quarter_of_a_year', violation_error_message='A year has the quarters 1 to 4.'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['MOVED', 'DROPPED']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='plan_item_moved_with_reason', violation_error_message='Say why it was moved or dropped.'),
        ),
    ]
