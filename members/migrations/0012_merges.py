import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('members', '0011_posting_standing'),
        ('office', '0002_uploads'),
    ]
    operations = [
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('split_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='split at')),
            ],
            options={
                'verbose_name': 'merge of people',
                'verbose_name_plural': 'merges of people',
            },
        ),
        migrations.CreateModel(
            name='MergeLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.BigIntegerField(verbose_name='row')),
                ('what', models.CharField(choices=[('MOVED', 'Moved'), ('FOLDED', 'Became one with another'), ('CHANGED', 'Completed'), ('ADDED', 'Entered since')], max_length=8, verbose_name='what was done')),
                ('field', models.CharField(blank=True, max_length=60, verbose_name='field')),
                ('into_id', models.BigIntegerField(blank=True, null=True, verbose_name='became one with')),
                ('version', models.PositiveIntegerField(blank=True, null=True, verbose_name='version')),
                ('set_aside', models.JSONField(blank=True, default=dict, verbose_name='set aside')),
                ('outcome', models.CharField(blank=True, choices=[('', 'Not split'), ('RETURNED', 'As before the merge'), ('EDITED', 'Returned, with what was changed since'), ('STAYED', 'Stayed as it is now'), ('GONE', 'Removed since')], default='', max_length=8, verbose_name='after the split')),
                ('fields_kept', models.JSONField(blank=True, default=list, verbose_name='left as it is')),
            ],
            options={
                'verbose_name': 'line of a merge',
                'verbose_name_plural': 'lines of a merge',
            },
        ),
        migrations.AddField(
            model_name='merge',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by'),
        ),
        migrations.AddField(
            model_name='merge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='members.person'),
        ),
        migrations.AddField(
            model_name='merge',
            name='lost',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.person'),
        ),
        migrations.AddField(
            model_name='merge',
            name='updated_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by'),
        ),
        migrations.AddField(
            model_name='mergeline',
            name='content_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype'),
        ),
        migrations.AddField(
            model_name='mergeline',
            name='entry',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.auditentry'),
        ),
        migrations.AddField(
            model_name='mergeline',
            name='merge',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='members.merge'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(condition=models.Q(('split_at__isnull', True)), fields=('lost',), name='merge_one_stands_for_an_entry', violation_error_message='This entry was merged already.'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('kept', models.F('lost')), _negated=True), name='merge_of_two_entries', violation_error_message='These are one entry already.'),
        ),
    ]
