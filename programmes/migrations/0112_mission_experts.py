import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0111_successions'),
        ('programmes', '0165_cost_of_an_event'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MissionExpert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('position', models.CharField(blank=True, max_length=200, verbose_name='position')),
                ('part', models.CharField(blank=True, max_length=200, verbose_name='part in the mission')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='programmes.mission', verbose_name='mission')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='of')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='missions', to='members.person', verbose_name='person')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'expert of a mission',
                'verbose_name_plural': 'experts of missions',
                'constraints': [models.UniqueConstraint(fields=('mission', 'person'), name='mission_expert_once', violation_error_message='This person is entered for the mission already.')],
            },
        ),
    ]
