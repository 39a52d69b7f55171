import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0110_former_names'),
    ]

    operations = [
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('kind', models.CharField(choices=[('RENAMED', 'Continued as'), ('MERGED', 'Merged into')], max_length=7, verbose_name='what happened')),
                ('since_on', models.DateField(verbose_name='since')),
                ('source', models.CharField(max_length=500, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('predecessor', models.OneToOneField(error_messages={'unique': 'It is entered already what became of this administration.'}, on_delete=django.db.models.deletion.CASCADE, related_name='succession', to='members.administration', verbose_name='predecessor')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='preceded', to='members.administration', verbose_name='successor')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'succession',
                'verbose_name_plural': 'successions',
                'constraints': [models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='succession_of_another', violation_error_message='An administration cannot become itself: enter a former name.')],
            },
        ),
    ]
