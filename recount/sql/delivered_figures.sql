-- Every figure of deliverables of the question, in each grouping of "asked_grouping".

WITH asked AS (
    SELECT d.*
    FROM delivered d CROSS JOIN question q
    WHERE q.audience <> 'PUBLIC' AND q.mode = '' AND q.level = '' AND q.kind = ''
        AND (q.starts_on IS NULL OR (d.earliest >= q.starts_on AND d.latest <= q.ends_on))
        AND (q.role <> 'DONOR' OR CASE
            WHEN d.phase_id IS NOT NULL THEN d.phase_id IN (
                SELECT phase_id FROM programmes_funding
                WHERE donor_id = (SELECT organisation_id FROM question)
            )
            ELSE d.programme_id IN (
                SELECT p.programme_id FROM programmes_funding f JOIN programmes_phase p ON p.id = f.phase_id
                WHERE f.donor_id = (SELECT organisation_id FROM question)
            )
        END)
        AND (q.audience <> 'DONOR' OR d.phase_id IN (
            SELECT phase_id FROM programmes_funding WHERE donor_id = (SELECT donor_id FROM question)
        ))
        AND (q.programme_id IS NULL OR d.programme_id = q.programme_id)
        AND (q.phase_id IS NULL OR d.phase_id = q.phase_id)
        AND (len(q.topic_ids) = 0 OR d.row_id IN (
            SELECT row_id FROM delivered_about WHERE topic_id IN (SELECT unnest(topic_ids) FROM question)
        ))
        AND (q.administration_id IS NULL OR d.row_id IN (
            SELECT row_id FROM delivered_to
            WHERE administration_id = (SELECT administration_id FROM question)
        ))
)
SELECT g.name, one.value AS key_1, two.value AS key_2, indicator,
    CASE WHEN indicator IN (
        'operators_trained', 'fellows', 'support_people', 'support_managed', 'support_received',
        'administrations_visited'
    ) THEN count(DISTINCT person_id) ELSE sum(amount) END
        ::DECIMAL(18, 1) AS figure
FROM asked_grouping g
JOIN delivered_value one ON one.dimension = g.dimension_1
JOIN delivered_value two ON two.dimension = g.dimension_2 AND two.row_id = one.row_id
JOIN asked ON asked.row_id = one.row_id
GROUP BY g.name, key_1, key_2, indicator;
