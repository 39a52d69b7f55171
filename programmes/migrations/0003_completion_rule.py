import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0002_sessions_and_attendance'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CompletionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('share_of', models.CharField(choices=[('SESSIONS', 'Sessions'), ('HOURS', 'Hours')], default='SESSIONS', max_length=8, verbose_name='share of')),
                ('least_share', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='attended at least, in per cent')),
                ('least_score', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='score after, at least')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='completion_rule', to='programmes.event')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'rule of completion',
                'verbose_name_plural': 'rules of completion',
            },
        ),
        migrations.AddConstraint(
            model_name='completionrule',
            constraint=models.CheckConstraint(condition=models.Q(('least_share__isnull', False), ('least_score__isnull', False), _connector='OR'), name='completion_rule_says_something', violation_error_message='Give a share, a score, or both.'),
        ),
        migrations.AddConstraint(
            model_name='completionrule',
            constraint=models.CheckConstraint(condition=models.Q(('least_share__isnull', True), ('least_share__range', (1, 100)), _connector='OR'), name='completion_rule_share_in_per_cent', violation_error_message='The share is between 1 and 100 per cent.'),
        ),
        migrations.AddConstraint(
            model_name='completionrule',
            constraint=models.CheckConstraint(condition=models.Q(('least_score__isnull', True), ('least_score__gte', 0), _connector='OR'), name='completion_rule_score_not_negative', violation_error_message='The score is zero or more.'),
        ),
    ]
