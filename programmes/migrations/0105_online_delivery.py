"""How an event reached people who did not come."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0104_operations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('delivered_as', models.CharField(choices=[('LIVE', 'Live online sessions'), ('REMOTE_DEMONSTRATION', 'Live online with real-time remote demonstration'), ('SELF_PACED', "Online, at one's own pace")], max_length=24, verbose_name='delivered as')),
                ('places', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='places trainees sat in')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='delivery', to='programmes.event')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'online delivery',
                'verbose_name_plural': 'online deliveries',
                'constraints': [models.CheckConstraint(condition=models.Q(('places__isnull', True), ('places__gt', 0), _connector='OR'), name='delivery_in_some_place', violation_error_message='Trainees sat in one place or more, or leave it empty.')],
            },
        ),
    ]
