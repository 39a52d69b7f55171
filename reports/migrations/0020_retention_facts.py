"""The fact set of who was still in post after a training. What each column means: reports/models/retention.py."""

from django.db import migrations

# Of one training and a day: still in post where a posting there holds that day, where that was known on
# that day or later, or where they came for the administration again after it. Gone where a posting there
# had ended by then, and no other may hold the day. Anything else is not known. A day to come is no answer.
AFTER = """
CASE
    WHEN asked.on_{months} > CURRENT_DATE THEN NULL
    WHEN EXISTS (
        SELECT FROM members_posting held
        WHERE held.person_id = p.person_id AND held.organisation_id = p.organisation_id
            AND (held.starts_on IS NULL OR held.starts_on <= asked.on_{months})
            AND (held.ends_on >= asked.on_{months}
                OR (held.standing = 'IN_POST' AND held.known_on >= asked.on_{months}))
    ) OR EXISTS (
        SELECT FROM programmes_participation later
        JOIN programmes_event again ON again.id = later.event_id
        WHERE later.person_id = p.person_id AND later.organisation_id = p.organisation_id
            AND later.state IN ('ATTENDED', 'COMPLETED') AND again.state = 'HELD'
            AND COALESCE(again.starts_on, again.ends_on) >= asked.on_{months}
            AND again.starts_precision IN ('DAY', 'NONE') AND again.ends_precision IN ('DAY', 'NONE')
    ) THEN 'IN_POST'
    WHEN EXISTS (
        SELECT FROM members_posting ended
        WHERE ended.person_id = p.person_id AND ended.organisation_id = p.organisation_id
            AND (ended.ends_on < asked.on_{months}
                OR (ended.ends_on IS NULL AND ended.standing IN ('MOVED', 'LEFT')
                    AND ended.known_on <= asked.on_{months}))
    ) AND NOT EXISTS (
        SELECT FROM members_posting perhaps
        WHERE perhaps.person_id = p.person_id AND perhaps.organisation_id = p.organisation_id
            AND (perhaps.starts_on IS NULL OR perhaps.starts_on <= asked.on_{months})
            AND perhaps.ends_on IS NULL
            AND NOT (perhaps.standing IN ('MOVED', 'LEFT') AND perhaps.known_on <= asked.on_{months})
    ) THEN 'GONE'
    ELSE 'UNKNOWN'
END AS after_{months}
"""

RETENTION = f"""
CREATE VIEW reports_retentionfact AS
SELECT 'R' || p.id AS key, p.id AS row_id, TRUE AS is_named, p.event_id, p.organisation_id,
    a.organisation_ptr_id AS administration_id, p.person_id, p.role, 1 AS people,
    'EXACT' AS accuracy, e.state, e.kind, e.level, e.mode, e.counts_from, e.counts_to,
    {AFTER.format(months=6)}, {AFTER.format(months=12)}, {AFTER.format(months=24)}
FROM programmes_participation p
JOIN reports_eventfact e ON e.event_id = p.event_id
JOIN members_administration a ON a.organisation_ptr_id = p.organisation_id
CROSS JOIN LATERAL (
    SELECT (e.counts_to + interval '6 months')::date AS on_6,
        (e.counts_to + interval '12 months')::date AS on_12,
        (e.counts_to + interval '24 months')::date AS on_24
) asked
WHERE p.role = 'PARTICIPANT' AND p.state IN ('ATTENDED', 'COMPLETED')
    AND e.state = 'HELD' AND e.counts_to IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0011_posting_standing"),
        ("programmes", "0001_initial"),
        ("reports", "0007_seals"),
    ]
    operations = [migrations.RunSQL(RETENTION, "DROP VIEW reports_retentionfact")]
