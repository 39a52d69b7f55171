"""The database keeps the facts of events and of turnout, in the transaction of the records they stand for.

Two views say what the facts are; triggers, one per statement, write them anew for the events it touched,
and note the spans of days whose stored sums no longer hold. What each column means: reports/models/facts.py.
Views and functions are replaced in a later migration, never altered here.
"""

from importlib import import_module

from django.db import migrations

before = import_module("reports.migrations.0002_fact_views")

# A whole may be part of another whole: what stands above an event, and what stands below it.
FAMILIES = """
CREATE FUNCTION reports_wholes_of(event bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    WITH RECURSIVE above AS (
        SELECT parent_id AS id FROM programmes_event WHERE id = event AND parent_id IS NOT NULL
        UNION
        SELECT e.parent_id FROM programmes_event e JOIN above USING (id) WHERE e.parent_id IS NOT NULL
    )
    SELECT id FROM above
$$;
CREATE FUNCTION reports_parts_of(event bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    WITH RECURSIVE below AS (
        SELECT id FROM programmes_event WHERE parent_id = event
        UNION
        SELECT e.id FROM programmes_event e JOIN below ON e.parent_id = below.id
    )
    SELECT id FROM below
$$;
"""

NUMBERED = """EXISTS (
        SELECT FROM programmes_headcount h
        WHERE h.event_id = {event} AND h.role = 'PARTICIPANT' AND h.people IS NOT NULL
    ) OR EXISTS (
        SELECT FROM programmes_participation p
        WHERE p.event_id = {event} AND p.role = 'PARTICIPANT' AND p.state IN ('ATTENDED', 'COMPLETED')
    )"""

# A number, or hours, may stand on a whole of any generation: it counts once, where it stands.
EVENTS_NOW = f"""
CREATE VIEW reports_eventfact_now AS
{before.PLACED}
SELECT e.id AS event_id, e.state, e.kind, e.level, e.mode, e.counts_from, e.counts_to,
    family.is_umbrella,
    {NUMBERED.format(event="e.id")} OR (e.parent_id IS NOT NULL AND EXISTS (
        SELECT FROM reports_wholes_of(e.id) AS whole (id) JOIN programmes_event above USING (id)
        WHERE above.state = 'HELD' AND ({NUMBERED.format(event="above.id")})
    )) AS has_participants,
    CASE WHEN family.is_umbrella AND EXISTS (
        SELECT FROM reports_parts_of(e.id) AS below (id) JOIN programmes_event part USING (id)
        WHERE part.contact_hours IS NOT NULL AND part.state = 'HELD'
    ) THEN NULL ELSE e.contact_hours END AS hours,
    e.stated_administrations, e.stated_accuracy,
    CASE WHEN e.stated_administrations IS NULL THEN NULL ELSE GREATEST(e.stated_administrations - (
        SELECT count(DISTINCT attended.organisation_id) FROM (
            SELECT h.organisation_id FROM programmes_headcount h
            WHERE h.event_id = e.id AND h.role = 'PARTICIPANT'
            UNION ALL
            SELECT p.organisation_id FROM programmes_participation p
            WHERE p.event_id = e.id AND p.role = 'PARTICIPANT' AND p.state IN ('ATTENDED', 'COMPLETED')
        ) attended
        JOIN members_administration a ON a.organisation_ptr_id = attended.organisation_id
    ), 0)::integer END AS unnamed_administrations
FROM placed e,
LATERAL (
    SELECT EXISTS (SELECT FROM programmes_event part WHERE part.parent_id = e.id) AS is_umbrella
) family
"""

# Which of the rows a figure of participants rests on.
TOOK_PART = "{row}.role = 'PARTICIPANT' AND {row}.state IN ('ATTENDED', 'COMPLETED')"

TURNOUT_NOW = f"""
CREATE VIEW reports_turnoutfact_now AS
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
JOIN (
    SELECT p.event_id, a.organisation_ptr_id AS administration_id, p.person_id,
        p.state = 'COMPLETED' AS completed, 1 AS people,
        (who.sex <> 'NOT_STATED')::integer AS stated, (who.sex = 'WOMAN')::integer AS women,
        'EXACT' AS accuracy
    FROM programmes_participation p
    JOIN members_person who ON who.id = p.person_id
    LEFT JOIN members_administration a ON a.organisation_ptr_id = p.organisation_id
    WHERE {TOOK_PART.format(row="p")}
    UNION ALL
    SELECT h.event_id, a.organisation_ptr_id, NULL::bigint, FALSE, h.people,
        CASE WHEN h.women IS NULL THEN NULL ELSE h.people END, h.women, h.accuracy
    FROM programmes_headcount h
    LEFT JOIN members_administration a ON a.organisation_ptr_id = h.organisation_id
    WHERE h.role = 'PARTICIPANT'
) r USING (event_id)
WHERE e.state = 'HELD'
GROUP BY e.event_id, r.administration_id
"""

