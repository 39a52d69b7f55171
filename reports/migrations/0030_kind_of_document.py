from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0023_turnout_event_by_event'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='kind',
            field=models.CharField(default='activity-report', max_length=40, verbose_name='kind of document'),
        ),
    ]
