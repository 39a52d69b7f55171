import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0080_person_anonymised_at'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('kind', models.CharField(choices=[('MEMBER', "The Member's name, as the WCO wrote it"), ('SERVICE', "The service's own name")], max_length=7, verbose_name='which name')),
                ('name', models.CharField(max_length=200, verbose_name='former name')),
                ('folded', models.CharField(db_index=True, editable=False, max_length=200, verbose_name='folded name')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='until')),
                ('source', models.CharField(max_length=500, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('administration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_names', to='members.administration', verbose_name='administration')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'former name',
                'verbose_name_plural': 'former names',
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='former_name_ends_after_start', violation_error_message='The name cannot end before it starts.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'MEMBER')), expressions=[(models.Func(models.F('administration'), models.F('administration'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange'), '&&')], name='former_name_one_at_a_time_member', violation_error_message='It had another name on some of these days.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'SERVICE')), expressions=[(models.Func(models.F('administration'), models.F('administration'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange'), '&&')], name='former_name_one_at_a_time_service', violation_error_message='It had another name on some of these days.')],
            },
        ),
    ]
