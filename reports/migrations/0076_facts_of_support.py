"""Fact sets of fellowships and support. What each column means: reports/models/support.py."""

from django.db import migrations, models

FELLOWSHIPS = """
CREATE VIEW reports_fellowshipfact AS
SELECT f.id, f.id AS row_id, f.programme_id, f.phase_id, f.administration_id, NULL::bigint AS topic_id,
    f.ends_on AS counts_from, f.ends_on AS counts_to,
    f.person_id, (f.ends_on - f.starts_on + 7) / 7 AS weeks, f.state
FROM programmes_fellowship f
"""

ACTIVITIES = """
CREATE VIEW reports_supportfact AS
SELECT s.id, s.id AS row_id, s.programme_id, s.phase_id, s.administration_id, s.topic_id,
    s.ends_on AS counts_from, s.ends_on AS counts_to
FROM programmes_supportactivity s
"""

PEOPLE = """
CREATE VIEW reports_supportpersonfact AS
SELECT p.id, p.id AS row_id, s.programme_id, s.phase_id, a.organisation_ptr_id AS administration_id,
    s.topic_id, s.ends_on AS counts_from, s.ends_on AS counts_to, p.person_id, p.side
FROM programmes_supportperson p
JOIN programmes_supportactivity s ON s.id = p.activity_id
LEFT JOIN members_administration a ON a.organisation_ptr_id = p.organisation_id
"""

VIEWS = {"FellowshipFact": FELLOWSHIPS, "SupportFact": ACTIVITIES, "SupportPersonFact": PEOPLE}


def as_state(name):
    """Return the view as the state of the models knows it: its columns are the model's affair."""
    return migrations.CreateModel(
        name=name,
        fields=[("id", models.BigIntegerField(primary_key=True, serialize=False))],
        options={"managed": False, "abstract": False},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0151_support_activities"),
        ("reports", "0080_mission_facts"),
    ]

    operations = [
        *(
            migrations.RunSQL(sql, f"DROP VIEW reports_{name.lower()}")
            for name, sql in VIEWS.items()
        ),
        *(as_state(name) for name in VIEWS),
    ]
