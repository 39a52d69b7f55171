from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0061_fill_other_names")]
    operations = [
        migrations.AddField(
            model_name="account",
            name="ends_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ends at"),
        ),
        migrations.AddField(
            model_name="account",
            name="is_demonstration",
            field=models.BooleanField(default=False, editable=False, verbose_name="for demonstrations"),
        ),
        migrations.AddField(
            model_name="account",
            name="sign_outs",
            field=models.PositiveIntegerField(
                default=0, editable=False, verbose_name="times signed out everywhere"
            ),
        ),
    ]
