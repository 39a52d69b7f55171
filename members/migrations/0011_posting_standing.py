import django.contrib.postgres.constraints
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('members', '0010_person_merged_into'),
    ]
    operations = [
        migrations.AddField(
            model_name='posting',
            name='known_on',
            field=models.DateField(blank=True, null=True, verbose_name='known on'),
        ),
        migrations.AddField(
            model_name='posting',
            name='source',
            field=models.CharField(blank=True, max_length=300, verbose_name='according to'),
        ),
        migrations.AddField(
            model_name='posting',
            name='standing',
            field=models.CharField(choices=[('UNKNOWN', 'Not known'), ('IN_POST', 'Still in post'), ('MOVED', 'Moved to another post'), ('LEFT', 'Left the service')], default='UNKNOWN', max_length=8, verbose_name='still in post'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('standing', 'UNKNOWN'), ('known_on__isnull', False), _connector='OR'), name='posting_standing_has_a_day', violation_error_message='Say on which day this was known.'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing', 'IN_POST'), _negated=True), ('ends_on__isnull', True), _connector='OR'), name='posting_in_post_has_no_end', violation_error_message='Who is still in post has no last day there.'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('starts_on__isnull', False)), expressions=[(models.Func(models.F('person'), models.F('person'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange'), '&&')], name='posting_one_at_a_time', violation_error_message='Another posting of this person lies on the same days. End it first, or correct its days.'),
        ),
    ]
