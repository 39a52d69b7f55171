-- Every figure of the question, in each grouping of "asked_grouping". A grouping is a pair of dimensions,
-- 'whole' where it has fewer. An event of several values stands under each of them; a participant under
-- the administration they came from.

WITH event_in AS (
    SELECT g.name, one.value AS key_1, two.value AS key_2, e.*,
        'administration' IN (g.dimension_1, g.dimension_2)
            OR (SELECT administration_id FROM question) IS NOT NULL AS of_one
    FROM asked_grouping g
    JOIN has_value one ON one.dimension = g.dimension_1
    JOIN has_value two ON two.dimension = g.dimension_2 AND two.event_id = one.event_id
    JOIN asked_event e ON e.event_id = one.event_id
),
by_place AS (
    SELECT *,
        CASE WHEN dimension_1 = 'administration' THEN 'whole' ELSE dimension_1 END AS of_event_1,
        CASE WHEN dimension_2 = 'administration' THEN 'whole' ELSE dimension_2 END AS of_event_2
    FROM asked_grouping
),
-- First by event, of which there are few, and then the participants, of which there are many.
event_key AS MATERIALIZED (
    SELECT g.name, g.dimension_1, g.dimension_2, one.event_id, one.value AS value_1, two.value AS value_2
    FROM by_place g
    JOIN has_value one ON one.dimension = g.of_event_1
    JOIN has_value two ON two.dimension = g.of_event_2 AND two.event_id = one.event_id
    WHERE one.event_id IN (SELECT event_id FROM asked_event)
),
participant_in AS (
    SELECT k.name, p.*, y.value AS year,
        CASE WHEN k.dimension_1 = 'administration'
            THEN coalesce(p.administration_id::VARCHAR, '') ELSE k.value_1 END AS key_1,
        CASE WHEN k.dimension_2 = 'administration'
            THEN coalesce(p.administration_id::VARCHAR, '') ELSE k.value_2 END AS key_2
    FROM event_key k
    JOIN asked_participant p ON p.event_id = k.event_id
    JOIN has_value y ON y.dimension = 'year' AND y.event_id = k.event_id
),
of_events AS (
    SELECT name, key_1, key_2,
        count(*) FILTER (WHERE is_counted) AS events,
        count(*) FILTER (WHERE is_counted AND NOT has_number) AS without_number,
        sum(hours) AS hours,
        count(*) FILTER (WHERE is_counted AND hours IS NULL) AS without_hours,
        max(stated) FILTER (WHERE NOT of_one) AS stated_most,
        sum(stated_unnamed) FILTER (WHERE NOT of_one) AS stated_unnamed,
        count(*) FILTER (WHERE stated_as = 'ABOUT' AND stated_unnamed > 0 AND NOT of_one) AS stated_about,
        count(*) FILTER (WHERE stated_as = 'AT_LEAST' AND NOT of_one) AS stated_at_least
    FROM event_in
    GROUP BY name, key_1, key_2
),
of_participants AS (
    SELECT name, key_1, key_2,
        sum(people) AS seats,
        count(*) FILTER (WHERE people IS NULL) AS rows_without_number,
        count(*) FILTER (WHERE people IS NOT NULL AND accuracy = 'ABOUT') AS about,
        count(*) FILTER (WHERE people IS NOT NULL AND accuracy = 'AT_LEAST') AS at_least,
        count(DISTINCT person_id) AS persons,
        count(person_id) AS named_seats,
        sum(people) FILTER (WHERE person_id IS NULL) AS unnamed_seats,
        sum(completed) AS completed,
        count(DISTINCT person_id) FILTER (WHERE completed > 0) AS persons_who_completed,
        count(DISTINCT (person_id, year)) FILTER (WHERE person_id IS NOT NULL) AS persons_of_years,
        count(DISTINCT administration_id) AS administrations,
        sum(sex_stated) AS sex_stated,
        sum(women) AS women
    FROM participant_in
    GROUP BY name, key_1, key_2
),
of_each_event AS (
    SELECT name, key_1, key_2, event_id, sum(people) AS seats
    FROM participant_in
    GROUP BY name, key_1, key_2, event_id
),
fullest AS (
    SELECT name, key_1, key_2, max(seats) AS most_at_one_event
    FROM of_each_event
    GROUP BY name, key_1, key_2
),
together AS (
    SELECT name, key_1, key_2,
        coalesce(events, 0) AS events, hours, coalesce(without_hours, 0) AS without_hours,
        coalesce(stated_most, 0) AS stated_most, coalesce(stated_unnamed, 0) AS stated_unnamed,
        CASE WHEN stated_about > 0 THEN 'ABOUT' WHEN stated_at_least > 0 THEN 'AT_LEAST' ELSE 'EXACT' END
            AS stated_as,
        seats, coalesce(persons, 0) AS persons, coalesce(named_seats, 0) AS named_seats,
        coalesce(unnamed_seats, 0) AS unnamed_seats, coalesce(most_at_one_event, 0) AS most_at_one_event,
        CASE WHEN about > 0 THEN 'ABOUT' WHEN at_least > 0 THEN 'AT_LEAST' ELSE 'EXACT' END AS given_as,
        coalesce(completed, 0) AS completed, coalesce(persons_who_completed, 0) AS persons_who_completed,
        coalesce(persons_of_years, 0) AS persons_of_years, coalesce(administrations, 0) AS administrations,
        coalesce(sex_stated, 0)::BIGINT AS sex_stated, coalesce(women, 0)::BIGINT AS women,
        coalesce(CASE
            WHEN q.administration_id IS NOT NULL
                OR name IN (SELECT name FROM asked_grouping
                    WHERE 'administration' IN (dimension_1, dimension_2))
            THEN rows_without_number
            ELSE without_number
        END, 0) AS without_number,
        -- Told of few people too: to the secretariat, and to a focal point of its own administration.
        q.audience = 'READER' AND NOT q.for_others AND (
            q.role IN ('ADMINISTRATOR', 'OFFICER', 'AUDITOR')
            OR (q.role = 'FOCAL_POINT' AND q.administration_id = q.organisation_id)
        ) IS TRUE AS tells_of_few,
        -- From how many people on it is told: the largest agreed with who reads; in a report with anybody.
        CASE
            WHEN q.for_others THEN greatest(5, (SELECT max(smallest) FROM in_force))
            WHEN q.audience = 'PUBLIC' THEN 5
            ELSE coalesce(greatest(
                CASE WHEN q.organisation_id IS NOT NULL THEN coalesce(
                    (SELECT max(smallest) FROM in_force WHERE in_force.organisation_id = q.organisation_id), 5
                ) END,
                CASE WHEN q.audience = 'DONOR' THEN coalesce(
                    (SELECT max(smallest) FROM in_force WHERE in_force.organisation_id = q.donor_id), 5
                ) END
            ), 5)
        END AS smallest
    FROM of_events
    FULL JOIN of_participants USING (name, key_1, key_2)
    LEFT JOIN fullest USING (name, key_1, key_2)
    CROSS JOIN question q
)
SELECT name, key_1, key_2, 'events_held' AS indicator, events::DECIMAL(18, 1) AS low,
    events::DECIMAL(18, 1) AS high, 'EXACT' AS accuracy, 0 AS not_recorded, FALSE AS is_withheld
