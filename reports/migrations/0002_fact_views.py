"""The fact sets as views. What each column means: reports/models/facts.py. Replaced, never altered."""

from django.db import migrations

# The span an event ended in: one day, or the whole month or year where no more is known.
PLACED = """
WITH placed AS (
    SELECT id, parent_id, state, kind, level, mode, contact_hours, stated_administrations,
        stated_accuracy,
        CASE
            WHEN ends_on IS NULL THEN starts_on
            WHEN ends_precision = 'MONTH' THEN date_trunc('month', ends_on)::date
            WHEN ends_precision = 'YEAR' THEN date_trunc('year', ends_on)::date
            ELSE ends_on
        END AS counts_from,
        CASE
            WHEN ends_on IS NOT NULL THEN ends_on
            WHEN starts_precision = 'MONTH'
                THEN (date_trunc('month', starts_on) + interval '1 month - 1 day')::date
            WHEN starts_precision = 'YEAR'
                THEN (date_trunc('year', starts_on) + interval '1 year - 1 day')::date
            ELSE starts_on
        END AS counts_to
    FROM programmes_event event
)
"""

PARTICIPATIONS = f"""
CREATE VIEW reports_participationfact AS
{PLACED}
SELECT 'P' || p.id AS key, p.id AS row_id, TRUE AS is_named, p.event_id, p.organisation_id,
    a.organisation_ptr_id AS administration_id, p.person_id, p.role,
    p.state IN ('ATTENDED', 'COMPLETED') AS took_part, p.state = 'COMPLETED' AS completed,
    1 AS people,
    CASE WHEN who.sex = 'NOT_STATED' THEN 0 ELSE 1 END AS stated,
    CASE WHEN who.sex = 'WOMAN' THEN 1 ELSE 0 END AS women,
    'EXACT' AS accuracy, e.state, e.kind, e.level, e.mode, e.counts_from, e.counts_to
FROM programmes_participation p
JOIN placed e ON e.id = p.event_id
JOIN members_person who ON who.id = p.person_id
LEFT JOIN members_administration a ON a.organisation_ptr_id = p.organisation_id
UNION ALL
SELECT 'H' || h.id, h.id, FALSE, h.event_id, h.organisation_id,
    a.organisation_ptr_id, NULL::bigint, h.role, TRUE, NULL::boolean,
    h.people, CASE WHEN h.women IS NULL THEN NULL ELSE h.people END, h.women,
    h.accuracy, e.state, e.kind, e.level, e.mode, e.counts_from, e.counts_to
FROM programmes_headcount h
JOIN placed e ON e.id = h.event_id
LEFT JOIN members_administration a ON a.organisation_ptr_id = h.organisation_id
"""

EVENTS = f"""
CREATE VIEW reports_eventfact AS
{PLACED}
SELECT e.id AS event_id, e.state, e.kind, e.level, e.mode,
    e.counts_from, e.counts_to,
    EXISTS (SELECT FROM programmes_event part WHERE part.parent_id = e.id) AS is_umbrella,
    EXISTS (
        SELECT FROM programmes_headcount h
        WHERE h.event_id IN (e.id, e.parent_id) AND h.role = 'PARTICIPANT' AND h.people IS NOT NULL
    ) OR EXISTS (
        SELECT FROM programmes_participation p
        WHERE p.event_id IN (e.id, e.parent_id) AND p.role = 'PARTICIPANT'
            AND p.state IN ('ATTENDED', 'COMPLETED')
    ) AS has_participants,
    CASE WHEN EXISTS (
        SELECT FROM programmes_event part
        WHERE part.parent_id = e.id AND part.contact_hours IS NOT NULL AND part.state = 'HELD'
    ) THEN NULL ELSE e.contact_hours END AS hours,
    e.stated_administrations, e.stated_accuracy,
    GREATEST(e.stated_administrations - (
        SELECT count(DISTINCT attended.organisation_id) FROM (
            SELECT h.organisation_id FROM programmes_headcount h
            WHERE h.event_id = e.id AND h.role = 'PARTICIPANT'
            UNION ALL
            SELECT p.organisation_id FROM programmes_participation p
            WHERE p.event_id = e.id AND p.role = 'PARTICIPANT'
                AND p.state IN ('ATTENDED', 'COMPLETED')
        ) attended
        JOIN members_administration a ON a.organisation_ptr_id = attended.organisation_id
    ), 0)::integer AS unnamed_administrations
FROM placed e
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [
        migrations.RunSQL(PARTICIPATIONS, "DROP VIEW reports_participationfact"),
        migrations.RunSQL(EVENTS, "DROP VIEW reports_eventfact"),
    ]
