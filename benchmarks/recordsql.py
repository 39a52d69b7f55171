"""The bench's own SQL over the records, written from docs/indicators.md; it shares no code with reports/.

Each statement answers for the participants of events that were held. `{by}` stands for what the answer
is split by, `{links}` for the tables that takes, `{where}` for what it is about.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

# The first and last day an event may have ended on: one day, or the month or year it is known to.
HELD = """
WITH e AS MATERIALIZED (
    SELECT id, mode, contact_hours, stated_administrations,
        CASE WHEN ends_on IS NULL THEN starts_on
            WHEN ends_precision = 'DAY' THEN ends_on
            ELSE date_trunc(lower(ends_precision), ends_on)::date END AS since,
        CASE WHEN ends_on IS NOT NULL THEN ends_on
            WHEN starts_precision = 'DAY' OR starts_on IS NULL THEN starts_on
            ELSE (date_trunc(lower(starts_precision), starts_on)
                + ('1 ' || lower(starts_precision))::interval - interval '1 day')::date END AS until
    FROM programmes_event WHERE state = 'HELD'
)
"""
NAMED = (
    HELD
    + """
SELECT {by} count(*) AS seats, count(DISTINCT p.person_id) AS people,
    count(*) FILTER (WHERE p.state = 'COMPLETED') AS completed,
    count(*) FILTER (WHERE who.sex = 'WOMAN') AS women,
    count(*) FILTER (WHERE who.sex <> 'NOT_STATED') AS stated
FROM programmes_participation p JOIN e ON e.id = p.event_id {links}
JOIN members_person who ON who.id = p.person_id
WHERE p.role = 'PARTICIPANT' AND p.state IN ('ATTENDED', 'COMPLETED') {where} {group}
"""
)
PEOPLE = (
    HELD
    + """
SELECT {by} count(DISTINCT p.person_id)
FROM programmes_participation p JOIN e ON e.id = p.event_id {links}
WHERE p.role = 'PARTICIPANT' AND p.state IN ('ATTENDED', 'COMPLETED') {where} {group}
"""
)
UNNAMED = (
    HELD
    + """
SELECT {by} sum(p.people) AS people, sum(p.women) AS women,
    sum(p.people) FILTER (WHERE p.women IS NOT NULL) AS stated
FROM programmes_headcount p JOIN e ON e.id = p.event_id {links}
WHERE p.role = 'PARTICIPANT' {where} {group}
"""
)
SEATS = """(
    SELECT event_id, organisation_id, 1 AS seats FROM programmes_participation
    WHERE role = 'PARTICIPANT' AND state IN ('ATTENDED', 'COMPLETED')
    UNION ALL
    SELECT event_id, organisation_id, people FROM programmes_headcount WHERE role = 'PARTICIPANT'
) p"""
FULLEST = (
    HELD
    + """
SELECT {keys} max(seats) FROM (
    SELECT p.event_id, {by} sum(p.seats) AS seats
    FROM {seats} JOIN e ON e.id = p.event_id {links} WHERE TRUE {where} GROUP BY p.event_id {and_keys}
) of_events {group}
"""
)
REACHED = (
    HELD
    + """
SELECT {by} count(DISTINCT reached.organisation_ptr_id)
FROM {seats} JOIN e ON e.id = p.event_id {links}
JOIN members_administration reached ON reached.organisation_ptr_id = p.organisation_id
WHERE TRUE {where} {group}
"""
)
EVENTS = (
    HELD
    + """
SELECT {by} count(*) AS events, sum(e.contact_hours) AS hours, max(e.stated_administrations)
FROM e {links}
WHERE NOT EXISTS (SELECT FROM programmes_event part WHERE part.parent_id = e.id) {where} {group}
"""
)
ROWS = (
    HELD
    + """
SELECT p.id, p.event_id, p.organisation_id, p.person_id, p.state, count(*) OVER ()
FROM programmes_participation p JOIN e ON e.id = p.event_id {links}
WHERE p.role = 'PARTICIPANT' AND p.state IN ('ATTENDED', 'COMPLETED') {where}
ORDER BY e.until DESC NULLS LAST, e.id, p.id LIMIT 50
"""
)
EVERYTHING = (NAMED, UNNAMED, FULLEST, REACHED, EVENTS)  # what the seven indicators together take
OF_PEOPLE = (PEOPLE,)

SPLITS = {
    "administration": (
        "p.organisation_id",
        "JOIN members_administration a ON a.organisation_ptr_id = p.organisation_id",
    ),
    "year": ("extract(year FROM e.until)::int", ""),
    "mode": ("e.mode", ""),
    "sex": ("s.sex", "JOIN members_person s ON s.id = p.person_id"),
    "topic": ("t.topic_id", "JOIN programmes_event_topics t ON t.event_id = e.id"),
    "programme": ("g.programme_id", "JOIN programmes_event_programmes g ON g.event_id = e.id"),
    "phase": ("f.phase_id", "JOIN programmes_event_phases f ON f.event_id = e.id"),
}
BY_PARTICIPANTS = frozenset({"administration", "sex"})  # what no statement about events alone can ask
OF_YEAR = "AND e.since >= make_date({0}, 1, 1) AND e.until <= make_date({0}, 12, 31)"
OF_DONOR = """AND (e.id IN (SELECT x.event_id FROM programmes_event_phases x
        JOIN programmes_funding m ON m.phase_id = x.phase_id WHERE m.donor_id = {0})
    OR e.id IN (SELECT x.event_id FROM programmes_eventorganisation x
        WHERE x.role = 'SPONSOR' AND x.organisation_id = {0}))"""
OF_PROGRAMME = "AND e.id IN (SELECT event_id FROM programmes_event_programmes WHERE programme_id = {0})"
OF_ADMINISTRATION = "AND p.organisation_id = {0}"

Answers = dict[tuple[Any, ...], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """Of which events (SQL of this module with a number in it), split by what, and which statements."""

    by: tuple[str, ...] = ()
    where: str = ""
    statements: tuple[str, ...] = EVERYTHING

    def ask(self) -> list[Answers]:
        """Send every statement; return its values by the keys of the split, () where there is none."""
        return [self._sent(statement) for statement in self.statements if self._fits(statement)]

    def _fits(self, statement: str) -> bool:
        """Test if the statement can be asked: one about events alone knows no participants."""
        of_participants = BY_PARTICIPANTS.intersection(self.by) or "p." in self.where
        return not (statement is EVENTS and of_participants)

    def _sent(self, statement: str) -> Answers:
        with connection.cursor() as cursor:
            cursor.execute(self.sql(statement))
            width = len(self.by)
            return {row[:width]: row[width:] for row in cursor.fetchall()}

    def sql(self, statement: str) -> str:
        """Return the statement as it is sent."""
        keys = [f"k{place}" for place in range(len(self.by))]
        named = [f"{SPLITS[each][0]} AS {key}, " for each, key in zip(self.by, keys, strict=True)]
        return statement.format(
            seats=SEATS,
            by="".join(named),
            keys="".join(f"{key}, " for key in keys),
            and_keys="".join(f", {key}" for key in keys),
            links=" ".join(SPLITS[each][1] for each in self.by),
            where=self.where,
            group=f"GROUP BY {', '.join(keys)}" if keys else "",
        )
