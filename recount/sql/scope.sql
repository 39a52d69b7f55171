-- The events and participants one question is about; what is asked stands in the one row of "question".

CREATE OR REPLACE TEMP TABLE asked_event AS
SELECT held.*
FROM held CROSS JOIN question q
WHERE (q.starts_on IS NULL OR (held.earliest >= q.starts_on AND held.latest <= q.ends_on))
    AND (q.audience = 'PUBLIC' OR q.role <> 'DONOR' OR held.event_id IN (
        SELECT event_id FROM paid_by WHERE donor_id = (SELECT organisation_id FROM question)
    ))
    AND (q.audience <> 'DONOR' OR held.event_id IN (
        SELECT event_id FROM paid_by WHERE donor_id = (SELECT donor_id FROM question)
    ))
    AND (q.programme_id IS NULL OR held.event_id IN (
        SELECT event_id FROM programmes_event_programmes
        WHERE programme_id = (SELECT programme_id FROM question)
    ))
    AND (q.phase_id IS NULL OR held.event_id IN (
        SELECT event_id FROM programmes_event_phases WHERE phase_id = (SELECT phase_id FROM question)
    ))
    AND (len(q.topic_ids) = 0 OR held.event_id IN (
        SELECT event_id FROM programmes_event_topics
        WHERE topic_id IN (SELECT unnest(topic_ids) FROM question)
    ))
    AND (q.mode = '' OR held.mode = q.mode)
    AND (q.level = '' OR held.level = q.level)
    AND (q.kind = '' OR held.kind = q.kind)
    AND (q.administration_id IS NULL OR held.event_id IN (
        SELECT event_id FROM attended_by
        WHERE administration_id = (SELECT administration_id FROM question)
    ));

CREATE OR REPLACE TEMP VIEW asked_participant AS
SELECT participant.*
FROM participant
WHERE event_id IN (SELECT event_id FROM asked_event)
    AND ((SELECT administration_id FROM question) IS NULL
        OR administration_id = (SELECT administration_id FROM question));
