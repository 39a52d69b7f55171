"""Fact sets of missions and of what they recommended. What each column means: reports/models/missions.py."""

from django.db import migrations, models

MISSIONS = """
CREATE VIEW reports_missionfact AS
SELECT m.id, m.id AS row_id, m.programme_id, m.phase_id, m.administration_id, NULL::bigint AS topic_id,
    m.ends_on AS counts_from, m.ends_on AS counts_to, m.kind
FROM programmes_mission m
"""

RECOMMENDATIONS = """
CREATE VIEW reports_recommendationfact AS
SELECT r.id, r.id AS row_id, m.programme_id, m.phase_id, m.administration_id, r.topic_id,
    m.ends_on AS counts_from, m.ends_on AS counts_to, r.answer, r.state
FROM programmes_recommendation r JOIN programmes_mission m ON m.id = r.mission_id
"""

VIEWS = {"MissionFact": MISSIONS, "RecommendationFact": RECOMMENDATIONS}


def as_state(name):
    """Return the view as the state of the models knows it: its columns are the model's affair."""
    return migrations.CreateModel(
        name=name,
        fields=[("id", models.BigIntegerField(primary_key=True, serialize=False))],
        options={"managed": False, "abstract": False},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0161_missions_and_recommendations"),
        ("reports", "0071_facts_of_records"),
    ]

    operations = [
        *(
            migrations.RunSQL(sql, f"DROP VIEW reports_{name.lower()}")
            for name, sql in VIEWS.items()
        ),
        *(as_state(name) for name in VIEWS),
    ]
