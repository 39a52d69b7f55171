import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0033_four_eyes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='chain_sha256',
            field=models.CharField(blank=True, editable=False, max_length=64, verbose_name='hash of the chain'),
        ),
        migrations.AddField(
            model_name='edition',
            name='previous',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='reports.edition', verbose_name='takes the place of'),
        ),
    ]
