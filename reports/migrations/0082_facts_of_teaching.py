"""Fact sets of who can teach and whom they taught. What each column means: reports/models/teaching.py."""

from django.db import migrations, models

CASCADE = """
CREATE VIEW reports_cascadefact AS
SELECT t.id, t.id AS row_id, t.programme_id,
    (
        SELECT min(p.id)
        FROM programmes_phase p
        WHERE p.programme_id = t.programme_id
            AND p.starts_on <= t.last_day AND (p.ends_on IS NULL OR p.ends_on >= t.last_day)
        HAVING count(*) = 1
    ) AS phase_id,
    a.organisation_ptr_id AS administration_id, t.topic_id,
    t.last_day AS counts_from, t.last_day AS counts_to,
    t.trainer_id AS person_id,
    CASE
        WHEN t.people > 0 AND t.people <= (
            SELECT count(*) FROM trainers_cascadeperson n WHERE n.training_id = t.id
        )
        THEN 'A'
        WHEN EXISTS (SELECT FROM trainers_signedlist s WHERE s.training_id = t.id) THEN 'B'
        ELSE 'C'
    END AS evidence,
    t.customs, t.other_agency, t.private, t.people,
    t.customs IS NULL OR t.other_agency IS NULL OR t.private IS NULL AS is_at_least,
    t.women, CASE WHEN t.women IS NOT NULL THEN t.people END AS stated, t.hours
FROM (
    SELECT *, coalesce(ends_on, starts_on) AS last_day,
        coalesce(customs, 0) + coalesce(other_agency, 0) + coalesce(private, 0) AS people
    FROM trainers_cascadetraining
) AS t
LEFT JOIN members_administration a ON a.organisation_ptr_id = t.organisation_id
"""

# The stage that goes on today, else the one after the last that is over, else the first: as in
# trainers/models/progress.py.
COHORT_MEMBERS = """
CREATE VIEW reports_cohortmemberfact AS
WITH stage AS (
    SELECT s.cohort_id, s.position, coalesce(e.starts_on, s.planned_from) AS first_day,
        coalesce(e.ends_on, s.planned_to) AS last_day
    FROM trainers_cohortstage s LEFT JOIN programmes_event e ON e.id = s.event_id
), reached AS (
    SELECT DISTINCT ON (cohort_id) cohort_id, position, last_day < CURRENT_DATE AS is_over
    FROM stage
    WHERE last_day < CURRENT_DATE OR first_day <= CURRENT_DATE
    ORDER BY cohort_id, position DESC
), ahead AS (
    SELECT stage.cohort_id, min(stage.position) AS position
    FROM stage LEFT JOIN reached USING (cohort_id)
    WHERE reached.position IS NULL OR stage.position > reached.position
        OR (stage.position = reached.position AND reached.is_over IS NOT TRUE)
    GROUP BY stage.cohort_id
)
SELECT m.id, m.id AS row_id, c.programme_id, c.phase_id, m.administration_id, NULL::bigint AS topic_id,
    m.joined_on AS counts_from, m.joined_on AS counts_to,
    m.cohort_id, m.person_id,
    f.position IS NOT NULL AND f.position > (
        SELECT min(position) FROM stage WHERE stage.cohort_id = m.cohort_id
    ) AS is_late,
    m.left_on IS NOT NULL AS has_left,
    m.certified_on IS NOT NULL AS is_certified,
    ahead.position IS NOT NULL AND coalesce(f.position <= ahead.position, TRUE) AND (
        m.left_on IS NULL OR coalesce((
            SELECT stage.first_day <= m.left_on
            FROM stage
            WHERE stage.cohort_id = m.cohort_id AND stage.position <= ahead.position
                AND stage.first_day IS NOT NULL
            ORDER BY stage.position DESC LIMIT 1
        ), TRUE)
    ) AS is_expected
FROM trainers_cohortparticipant m
JOIN trainers_cohort c ON c.id = m.cohort_id
LEFT JOIN trainers_cohortstage f ON f.id = m.first_stage_id
LEFT JOIN ahead ON ahead.cohort_id = m.cohort_id
"""

