-- What was delivered beside events, before anybody asks: one row per record an indicator counts.

CREATE TABLE delivered AS
WITH consigned AS (
    SELECT id AS consignment_id, programme_id, phase_id, administration_id, topic_id, item_id
    FROM programmes_consignment
),
-- "Operators": by name where they are named, else as participants of the hands-on training.
taught AS (
    SELECT handover_id, person_id, trained_on AS earliest, trained_on AS latest FROM programmes_operator
    UNION ALL
    SELECT h.id, p.person_id, ended.earliest, ended.latest
    FROM programmes_handover h
    JOIN consigned USING (consignment_id)
    JOIN programmes_participation p ON p.event_id = h.training_id
        AND p.organisation_id = consigned.administration_id
    JOIN ended ON ended.event_id = h.training_id
    WHERE p.role = 'PARTICIPANT' AND p.state IN ('ATTENDED', 'COMPLETED')
        AND NOT EXISTS (
            SELECT 1 FROM programmes_operator o WHERE o.handover_id = h.id AND o.person_id = p.person_id
        )
),
rows AS (
    SELECT 'devices_consigned' AS indicator, programme_id, phase_id, administration_id, topic_id, item_id,
        consigned_on AS earliest, consigned_on AS latest, quantity AS amount, NULL::BIGINT AS person_id,
        NULL::BIGINT AS operation_id
    FROM programmes_consignment
    UNION ALL
    SELECT 'devices_accepted', programme_id, phase_id, administration_id, topic_id, item_id,
        tested_on, tested_on, passed, NULL, NULL
    FROM programmes_acceptancetest JOIN consigned USING (consignment_id)
    UNION ALL
    SELECT 'devices_handed_over', programme_id, phase_id, administration_id, topic_id, item_id,
        handed_over_on, handed_over_on, quantity, NULL, NULL
    FROM programmes_handover JOIN consigned USING (consignment_id)
    UNION ALL
    SELECT 'operators_trained', programme_id, phase_id, administration_id, topic_id, item_id,
        earliest, latest, 0, person_id, NULL
    FROM taught
    JOIN programmes_handover h ON h.id = taught.handover_id
    JOIN consigned ON consigned.consignment_id = h.consignment_id
    UNION ALL
    SELECT 'systems_installed', programme_id, phase_id, administration_id, topic_id, NULL,
        installed_on, installed_on, 1, NULL, NULL
    FROM programmes_deployment WHERE installed_on IS NOT NULL
    UNION ALL
    SELECT 'systems_live', programme_id, phase_id, administration_id, topic_id, NULL,
        live_on, live_on, 1, NULL, NULL
    FROM programmes_deployment WHERE live_on IS NOT NULL
    UNION ALL
    SELECT 'operations_held', programme_id, phase_id, NULL, topic_id, NULL, ends_on, ends_on, 1, NULL, id
    FROM programmes_operation
    UNION ALL
    SELECT 'needs_stated', programme_id, NULL, administration_id, topic_id, NULL, said_on, said_on, 1, NULL, NULL
    FROM programmes_need
    UNION ALL
    SELECT 'offers_made', programme_id, NULL, administration_id, topic_id, NULL,
        available_from, available_from, 1, NULL, NULL
    FROM programmes_offer
    UNION ALL
    SELECT 'commitments_' || counted.word, programme_id, NULL, a.organisation_ptr_id, NULL, NULL,
        made_on, made_on, 1, NULL, NULL
    FROM programmes_commitment
    CROSS JOIN (VALUES ('made'), ('done')) AS counted (word)
    LEFT JOIN members_administration a ON a.organisation_ptr_id = owner_id
    WHERE counted.word = 'made' OR state = 'DONE'
    UNION ALL
    SELECT 'fellows', programme_id, phase_id, administration_id, NULL, NULL, ends_on, ends_on, 0, person_id, NULL
    FROM programmes_fellowship WHERE state IN ('COMPLETED', 'ENDED_EARLY')
    UNION ALL
    SELECT 'fellowship_weeks', programme_id, phase_id, administration_id, NULL, NULL, ends_on, ends_on,
        ceil((date_diff('day', starts_on, ends_on) + 1) / 7.0)::BIGINT, NULL, NULL
    FROM programmes_fellowship WHERE state IN ('COMPLETED', 'ENDED_EARLY')
    UNION ALL
    SELECT 'support_activities', programme_id, phase_id, administration_id, topic_id, NULL,
        ends_on, ends_on, 1, NULL, NULL
    FROM programmes_supportactivity
    UNION ALL
    SELECT 'support_' || counted.word, s.programme_id, s.phase_id, a.organisation_ptr_id, s.topic_id, NULL,
        s.ends_on, s.ends_on, 0, p.person_id, NULL
    FROM programmes_supportperson p
    JOIN programmes_supportactivity s ON s.id = p.activity_id
    LEFT JOIN members_administration a ON a.organisation_ptr_id = p.organisation_id
    CROSS JOIN (VALUES ('people'), ('managed'), ('received')) AS counted (word)
    WHERE counted.word = 'people' OR upper(counted.word) = p.side
),
-- "Missions": without a topic of their own; what they recommend has one. Different administrations visited.
advised AS (
    SELECT 'missions_held' AS indicator, programme_id, phase_id, administration_id, NULL::BIGINT AS topic_id,
        ends_on AS day, 1 AS amount, NULL::BIGINT AS counted_once, NULL::BIGINT AS cohort_id
    FROM programmes_mission
    UNION ALL
    SELECT 'administrations_visited', programme_id, phase_id, administration_id, NULL, ends_on, 0,
        administration_id, NULL
    FROM programmes_mission
    UNION ALL
    SELECT 'recommendations_' || counted.word, m.programme_id, m.phase_id, m.administration_id, r.topic_id,
        m.ends_on, 1, NULL, NULL
    FROM programmes_recommendation r
    JOIN programmes_mission m ON m.id = r.mission_id
    CROSS JOIN (VALUES ('made'), ('accepted'), ('done')) AS counted (word)
    WHERE CASE counted.word
        WHEN 'accepted' THEN r.answer IN ('ACCEPTED', 'PARTLY') WHEN 'done' THEN r.state = 'DONE' ELSE TRUE
    END
    UNION ALL
    SELECT 'questionnaires_' || counted.word, s.programme_id, NULL, q.administration_id, NULL, s.ends_on, 1,
        NULL, NULL
    FROM programmes_questionnaire q
    JOIN programmes_survey s ON s.id = q.survey_id
    CROSS JOIN (VALUES ('sent'), ('answered')) AS counted (word)
    WHERE counted.word = 'sent' OR q.answered_at IS NOT NULL
    UNION ALL
    SELECT counted.word, c.programme_id, c.phase_id, m.administration_id, NULL, m.joined_on, 1, NULL, c.id
    FROM trainers_cohortparticipant m
    JOIN trainers_cohort c ON c.id = m.cohort_id
    LEFT JOIN trainers_cohortstage f ON f.id = m.first_stage_id
    CROSS JOIN (
        VALUES ('cohort_members'), ('cohort_members_late'), ('cohort_members_left'), ('cohort_members_in')
    ) AS counted (word)
    WHERE CASE counted.word
        WHEN 'cohort_members_late' THEN f.position > (
            SELECT min(position) FROM trainers_cohortstage s WHERE s.cohort_id = c.id
        )
        WHEN 'cohort_members_left' THEN m.left_on IS NOT NULL
        WHEN 'cohort_members_in' THEN m.left_on IS NULL
        ELSE TRUE
    END
),
every AS (
    SELECT *, NULL::BIGINT AS cohort_id FROM rows
    UNION ALL
    SELECT indicator, programme_id, phase_id, administration_id, topic_id, NULL, day, day, amount,
        counted_once, NULL, cohort_id
    FROM advised
)
SELECT row_number() OVER () AS row_id, * FROM every;