PARTICIPATIONS = """
CREATE VIEW reports_participationfact AS
SELECT 'P' || p.id AS key, p.id AS row_id, TRUE AS is_named, p.event_id, p.organisation_id,
    a.organisation_ptr_id AS administration_id, p.person_id, p.role,
    p.state IN ('ATTENDED', 'COMPLETED') AS took_part, p.state = 'COMPLETED' AS completed,
    1 AS people,
    CASE WHEN who.sex = 'NOT_STATED' THEN 0 ELSE 1 END AS stated,
    CASE WHEN who.sex = 'WOMAN' THEN 1 ELSE 0 END AS women,
    'EXACT' AS accuracy, e.state, e.kind, e.level, e.mode, e.counts_from, e.counts_to
FROM programmes_participation p
JOIN reports_eventfact e ON e.event_id = p.event_id
JOIN members_person who ON who.id = p.person_id
LEFT JOIN members_administration a ON a.organisation_ptr_id = p.organisation_id
UNION ALL
SELECT 'H' || h.id, h.id, FALSE, h.event_id, h.organisation_id,
    a.organisation_ptr_id, NULL::bigint, h.role, TRUE, NULL::boolean,
    h.people, CASE WHEN h.women IS NULL THEN NULL ELSE h.people END, h.women,
    h.accuracy, e.state, e.kind, e.level, e.mode, e.counts_from, e.counts_to
FROM programmes_headcount h
JOIN reports_eventfact e ON e.event_id = h.event_id
LEFT JOIN members_administration a ON a.organisation_ptr_id = h.organisation_id
"""

SPAN_CODES = """
CREATE FUNCTION reports_span_codes(first date, last date) RETURNS SETOF text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN last IS NULL THEN 'undated'
        WHEN date_trunc('month', first) = date_trunc('month', last) THEN to_char(last, 'YYYY-MM')
        ELSE to_char(last, 'YYYY') || '-rest'
    END
    UNION ALL SELECT to_char(last, 'YYYY') WHERE last IS NOT NULL
$$
"""

MARK = """
CREATE FUNCTION reports_mark_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO reports_changedspan (code)
    SELECT DISTINCT code
    FROM reports_eventfact fact, reports_span_codes(fact.counts_from, fact.counts_to) code
    WHERE fact.event_id = ANY (ids) AND fact.state = 'HELD'
$$
"""

# The rows of the events are locked first, in one order, so that two writers at one event do not each
# write facts that lack the other's rows.
RENEW = """
CREATE FUNCTION reports_renew_facts(changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE ids bigint[];
BEGIN
    IF changed IS NULL THEN RETURN; END IF;
    WITH RECURSIVE above AS (
        SELECT unnest(changed) AS id
        UNION
        SELECT e.parent_id FROM programmes_event e JOIN above USING (id) WHERE e.parent_id IS NOT NULL
    ), below AS (
        SELECT unnest(changed) AS id
        UNION
        SELECT e.id FROM programmes_event e JOIN below ON e.parent_id = below.id
    )
    SELECT array_agg(id) INTO ids FROM (SELECT id FROM above UNION SELECT id FROM below) AS family;
    PERFORM FROM programmes_event WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
    PERFORM reports_mark_changed(ids);
    DELETE FROM reports_turnoutfact WHERE event_id = ANY (ids);
    DELETE FROM reports_eventfact WHERE event_id = ANY (ids);
    INSERT INTO reports_eventfact (event_id, state, kind, level, mode, counts_from, counts_to, is_umbrella,
        has_participants, hours, stated_administrations, stated_accuracy, unnamed_administrations)
    SELECT event_id, state, kind, level, mode, counts_from, counts_to, is_umbrella,
        has_participants, hours, stated_administrations, stated_accuracy, unnamed_administrations
    FROM reports_eventfact_now WHERE event_id = ANY (ids);
    INSERT INTO reports_turnoutfact (event_id, administration_id, kind, level, mode, counts_from,
        counts_to, event_seats, seats, seats_without_names, rows_about, rows_at_least,
        rows_without_people, named, completed, stated, women, persons)
    SELECT * FROM reports_turnoutfact_now WHERE event_id = ANY (ids);
    PERFORM reports_mark_changed(ids);
END $$
"""

# Which events a statement touched, from its old and new rows. A change of what no fact rests on touches none.
EVENT_COLUMNS = (
    "parent_id, state, kind, level, mode, starts_on, starts_precision, ends_on, ends_precision,"
    " contact_hours, stated_administrations, stated_accuracy"
)
COUNTED = TOOK_PART.format(row="r")
PEOPLE_COLUMNS = "event_id, person_id, role, state, organisation_id"
HEADCOUNT_COLUMNS = "event_id, organisation_id, role, people, accuracy, women"