# A line of the ledger speaks until the next one of its person, scheme and topic, as in
# trainers/models/ledger.py. Its days are split by where the person served then; what no posting speaks of
# has no administration. So on each day somebody stands under every administration they served, or under none.
POOL = """
CREATE VIEW reports_poolfact AS
WITH standing AS (
    SELECT l.*
    FROM trainers_ledgerline l
    WHERE l.step <> 'STRUCK'
        AND NOT EXISTS (SELECT FROM trainers_ledgerline c WHERE c.corrects_id = l.id)
), followed AS (
    SELECT *, lead(taken_on) OVER (
        PARTITION BY person_id, scheme_id, topic_id ORDER BY taken_on, place, id
    ) AS next_on
    FROM standing
), span AS (
    SELECT id, person_id, scheme_id, topic_id, taken_on AS first_day,
        least(valid_to, next_on - 1) AS last_day
    FROM followed
    WHERE step IN ('ACCREDITED', 'REFRESHED')
), posted AS (
    SELECT p.id, p.person_id, a.organisation_ptr_id AS administration_id, p.starts_on AS first_day,
        CASE
            WHEN p.ends_on IS NULL AND p.standing IN ('MOVED', 'LEFT') THEN coalesce(p.known_on, '-infinity') - 1
            ELSE p.ends_on
        END AS last_day
    FROM members_posting p JOIN members_administration a ON a.organisation_ptr_id = p.organisation_id
), served AS (
    SELECT id, person_id, administration_id, daterange(first_day, last_day, '[]') AS days
    FROM posted
    WHERE first_day IS NULL OR last_day IS NULL OR first_day <= last_day
), known AS (
    SELECT person_id, range_agg(days) AS days FROM served GROUP BY person_id
), spans AS (
    SELECT span.*, daterange(first_day, last_day, '[]') AS days
    FROM span
    WHERE last_day IS NULL OR first_day <= last_day
), placed AS (
    SELECT spans.id AS row_id, served.id AS place, served.administration_id, spans.days * served.days AS days
    FROM spans JOIN served USING (person_id)
    WHERE spans.days && served.days
    UNION ALL
    SELECT spans.id, -row_number() OVER (PARTITION BY spans.id ORDER BY lower(gap.days)), NULL, gap.days
    FROM spans
    LEFT JOIN known USING (person_id)
    CROSS JOIN LATERAL unnest(
        datemultirange(spans.days) - coalesce(known.days, '{}'::datemultirange)
    ) AS gap (days)
)
SELECT spans.id * 4294967296 + placed.place AS id, spans.id AS row_id,
    s.programme_id, NULL::bigint AS phase_id, placed.administration_id, spans.topic_id,
    lower(placed.days) AS counts_from, upper(placed.days) - 1 AS counts_to, spans.person_id, spans.scheme_id
FROM placed
JOIN spans ON spans.id = placed.row_id
JOIN trainers_scheme s ON s.id = spans.scheme_id
"""

VIEWS = {"CascadeFact": CASCADE, "CohortMemberFact": COHORT_MEMBERS, "PoolFact": POOL}


def as_state(name):
    """Return the view as the state of the models knows it: its columns are the model's affair."""
    return migrations.CreateModel(
        name=name,
        fields=[("id", models.BigIntegerField(primary_key=True, serialize=False))],
        options={"managed": False, "abstract": False},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0142_partners"),
        ("reports", "0076_facts_of_support"),
        ("trainers", "0030_phase_of_a_cohort"),
    ]

    operations = [
        *(migrations.RunSQL(sql, f"DROP VIEW reports_{name.lower()}") for name, sql in VIEWS.items()),
        *(as_state(name) for name in VIEWS),
    ]
