"""Who helped whom, where, on what, and the people on both sides."""
import datetime
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0080_person_anonymised_at'),
        ('programmes', '0150_fellowships'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SupportActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('what', models.CharField(max_length=300, verbose_name='on what')),
                ('place', models.CharField(blank=True, max_length=160, verbose_name='where')),
                ('mode', models.CharField(choices=[('IN_PERSON', 'In person'), ('ONLINE', 'Online'), ('HYBRID', 'Hybrid'), ('NOT_STATED', 'Not stated')], default='NOT_STATED', max_length=12, verbose_name='mode')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('outcome', models.TextField(blank=True, verbose_name='what came of it')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('administration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='support_activities', to='members.administration', verbose_name='whom')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('helper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='who helped')),
                ('phase', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='support_activities', to='programmes.phase', verbose_name='phase')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='support_activities', to='programmes.programme', verbose_name='programme')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.topic', verbose_name='topic')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'support activity',
                'verbose_name_plural': 'support activities',
            },
        ),
        migrations.CreateModel(
            name='SupportPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('side', models.CharField(choices=[('MANAGED', 'Managed support'), ('RECEIVED', 'Received support')], max_length=10, verbose_name='side')),
                ('position', models.CharField(blank=True, max_length=200, verbose_name='position')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='programmes.supportactivity', verbose_name='support activity')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='of')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='support', to='members.person', verbose_name='person')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'person in a support activity',
                'verbose_name_plural': 'people in support activities',
            },
        ),
        migrations.AddConstraint(
            model_name='supportactivity',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='support_ends_after_start', violation_error_message='The last day cannot be before the first day.'),
        ),
        migrations.AddConstraint(
            model_name='supportperson',
            constraint=models.UniqueConstraint(fields=('activity', 'person', 'side'), name='support_person_once_per_side', violation_error_message='This person is entered on this side already.'),
        ),
    ]
