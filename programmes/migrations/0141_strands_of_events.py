"""An event belongs to strands of work of its programmes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('programmes', '0140_strands'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='strands',
            field=models.ManyToManyField(blank=True, related_name='events', to='programmes.strand', verbose_name="strands"),
        ),
    ]
