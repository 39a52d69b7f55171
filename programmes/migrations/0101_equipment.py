"""Equipment given to administrations, from consignment to where it is now."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0080_person_anonymised_at'),
        ('programmes', '0100_lists_of_deliverables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('quantity', models.PositiveIntegerField(verbose_name='quantity')),
                ('maker', models.CharField(blank=True, max_length=160, verbose_name='maker and model')),
                ('specification', models.TextField(blank=True, verbose_name='agreed specification')),
                ('consigned_on', models.DateField(blank=True, null=True, verbose_name='consigned on')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='cost of all')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('administration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consignments', to='members.administration', verbose_name='administration')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.itemtype', verbose_name='item')),
                ('phase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consignments', to='programmes.phase', verbose_name='phase')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consignments', to='programmes.programme', verbose_name='programme')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.topic', verbose_name='component')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'consignment',
                'verbose_name_plural': 'consignments',
            },
        ),
        migrations.CreateModel(
            name='AcceptanceTest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('tested_on', models.DateField(blank=True, null=True, verbose_name='tested on')),
                ('passed', models.PositiveIntegerField(verbose_name='passed')),
                ('failed', models.PositiveIntegerField(default=0, verbose_name='failed')),
                ('findings', models.TextField(blank=True, verbose_name='findings')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
                ('consignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tests', to='programmes.consignment', verbose_name='consignment')),
            ],
            options={
                'verbose_name': 'acceptance test',
                'verbose_name_plural': 'acceptance tests',
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('handed_over_on', models.DateField(verbose_name='handed over on')),
                ('quantity', models.PositiveIntegerField(verbose_name='quantity')),
                ('received_by', models.CharField(blank=True, max_length=200, verbose_name='received by (office)')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('ceremony', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.event', verbose_name='ceremony')),
                ('consignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='programmes.consignment', verbose_name='consignment')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('training', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.event', verbose_name='hands-on training')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
            ],
            options={
                'verbose_name': 'handover',
                'verbose_name_plural': 'handovers',
            },
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('serial', models.CharField(blank=True, max_length=80, verbose_name='serial number')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='where it is')),
                ('state', models.CharField(choices=[('IN_USE', 'In use'), ('IN_STORE', 'In store'), ('IN_REPAIR', 'In repair'), ('OUT_OF_ORDER', 'Out of order'), ('LOST', 'Lost or written off'), ('NOT_KNOWN', 'Not known')], default='NOT_KNOWN', max_length=12, verbose_name='state')),
                ('seen_on', models.DateField(verbose_name='as of')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='updated by')),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='devices', to='programmes.handover', verbose_name='handover')),
            ],
            options={
                'verbose_name': 'device',
                'verbose_name_plural': 'devices',
            },
        ),
        migrations.AddConstraint(
            model_name='consignment',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='consignment_of_something', violation_error_message='A consignment is of one device or more.'),
        ),
        migrations.AddConstraint(
            model_name='consignment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', True), models.Q(('currency', ''), _negated=True), _connector='OR'), name='consignment_amount_has_currency', violation_error_message='An amount needs its currency.'),
        ),
        migrations.AddConstraint(
            model_name='consignment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='consignment_amount_not_negative', violation_error_message='An amount is not below zero.'),
        ),
        migrations.AddConstraint(
            model_name='acceptancetest',
            constraint=models.CheckConstraint(condition=models.Q(('passed__gt', 0), ('failed__gt', 0), _connector='OR'), name='acceptance_test_of_something', violation_error_message='Say how many devices passed or failed.'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='handover_of_something', violation_error_message='A handover is of one device or more.'),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.UniqueConstraint(condition=models.Q(('serial', ''), _negated=True), fields=('handover', 'serial'), name='device_serial_once', violation_error_message='This serial number is entered already.'),
        ),
    ]
