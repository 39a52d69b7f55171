from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0035_chain_what_was_released'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_draft_is_frozen',
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'BUILDING'), models.Q(('document__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='edition_draft_is_frozen'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('released_by', models.F('built_by')), _negated=True), models.Q(('released_by', models.F('submitted_by')), _negated=True)), name='edition_released_by_somebody_else', violation_error_message='Who built or submitted it does not release it.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'SUBMITTED'), _negated=True), ('submitted_by__isnull', False), _connector='OR'), name='edition_submitted_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'RELEASED')), fields=('kind', 'programme', 'phase', 'cohort', 'administration', 'donor', 'starts_on', 'ends_on', 'language'), name='edition_released_once_per_report', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('previous',), name='edition_followed_by_one'),
        ),
    ]