FROM together
UNION ALL
SELECT name, key_1, key_2, 'participations', seats, seats, CASE WHEN seats IS NULL THEN 'EXACT' ELSE given_as END,
    without_number, FALSE
FROM together
UNION ALL
SELECT name, key_1, key_2, 'people',
    CASE WHEN seats IS NOT NULL THEN greatest(persons, most_at_one_event) END,
    CASE WHEN seats IS NOT NULL THEN persons + unnamed_seats END,
    CASE WHEN seats IS NULL THEN 'EXACT' ELSE given_as END, without_number, FALSE
FROM together
UNION ALL
SELECT name, key_1, key_2, 'administrations_reached',
    CASE WHEN administrations + stated_most > 0 THEN greatest(administrations, stated_most) END,
    CASE WHEN administrations + stated_most > 0 THEN administrations + stated_unnamed END,
    CASE WHEN administrations + stated_most > 0 THEN stated_as ELSE 'EXACT' END, 0, FALSE
FROM together
UNION ALL
-- In whole tenths of a percent, so that no binary fraction can tip the rounding: half a tenth goes up.
SELECT name, key_1, key_2, 'share_of_women', share, share, 'EXACT',
    CASE WHEN is_withheld THEN 0 ELSE greatest(coalesce(seats, 0) - sex_stated, 0) END, is_withheld
FROM (
    SELECT *, NOT tells_of_few AND sex_stated BETWEEN 1 AND smallest - 1 AS is_withheld,
        CASE WHEN sex_stated > 0 AND (tells_of_few OR sex_stated >= smallest)
            THEN (((2000 * women + sex_stated) // (2 * sex_stated)) * 0.1)::DECIMAL(18, 1) END AS share
    FROM together
)
UNION ALL
SELECT name, key_1, key_2, 'contact_hours', hours, hours, 'EXACT', without_hours, FALSE
FROM together
UNION ALL
SELECT name, key_1, key_2, 'people_once_a_year',
    CASE WHEN seats IS NOT NULL THEN greatest(persons_of_years, most_at_one_event) END,
    CASE WHEN seats IS NOT NULL THEN persons_of_years + unnamed_seats END,
    CASE WHEN seats IS NULL THEN 'EXACT' ELSE given_as END, without_number, FALSE
FROM together
UNION ALL
SELECT name, key_1, key_2, 'people_who_completed',
    CASE WHEN named_seats > 0 AND NOT is_withheld THEN persons_who_completed END,
    CASE WHEN named_seats > 0 AND NOT is_withheld THEN persons_who_completed END,
    'EXACT', CASE WHEN is_withheld THEN 0 ELSE coalesce(seats, 0) - named_seats END, is_withheld
FROM (
    SELECT *, NOT tells_of_few AND named_seats BETWEEN 1 AND smallest - 1 AS is_withheld FROM together
)
UNION ALL
SELECT name, key_1, key_2, 'completions',
    CASE WHEN named_seats > 0 AND NOT is_withheld THEN completed END,
    CASE WHEN named_seats > 0 AND NOT is_withheld THEN completed END,
    'EXACT', CASE WHEN is_withheld THEN 0 ELSE coalesce(seats, 0) - named_seats END, is_withheld
FROM (
    SELECT *, NOT tells_of_few AND named_seats BETWEEN 1 AND smallest - 1 AS is_withheld FROM together
);
