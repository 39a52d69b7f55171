from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0005_calls_and_invitations'),
    ]

    operations = [
        migrations.AddField(
            model_name='participation',
            name='rank',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='rank'),
        ),
    ]