def _differing(columns: str) -> str:
    """Return the rows of an update whose named columns changed, as they were and as they are."""
    return (
        f"(SELECT id, {columns} FROM old_rows EXCEPT SELECT id, {columns} FROM new_rows)"
        f" UNION (SELECT id, {columns} FROM new_rows EXCEPT SELECT id, {columns} FROM old_rows)"
    )


# table: what renews facts on insert or delete (from "rows"), and on update; None where none is made.
TOUCHED = {
    "programmes_event": (
        "SELECT id FROM rows UNION SELECT parent_id FROM rows WHERE parent_id IS NOT NULL",
        f"SELECT id FROM ({_differing(EVENT_COLUMNS)}) r"
        f" UNION SELECT parent_id FROM ({_differing(EVENT_COLUMNS)}) r WHERE parent_id IS NOT NULL",
    ),
    "programmes_participation": (
        f"SELECT event_id AS id FROM rows r WHERE {COUNTED}",
        f"SELECT event_id AS id FROM ({_differing(PEOPLE_COLUMNS)}) r WHERE {COUNTED}",
    ),
    "programmes_headcount": (
        "SELECT event_id AS id FROM rows WHERE role = 'PARTICIPANT'",
        f"SELECT event_id AS id FROM ({_differing(HEADCOUNT_COLUMNS)}) r WHERE role = 'PARTICIPANT'",
    ),
    "members_person": (
        None,
        "SELECT p.event_id AS id FROM programmes_participation p"
        " JOIN old_rows o ON o.id = p.person_id JOIN new_rows n ON n.id = o.id WHERE o.sex <> n.sex",
    ),
    "members_administration": (
        "SELECT p.event_id AS id FROM programmes_participation p"
        " JOIN rows r ON r.organisation_ptr_id = p.organisation_id"
        " UNION SELECT h.event_id FROM programmes_headcount h"
        " JOIN rows r ON r.organisation_ptr_id = h.organisation_id",
        None,
    ),
}
# The facts stay as they are, only by what they are split has changed.
LINKED = {
    "programmes_event_programmes": "SELECT event_id AS id FROM rows",
    "programmes_event_phases": "SELECT event_id AS id FROM rows",
    "programmes_event_topics": "SELECT event_id AS id FROM rows",
    "programmes_eventorganisation": "SELECT event_id AS id FROM rows WHERE role = 'SPONSOR'",
    "programmes_funding": (
        "SELECT l.event_id AS id FROM programmes_event_phases l JOIN rows r ON r.phase_id = l.phase_id"
    ),
}

ANY_ROW = "(SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows)"


def _trigger(table: str, event: str, select: str, verb: str) -> tuple[str, str]:
    """Return the SQL that makes one statement trigger with its function, and the SQL that removes both."""
    name = f"reports_{table}_{event.lower()}"
    rows = {
        "INSERT": "NEW TABLE AS rows",
        "DELETE": "OLD TABLE AS rows",
        "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    }[event]
    made = f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {verb}((SELECT array_agg(DISTINCT id) FROM ({select}) AS touched));
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {rows}
FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
    return made, f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"


def triggers() -> list[migrations.RunSQL]:
    found = []
    for table, (rows, update) in TOUCHED.items():
        if rows:
            for event in ("INSERT", "DELETE"):
                found.append(_trigger(table, event, rows, "reports_renew_facts"))
        if update:
            found.append(_trigger(table, "UPDATE", update, "reports_renew_facts"))
    for table, rows in LINKED.items():
        for event in ("INSERT", "DELETE"):
            found.append(_trigger(table, event, rows, "reports_mark_changed"))
        both = rows.replace("rows", ANY_ROW + " AS rows", 1) if "JOIN" not in rows else rows.replace(
            "JOIN rows", f"JOIN {ANY_ROW}", 1
        )
        found.append(_trigger(table, "UPDATE", both, "reports_mark_changed"))
    return [migrations.RunSQL(made, removed) for made, removed in found]


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_fact_tables")]
    operations = [
        migrations.RunSQL(
            "DROP VIEW reports_participationfact; " + PARTICIPATIONS,
            "DROP VIEW reports_participationfact; " + before.PARTICIPATIONS,
        ),
        migrations.RunSQL(FAMILIES, "DROP FUNCTION reports_wholes_of; DROP FUNCTION reports_parts_of"),
        migrations.RunSQL(EVENTS_NOW, "DROP VIEW reports_eventfact_now"),
        migrations.RunSQL(TURNOUT_NOW, "DROP VIEW reports_turnoutfact_now"),
        migrations.RunSQL(SPAN_CODES, "DROP FUNCTION reports_span_codes"),
        migrations.RunSQL(MARK, "DROP FUNCTION reports_mark_changed"),
        migrations.RunSQL(RENEW, "DROP FUNCTION reports_renew_facts"),
        *triggers(),
    ]
