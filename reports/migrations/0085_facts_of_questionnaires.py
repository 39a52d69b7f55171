"""The fact set of follow-up surveys. What each column means: reports/models/surveyed.py."""

from django.db import migrations, models

QUESTIONNAIRES = """
CREATE VIEW reports_questionnairefact AS
SELECT q.id, q.id AS row_id, s.programme_id, NULL::bigint AS phase_id, q.administration_id,
    NULL::bigint AS topic_id, s.ends_on AS counts_from, s.ends_on AS counts_to,
    q.answered_at IS NOT NULL AS is_answered
FROM programmes_questionnaire q JOIN programmes_survey s ON s.id = q.survey_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0170_follow_up_surveys"),
        ("reports", "0082_facts_of_teaching"),
    ]

    operations = [
        migrations.RunSQL(QUESTIONNAIRES, "DROP VIEW reports_questionnairefact"),
        migrations.CreateModel(
            name="QuestionnaireFact",
            fields=[("id", models.BigIntegerField(primary_key=True, serialize=False))],
            options={"managed": False, "abstract": False},
        ),
    ]
