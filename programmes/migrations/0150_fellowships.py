"""Officers of members at work in the office of a programme."""
import datetime
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0080_person_anonymised_at'),
        ('programmes', '0162_indicators_of_records'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Fellowship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('position', models.CharField(blank=True, max_length=200, verbose_name='position')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('mentor', models.CharField(blank=True, max_length=200, verbose_name='mentor')),
                ('objectives', models.TextField(blank=True, verbose_name='objectives')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('state', models.CharField(choices=[('PLANNED', 'Planned'), ('UNDER_WAY', 'Under way'), ('COMPLETED', 'Completed'), ('ENDED_EARLY', 'Ended early'), ('CANCELLED', 'Cancelled')], default='PLANNED', max_length=12, verbose_name='state')),
                ('outcome', models.TextField(blank=True, verbose_name='outcome')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('administration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fellowships', to='members.administration', verbose_name='sent by the administration')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='host office')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fellowships', to='members.person', verbose_name='fellow')),
                ('phase', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fellowships', to='programmes.phase', verbose_name='phase')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fellowships', to='programmes.programme', verbose_name='programme')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'fellowship',
                'verbose_name_plural': 'fellowships',
            },
        ),
        migrations.CreateModel(
            name='FellowshipMilestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('name', models.CharField(max_length=200, verbose_name='milestone')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('reached_on', models.DateField(blank=True, null=True, verbose_name='reached on')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('fellowship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='programmes.fellowship', verbose_name='fellowship')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'milestone of a fellowship',
                'verbose_name_plural': 'milestones of fellowships',
            },
        ),
        migrations.CreateModel(
            name='FellowshipWeek',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('number', models.PositiveSmallIntegerField(verbose_name='week')),
                ('done', models.TextField(blank=True, verbose_name='what was done')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('fellowship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='weeks_logged', to='programmes.fellowship', verbose_name='fellowship')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'week of a fellowship',
                'verbose_name_plural': 'weeks of fellowships',
            },
        ),
        migrations.AddConstraint(
            model_name='fellowship',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='fellowship_ends_after_start', violation_error_message='The last day cannot be before the first day.'),
        ),
        migrations.AddConstraint(
            model_name='fellowship',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__lt', django.db.models.expressions.CombinedExpression(models.F('starts_on'), '+', models.Value(datetime.timedelta(days=182))))), name='fellowship_of_half_a_year_at_most', violation_error_message='A fellowship is of 26 weeks at most.'),
        ),
        migrations.AddConstraint(
            model_name='fellowshipmilestone',
            constraint=models.UniqueConstraint(fields=('fellowship', 'name'), name='fellowship_milestone_once', violation_error_message='This milestone is entered already.'),
        ),
        migrations.AddConstraint(
            model_name='fellowshipweek',
            constraint=models.UniqueConstraint(fields=('fellowship', 'number'), name='fellowship_week_once', violation_error_message='This week is in the log already.'),
        ),
        migrations.AddConstraint(
            model_name='fellowshipweek',
            constraint=models.CheckConstraint(condition=models.Q(('number__range', (1, 26))), name='fellowship_week_is_possible', violation_error_message='Weeks are counted from 1, and there are 26 at most.'),
        ),
    ]
