"""The fact set of reactions and scores. What each column means: reports/models/surveyed.py."""

from django.db import migrations, models

FEWEST = 5
ASKED = ("relevance", "teaching", "organisation", "use")
AVERAGES = ", ".join(
    f"CASE WHEN COUNT(r.{name}) >= {FEWEST} THEN AVG(r.{name}) END AS {name}" for name in ASKED
)

# What is told of reactions is told once no more are taken, a day later as it is still yesterday somewhere:
# nobody sees what the next one adds.
EVALUATIONS = f"""
CREATE VIEW reports_evaluationfact AS
SELECT e.id, e.id AS row_id, e.programme_id, NULL::bigint AS phase_id, NULL::bigint AS administration_id,
    NULL::bigint AS topic_id, f.counts_from, f.counts_to,
    came.answers, came.overall, came.relevance, came.teaching, came.organisation, came.use,
    tested.people, tested.before, tested.after
FROM programmes_evaluation e
JOIN reports_eventfact f ON f.event_id = e.event_id
LEFT JOIN (
    SELECT r.evaluation_id, COUNT(*)::integer AS answers, AVG(r.overall) AS overall, {AVERAGES}
    FROM programmes_reaction r JOIN programmes_evaluation of_it ON of_it.id = r.evaluation_id
    WHERE of_it.closes_on < CURRENT_DATE - 1
    GROUP BY r.evaluation_id HAVING COUNT(*) >= {FEWEST}
) AS came ON came.evaluation_id = e.id
LEFT JOIN LATERAL (
    SELECT COUNT(*)::integer AS people, SUM(100 * p.pre_score / e.highest_score) AS before,
        SUM(100 * p.post_score / e.highest_score) AS after
    FROM programmes_participation p
    WHERE p.event_id = e.event_id AND p.role = 'PARTICIPANT' AND p.state IN ('ATTENDED', 'COMPLETED')
        AND p.pre_score IS NOT NULL AND p.post_score IS NOT NULL AND e.highest_score IS NOT NULL
    HAVING COUNT(*) >= {FEWEST}
) AS tested ON TRUE
"""


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0171_evaluations"),
        ("reports", "0085_facts_of_questionnaires"),
    ]

    operations = [
        migrations.RunSQL(EVALUATIONS, "DROP VIEW reports_evaluationfact"),
        migrations.CreateModel(
            name="EvaluationFact",
            fields=[("id", models.BigIntegerField(primary_key=True, serialize=False))],
            options={"managed": False, "abstract": False},
        ),
    ]
