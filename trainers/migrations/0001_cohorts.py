"""Cohorts of master trainers: their groups, stages, participants and who attended what."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0080_person_anonymised_at'),
        ('programmes', '0060_fold_event_words_anew'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('state', models.CharField(choices=[('PLANNED', 'Planned'), ('RUNNING', 'Under way'), ('FINISHED', 'Finished'), ('STOPPED', 'Stopped before its end')], default='PLANNED', max_length=8, verbose_name='state')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='programmes.programme', verbose_name='programme')),
                ('topics', models.ManyToManyField(related_name='cohorts', to='programmes.topic', verbose_name='topics')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'cohort',
                'verbose_name_plural': 'cohorts',
            },
        ),
        migrations.CreateModel(
            name='CohortAdministration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('since_on', models.DateField(blank=True, null=True, verbose_name='in the group since')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('administration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='members.administration', verbose_name='administration')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='administrations', to='trainers.cohort')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'administration of a cohort',
                'verbose_name_plural': 'administrations of a cohort',
            },
        ),
        migrations.CreateModel(
            name='CohortStage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place in the order')),
                ('kind', models.CharField(choices=[('WORKING_GROUP', 'Working Group'), ('INTERSESSIONAL', 'Intersessional work'), ('OTHER', 'Other')], default='WORKING_GROUP', max_length=14, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('planned_from', models.DateField(blank=True, null=True, verbose_name='planned from')),
                ('planned_to', models.DateField(blank=True, null=True, verbose_name='planned until')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='trainers.cohort')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cohort_stages', to='programmes.event', verbose_name='held as the event')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'stage of a cohort',
                'verbose_name_plural': 'stages of a cohort',
            },
        ),
        migrations.CreateModel(
            name='CohortParticipant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('joined_on', models.DateField(verbose_name='joined')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='left, last day')),
                ('left_reason', models.CharField(blank=True, max_length=300, verbose_name='reason of leaving')),
                ('certified_on', models.DateField(blank=True, null=True, verbose_name='certified')),
                ('is_exception', models.BooleanField(default=False, verbose_name='by exception')),
                ('exception_reason', models.CharField(blank=True, max_length=300, verbose_name='reason of the exception')),
                ('administration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohort_participants', to='members.administration', verbose_name='administration')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participants', to='trainers.cohort')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohort_participants', to='members.person', verbose_name='person')),
                ('replaces', models.OneToOneField(blank=True, error_messages={'unique': 'Somebody else took this place already.'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='trainers.cohortparticipant', verbose_name='in the place of')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
                ('first_stage', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joining', to='trainers.cohortstage', verbose_name='expected from this stage on')),
            ],
            options={
                'verbose_name': 'participant of a cohort',
                'verbose_name_plural': 'participants of a cohort',
            },
        ),
        migrations.CreateModel(
            name='StageAttendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('mark', models.CharField(choices=[('ATTENDED', 'Attended'), ('EXCUSED', 'Excused'), ('MISSED', 'Missed')], max_length=8, verbose_name='attendance')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='trainers.cohortparticipant')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='trainers.cohortstage')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'attendance at a stage',
                'verbose_name_plural': 'attendances at stages',
            },
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.UniqueConstraint(fields=('programme', 'title'), name='cohort_title_once_per_programme', violation_error_message='The programme has a cohort with this title.'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='cohort_ends_after_start', violation_error_message='A cohort cannot end before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='cohortadministration',
            constraint=models.UniqueConstraint(fields=('cohort', 'administration'), name='cohort_administration_once', violation_error_message='The administration is in the group already.'),
        ),
        migrations.AddConstraint(
            model_name='cohortstage',
            constraint=models.UniqueConstraint(fields=('cohort', 'position'), name='cohort_stage_order_once', violation_error_message='Another stage of the cohort has this place in the order.'),
        ),
        migrations.AddConstraint(
            model_name='cohortstage',
            constraint=models.UniqueConstraint(fields=('cohort', 'event'), name='cohort_stage_event_once', violation_error_message='Another stage of the cohort was held as this event.'),
        ),
        migrations.AddConstraint(
            model_name='cohortstage',
            constraint=models.CheckConstraint(condition=models.Q(('planned_from__isnull', True), ('planned_to__isnull', True), ('planned_to__gte', models.F('planned_from')), _connector='OR'), name='cohort_stage_planned_to_after_from', violation_error_message='A stage cannot end before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='cohortstage',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='cohort_stage_order_from_one', violation_error_message='The order begins with 1.'),
        ),
        migrations.AddConstraint(
            model_name='cohortparticipant',
            constraint=models.UniqueConstraint(fields=('cohort', 'person'), name='cohort_participant_once', violation_error_message='This person is in the cohort already.'),
        ),
        migrations.AddConstraint(
            model_name='cohortparticipant',
            constraint=models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='cohort_participant_left_after_joining', violation_error_message='Nobody leaves before they join.'),
        ),
        migrations.AddConstraint(
            model_name='cohortparticipant',
            constraint=models.CheckConstraint(condition=models.Q(('replaces__isnull', True), models.Q(('replaces', models.F('pk')), _negated=True), _connector='OR'), name='cohort_participant_replaces_another', violation_error_message='Nobody takes their own place.'),
        ),
        migrations.AddConstraint(
            model_name='cohortparticipant',
            constraint=models.CheckConstraint(condition=models.Q(('certified_on__isnull', True), ('certified_on__gte', models.F('joined_on')), _connector='OR'), name='cohort_participant_certified_after_joining', violation_error_message='Nobody is certified before they join.'),
        ),
        migrations.AddConstraint(
            model_name='cohortparticipant',
            constraint=models.CheckConstraint(condition=models.Q(('certified_on__isnull', True), ('left_on__isnull', True), ('certified_on__lte', models.F('left_on')), _connector='OR'), name='cohort_participant_certified_before_leaving', violation_error_message='Nobody is certified after they left.'),
        ),
        migrations.AddConstraint(
            model_name='cohortparticipant',
            constraint=models.CheckConstraint(condition=models.Q(('is_exception', False), ('certified_on__isnull', False), _connector='OR'), name='cohort_participant_exception_is_certified', violation_error_message='An exception is made for a certificate: give its day.'),
        ),
        migrations.AddConstraint(
            model_name='stageattendance',
            constraint=models.UniqueConstraint(fields=('stage', 'participant'), name='stage_attendance_once', violation_error_message='This is recorded already.'),
        ),
    ]
