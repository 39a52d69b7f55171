-- The busiest of each kind, by participations: what questions are asked about, since there most can go wrong.

WITH seats AS (
    SELECT event_id, coalesce(sum(people), 0) AS people FROM participant GROUP BY event_id
)
SELECT dimension, value
FROM has_value LEFT JOIN seats USING (event_id)
WHERE value <> '' AND dimension IN (
    'year', 'programme', 'phase', 'topic', 'administration', 'mode', 'level', 'kind'
)
GROUP BY dimension, value
ORDER BY dimension, coalesce(sum(people), 0) DESC, value;
