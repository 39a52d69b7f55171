import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0032_over_all_programmes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='built_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='edition',
            name='sent_back_because',
            field=models.TextField(blank=True, verbose_name='sent back because'),
        ),
        migrations.AddField(
            model_name='edition',
            name='submitted_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='submitted at'),
        ),
        migrations.AddField(
            model_name='edition',
            name='submitted_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='edition',
            name='state',
            field=models.CharField(choices=[('BUILDING', 'Being built'), ('DRAFT', 'Draft'), ('SUBMITTED', 'Submitted'), ('RELEASED', 'Released'), ('SUPERSEDED', 'Superseded')], default='BUILDING', max_length=10, verbose_name='state'),
        ),
    ]
