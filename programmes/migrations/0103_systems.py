"""Systems that administrations are helped to take into use, by stage."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0080_person_anonymised_at'),
        ('programmes', '0102_operators'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Deployment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('assessed_on', models.DateField(blank=True, null=True, verbose_name='assessed on')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='agreed on')),
                ('installed_on', models.DateField(blank=True, null=True, verbose_name='installed on')),
                ('trained_on', models.DateField(blank=True, null=True, verbose_name='users trained on')),
                ('live_on', models.DateField(blank=True, null=True, verbose_name='live since')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('administration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deployments', to='members.administration', verbose_name='administration')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('phase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deployments', to='programmes.phase', verbose_name='phase')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deployments', to='programmes.programme', verbose_name='programme')),
                ('system', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.system', verbose_name='system')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.topic', verbose_name='component')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'system at an administration',
                'verbose_name_plural': 'systems at administrations',
                'constraints': [models.UniqueConstraint(fields=('phase', 'system', 'administration'), name='deployment_once_per_phase', violation_error_message='This system is entered already for this administration.'), models.CheckConstraint(condition=models.Q(('assessed_on__isnull', True), ('agreed_on__isnull', True), ('agreed_on__gte', models.F('assessed_on')), _connector='OR'), name='deployment_assessed_on_before_agreed_on', violation_error_message='A stage cannot be dated before the one before it.'), models.CheckConstraint(condition=models.Q(('assessed_on__isnull', True), ('installed_on__isnull', True), ('installed_on__gte', models.F('assessed_on')), _connector='OR'), name='deployment_assessed_on_before_installed_on', violation_error_message='A stage cannot be dated before the one before it.'), models.CheckConstraint(condition=models.Q(('assessed_on__isnull', True), ('trained_on__isnull', True), ('trained_on__gte', models.F('assessed_on')), _connector='OR'), name='deployment_assessed_on_before_trained_on', violation_error_message='A stage cannot be dated before the one before it.'), models.CheckConstraint(condition=models.Q(('assessed_on__isnull', True), ('live_on__isnull', True), ('live_on__gte', models.F('assessed_on')), _connector='OR'), name='deployment_assessed_on_before_live_on', violation_error_message='A stage cannot be dated before the one before it.'), models.CheckConstraint(condition=models.Q(('agreed_on__isnull', True), ('installed_on__isnull', True), ('installed_on__gte', models.F('agreed_on')), _connector='OR'), name='deployment_agreed_on_before_installed_on', violation_error_message='A stage cannot be dated before the one before it.'), models.CheckConstraint(condition=models.Q(('agreed_on__isnull', True), ('trained_on__isnull', True), ('trained_on__gte', models.F('agreed_on')), _connector='OR'), name='deployment_agreed_on_before_trained_on', violation_error_message='A stage cannot be dated before the one before it.'), models.CheckConstraint(condition=models.Q(('agreed_on__isnull', True), ('live_on__isnull', True), ('live_on__gte', models.F('agreed_on')), _connector='OR'), name='deployment_agreed_on_before_live_on', violation_error_message='A stage cannot be dated before the one before it.'), models.CheckConstraint(condition=models.Q(('installed_on__isnull', True), ('trained_on__isnull', True), ('trained_on__gte', models.F('installed_on')), _connector='OR'), name='deployment_installed_on_before_trained_on', violation_error_message='A stage cannot be dated before the one before it.'), models.CheckConstraint(condition=models.Q(('installed_on__isnull', True), ('live_on__isnull', True), ('live_on__gte', models.F('installed_on')), _connector='OR'), name='deployment_installed_on_before_live_on', violation_error_message='A stage cannot be dated before the one before it.'), models.CheckConstraint(condition=models.Q(('trained_on__isnull', True), ('live_on__isnull', True), ('live_on__gte', models.F('trained_on')), _connector='OR'), name='deployment_trained_on_before_live_on', violation_error_message='A stage cannot be dated before the one before it.')],
            },
        ),
    ]
