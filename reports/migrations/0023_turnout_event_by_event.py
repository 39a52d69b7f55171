"""What the turnout is now is read event by event, so that a few events never read everybody's participations.

The columns are those of the migration `fact_upkeep`, and so is what they say.
"""

from importlib import import_module

from django.db import migrations

upkeep = import_module("reports.migrations.0005_fact_upkeep")

TURNOUT_NOW = f"""
CREATE OR REPLACE VIEW reports_turnoutfact_now AS
SELECT e.event_id, r.administration_id, e.kind, e.level, e.mode, e.counts_from, e.counts_to,
    (SUM(SUM(r.people)) OVER (PARTITION BY e.event_id))::integer AS event_seats,
    SUM(r.people)::integer AS seats,
    (SUM(r.people) FILTER (WHERE r.person_id IS NULL))::integer AS seats_without_names,
    COUNT(r.people) FILTER (WHERE r.accuracy = 'ABOUT') AS rows_about,
    COUNT(r.people) FILTER (WHERE r.accuracy = 'AT_LEAST') AS rows_at_least,
    COUNT(*) FILTER (WHERE r.people IS NULL) AS rows_without_people,
    COUNT(r.person_id) AS named,
    COUNT(*) FILTER (WHERE r.completed) AS completed,
    SUM(r.stated)::integer AS stated,
    SUM(r.women)::integer AS women,
    string_agg(int4send(r.person_id::integer), ''::bytea ORDER BY r.person_id) AS persons
FROM reports_eventfact e
CROSS JOIN LATERAL (
    SELECT a.organisation_ptr_id AS administration_id, p.person_id,
        p.state = 'COMPLETED' AS completed, 1 AS people,
        (who.sex <> 'NOT_STATED')::integer AS stated, (who.sex = 'WOMAN')::integer AS women,
        'EXACT' AS accuracy
    FROM programmes_participation p
    JOIN members_person who ON who.id = p.person_id
    LEFT JOIN members_administration a ON a.organisation_ptr_id = p.organisation_id
    WHERE p.event_id = e.event_id AND {upkeep.TOOK_PART.format(row="p")}
    UNION ALL
    SELECT a.organisation_ptr_id, NULL::bigint, FALSE, h.people,
        CASE WHEN h.women IS NULL THEN NULL ELSE h.people END, h.women, h.accuracy
    FROM programmes_headcount h
    LEFT JOIN members_administration a ON a.organisation_ptr_id = h.organisation_id
    WHERE h.event_id = e.event_id AND h.role = 'PARTICIPANT'
) r
WHERE e.state = 'HELD'
GROUP BY e.event_id, r.administration_id
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0022_retention_set_by_set")]
    operations = [
        migrations.RunSQL(TURNOUT_NOW, upkeep.TURNOUT_NOW.replace("CREATE VIEW", "CREATE OR REPLACE VIEW"))
    ]
