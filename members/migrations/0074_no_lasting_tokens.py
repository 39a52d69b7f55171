from django.db import migrations


class Migration(migrations.Migration):
    """Tokens that never ended, and could be read in the database, are no longer used: none is left behind."""

    dependencies = [("members", "0073_api_tokens")]
    operations = [
        migrations.RunSQL("DROP TABLE IF EXISTS authtoken_token", migrations.RunSQL.noop, elidable=True)
    ]
