from django.db import migrations
from django.db.models.functions import Lower


def in_small_letters(apps, schema_editor):
    Account = apps.get_model("members", "Account")
    Account.objects.exclude(email=Lower("email")).update(email=Lower("email"))


class Migration(migrations.Migration):
    dependencies = [("members", "0070_accounts_for_a_time")]
    operations = [migrations.RunPython(in_small_letters, migrations.RunPython.noop, elidable=True)]
