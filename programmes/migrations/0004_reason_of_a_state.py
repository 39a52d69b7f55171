from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0003_completion_rule'),
    ]

    operations = [
        migrations.AddField(
            model_name='participation',
            name='state_reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='reason'),
        ),
    ]
