from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office", "0010_outbox")]
    operations = [
        migrations.AddField(
            model_name="outboxmail",
            name="secret",
            field=models.TextField(blank=True, editable=False, verbose_name="secret"),
        )
    ]