-- An operation is of each administration that takes part.
CREATE TABLE delivered_to AS
SELECT row_id, administration_id FROM delivered
WHERE operation_id IS NULL AND administration_id IS NOT NULL
UNION ALL
SELECT row_id, link.administration_id
FROM delivered JOIN programmes_operation_administrations link USING (operation_id);

-- A member of a cohort is under each topic of it.
CREATE TABLE delivered_about AS
SELECT row_id, topic_id FROM delivered WHERE topic_id IS NOT NULL
UNION ALL
SELECT row_id, link.topic_id FROM delivered JOIN trainers_cohort_topics link USING (cohort_id);

CREATE TABLE delivered_value AS
SELECT 'whole' AS dimension, row_id, 'all' AS value FROM delivered
UNION ALL
SELECT 'year', row_id, CASE WHEN year(earliest) = year(latest) THEN year(latest)::VARCHAR ELSE '' END
FROM delivered
UNION ALL
SELECT 'year_from_' || month, row_id,
    CASE
        WHEN year(earliest - to_months(month - 1)) = year(latest - to_months(month - 1))
        THEN year(latest - to_months(month - 1))::VARCHAR
        ELSE ''
    END
FROM delivered CROSS JOIN year_start
UNION ALL SELECT 'programme', row_id, coalesce(programme_id::VARCHAR, '') FROM delivered
UNION ALL SELECT 'phase', row_id, coalesce(phase_id::VARCHAR, '') FROM delivered
UNION ALL
SELECT 'topic', row_id, coalesce(delivered_about.topic_id::VARCHAR, '')
FROM delivered LEFT JOIN delivered_about USING (row_id)
UNION ALL SELECT 'item', row_id, item_id::VARCHAR FROM delivered WHERE item_id IS NOT NULL
UNION ALL
SELECT 'administration', row_id, coalesce(delivered_to.administration_id::VARCHAR, '')
FROM delivered LEFT JOIN delivered_to USING (row_id);
