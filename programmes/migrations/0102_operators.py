"""Who was trained on devices that were handed over."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0080_person_anonymised_at'),
        ('programmes', '0101_equipment'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Operator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('trained_on', models.DateField(verbose_name='trained on')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='operators', to='programmes.handover', verbose_name='handover')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='operates', to='members.person', verbose_name='officer')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'operator',
                'verbose_name_plural': 'operators',
                'constraints': [models.UniqueConstraint(fields=('handover', 'person'), name='operator_once_per_handover', violation_error_message='This officer is entered already.')],
            },
        ),
    ]
