-- What the rules of docs/counting.md make of the records, before anybody asks. Each heading is a rule there.

-- "Which events": the wholes an event is a part of, however far above it they stand.
CREATE TABLE part_of AS
WITH RECURSIVE above (event_id, whole_id) AS (
    SELECT id, parent_id FROM programmes_event WHERE parent_id IS NOT NULL
    UNION
    SELECT above.event_id, whole.parent_id
    FROM above JOIN programmes_event whole ON whole.id = above.whole_id
    WHERE whole.parent_id IS NOT NULL
)
SELECT event_id, whole_id FROM above;

-- "Who is a participant": one row per person who took part, or per count of people without names.
CREATE TABLE participant AS
SELECT p.event_id, p.person_id, a.organisation_ptr_id AS administration_id,
    1 AS people, 'EXACT' AS accuracy,
    CASE WHEN who.sex = 'NOT_STATED' THEN 0 ELSE 1 END AS sex_stated,
    CASE WHEN who.sex = 'WOMAN' THEN 1 ELSE 0 END AS women,
    CASE WHEN p.state = 'COMPLETED' THEN 1 ELSE 0 END AS completed
FROM programmes_participation p
JOIN programmes_event e ON e.id = p.event_id
JOIN members_person who ON who.id = p.person_id
LEFT JOIN members_administration a ON a.organisation_ptr_id = p.organisation_id
WHERE e.state = 'HELD' AND p.role = 'PARTICIPANT' AND p.state IN ('ATTENDED', 'COMPLETED')
UNION ALL
SELECT h.event_id, NULL, a.organisation_ptr_id, h.people, h.accuracy,
    CASE WHEN h.women IS NOT NULL THEN h.people END, h.women, NULL
FROM programmes_headcount h
JOIN programmes_event e ON e.id = h.event_id
LEFT JOIN members_administration a ON a.organisation_ptr_id = h.organisation_id
WHERE e.state = 'HELD' AND h.role = 'PARTICIPANT';

CREATE TABLE attended_by AS
SELECT DISTINCT event_id, administration_id FROM participant WHERE administration_id IS NOT NULL;

-- "When": the first and last day an event can have ended on.
CREATE TABLE ended AS
SELECT id AS event_id,
    CASE
        WHEN ends_on IS NULL THEN starts_on
        WHEN ends_precision = 'YEAR' THEN make_date(year(ends_on), 1, 1)
        WHEN ends_precision = 'MONTH' THEN make_date(year(ends_on), month(ends_on), 1)
        ELSE ends_on
    END AS earliest,
    CASE
        WHEN ends_on IS NOT NULL THEN ends_on
        WHEN starts_precision = 'YEAR' THEN make_date(year(starts_on), 12, 31)
        WHEN starts_precision = 'MONTH' THEN last_day(starts_on)
        ELSE starts_on
    END AS latest
FROM programmes_event;

CREATE TABLE held AS
WITH numbered AS (
    SELECT event_id FROM participant WHERE people IS NOT NULL
    UNION
    SELECT part_of.event_id
    FROM part_of JOIN participant ON participant.event_id = part_of.whole_id
    WHERE participant.people IS NOT NULL
),
hours_below AS (
    SELECT DISTINCT part_of.whole_id
    FROM part_of JOIN programmes_event part ON part.id = part_of.event_id
    WHERE part.state = 'HELD' AND part.contact_hours IS NOT NULL
),
named AS (
    SELECT event_id, count(*) AS administrations FROM attended_by GROUP BY event_id
)
SELECT e.id AS event_id, e.kind, e.level, e.mode, ended.earliest, ended.latest,
    e.id NOT IN (SELECT parent_id FROM programmes_event WHERE parent_id IS NOT NULL) AS is_counted,
    e.id IN (SELECT event_id FROM numbered) AS has_number,
    CASE WHEN e.id NOT IN (SELECT whole_id FROM hours_below) THEN e.contact_hours END AS hours,
    e.stated_administrations AS stated,
    CASE WHEN e.stated_administrations IS NOT NULL THEN e.stated_accuracy END AS stated_as,
    greatest(coalesce(e.stated_administrations, 0) - coalesce(named.administrations, 0), 0) AS stated_unnamed
FROM programmes_event e
JOIN ended ON ended.event_id = e.id
LEFT JOIN named ON named.event_id = e.id
WHERE e.state = 'HELD';

-- "For whom": which donor pays for which event.
CREATE TABLE paid_by AS
SELECT link.event_id, funding.donor_id
FROM programmes_event_phases link JOIN programmes_funding funding ON funding.phase_id = link.phase_id
UNION
SELECT event_id, organisation_id FROM programmes_eventorganisation WHERE role = 'SPONSOR';

-- "Split by": the values an event has of each dimension, as text; one row with '' where it has none.
CREATE TABLE has_value AS
SELECT 'whole' AS dimension, event_id, 'all' AS value FROM held
UNION ALL SELECT 'event', event_id, event_id::VARCHAR FROM held
UNION ALL SELECT 'mode', event_id, mode FROM held
UNION ALL SELECT 'level', event_id, level FROM held
UNION ALL SELECT 'kind', event_id, kind FROM held
UNION ALL
SELECT 'year', event_id, CASE WHEN year(earliest) = year(latest) THEN year(latest)::VARCHAR ELSE '' END
FROM held
UNION ALL
SELECT 'year_from_' || month, event_id,
    CASE
        WHEN year(earliest - to_months(month - 1)) = year(latest - to_months(month - 1))
        THEN year(latest - to_months(month - 1))::VARCHAR
        ELSE ''
    END
FROM held CROSS JOIN year_start
UNION ALL
SELECT 'programme', event_id, coalesce(programme_id::VARCHAR, '')
FROM held LEFT JOIN programmes_event_programmes USING (event_id)
UNION ALL
SELECT 'phase', event_id, coalesce(phase_id::VARCHAR, '')
FROM held LEFT JOIN programmes_event_phases USING (event_id)
UNION ALL
SELECT 'topic', event_id, coalesce(topic_id::VARCHAR, '')
FROM held LEFT JOIN programmes_event_topics USING (event_id)
UNION ALL
SELECT 'sponsor', held.event_id, coalesce(o.organisation_id::VARCHAR, '')
FROM held
LEFT JOIN programmes_eventorganisation o ON o.event_id = held.event_id AND o.role = 'SPONSOR'
UNION ALL
SELECT 'administration', event_id, coalesce(administration_id::VARCHAR, '')
FROM held LEFT JOIN attended_by USING (event_id);

-- "Withheld": the agreements that hold today, unless an amendment of them does.
CREATE TABLE in_force AS
SELECT a.organisation_id, a.smallest
FROM programmes_agreement a
WHERE a.valid_from <= current_date AND (a.valid_to IS NULL OR a.valid_to >= current_date)
    AND NOT EXISTS (
        SELECT 1 FROM programmes_agreement later
        WHERE later.amends_id = a.id AND later.valid_from <= current_date
    );
