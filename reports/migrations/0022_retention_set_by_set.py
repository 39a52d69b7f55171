"""The fact set of who was still in post says the same, and is worked out set by set: for millions of rows.

What each column means: reports/models/retention.py; what the answers mean: the migration `retention_facts`.
"""

from importlib import import_module

from django.db import migrations

before = import_module("reports.migrations.0020_retention_facts")
MONTHS = (6, 12, 24)

# Of one training: what the postings there say of each of the three days, looked at once.
POSTED = """
    bool_or((held.starts_on IS NULL OR held.starts_on <= asked.on_{months})
        AND (held.ends_on >= asked.on_{months}
            OR (held.standing = 'IN_POST' AND held.known_on >= asked.on_{months}))) AS held_{months},
    bool_or(held.ends_on < asked.on_{months}
        OR (held.ends_on IS NULL AND held.standing IN ('MOVED', 'LEFT')
            AND held.known_on <= asked.on_{months})) AS ended_{months},
    bool_or((held.starts_on IS NULL OR held.starts_on <= asked.on_{months}) AND held.ends_on IS NULL
        AND NOT (held.standing IN ('MOVED', 'LEFT') AND held.known_on <= asked.on_{months})) AS open_{months}
"""

AFTER = """
CASE
    WHEN asked.on_{months} > CURRENT_DATE THEN NULL
    WHEN posted.held_{months} OR seen.last_day >= asked.on_{months} THEN 'IN_POST'
    WHEN posted.ended_{months} AND NOT COALESCE(posted.open_{months}, FALSE) THEN 'GONE'
    ELSE 'UNKNOWN'
END AS after_{months}
"""

# The last day somebody came for an administration: later than all days asked about, or than none after it.
SEEN = """
    SELECT came.person_id, came.organisation_id, max(COALESCE(e.starts_on, e.ends_on)) AS last_day
    FROM programmes_participation came
    JOIN programmes_event e ON e.id = came.event_id
    WHERE came.state IN ('ATTENDED', 'COMPLETED') AND e.state = 'HELD'
        AND e.starts_precision IN ('DAY', 'NONE') AND e.ends_precision IN ('DAY', 'NONE')
    GROUP BY came.person_id, came.organisation_id
"""

RETENTION = f"""
CREATE VIEW reports_retentionfact AS
SELECT 'R' || p.id AS key, p.id AS row_id, TRUE AS is_named, p.event_id, p.organisation_id,
    a.organisation_ptr_id AS administration_id, p.person_id, p.role, 1 AS people,
    'EXACT' AS accuracy, e.state, e.kind, e.level, e.mode, e.counts_from, e.counts_to,
    {", ".join(AFTER.format(months=months) for months in MONTHS)}
FROM programmes_participation p
JOIN reports_eventfact e ON e.event_id = p.event_id
JOIN members_administration a ON a.organisation_ptr_id = p.organisation_id
CROSS JOIN LATERAL (
    SELECT (e.counts_to + interval '6 months')::date AS on_6,
        (e.counts_to + interval '12 months')::date AS on_12,
        (e.counts_to + interval '24 months')::date AS on_24
) asked
CROSS JOIN LATERAL (
    SELECT {", ".join(POSTED.format(months=months) for months in MONTHS)}
    FROM members_posting held
    WHERE held.person_id = p.person_id AND held.organisation_id = p.organisation_id
) posted
LEFT JOIN ({SEEN}) seen ON seen.person_id = p.person_id AND seen.organisation_id = p.organisation_id
WHERE p.role = 'PARTICIPANT' AND p.state IN ('ATTENDED', 'COMPLETED')
    AND e.state = 'HELD' AND e.counts_to IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0021_retention_state")]
    operations = [
        migrations.RunSQL(
            "DROP VIEW reports_retentionfact; " + RETENTION,
            "DROP VIEW reports_retentionfact; " + before.RETENTION,
        )
    ]
