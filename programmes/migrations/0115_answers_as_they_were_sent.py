import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0111_successions'),
        ('programmes', '0114_documents_of_questionnaires'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='questionnaire',
            name='answers_sent',
            field=models.TextField(blank=True, verbose_name='answers as they were sent'),
        ),
    ]
