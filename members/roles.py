"""The role table in words, for people: each permission, and which rows a role sees, changes and counts.

The table itself is in ``choices``. `docs/roles.md` says the same; a test holds both to the table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from members.choices import GRANTS, NEEDS_SECOND_FACTOR, PERMISSIONS, Permission, Role

WORDS: dict[Permission, Any] = {
    Permission.VIEW_ALL_PROGRAMMES: _("read every programme"),
    Permission.VIEW_REGISTER: _("read the register of people by name; that is written down"),
    Permission.VIEW_AUDIT_TRAIL: _("read who changed what"),
    Permission.COUNT_REGION: _("see the figures of the whole region"),
    Permission.EDIT_REGISTER: _("correct people and postings, and join two entries of one person"),
    Permission.REPORT_MOVES: _("say who is still in post"),
    Permission.KEEP_OFFICERS: _("keep the list of officers of an administration"),
    Permission.EDIT_EVENTS: _("enter and change events of the programmes assigned"),
    Permission.EDIT_ALL_EVENTS: _("enter and change events of every programme"),
    Permission.KEEP_ACCREDITATIONS: _("enter accreditations of the schemes of the programmes assigned"),
    Permission.ANSWER_RECOMMENDATIONS: _("answer what missions recommended"),
    Permission.ANSWER_SURVEYS: _("answer surveys, with documents"),
    Permission.STATE_NEEDS: _("say what the own administration needs"),
    Permission.NOMINATE: _("nominate officers of the own administration"),
    Permission.BUILD_REPORTS: _("have reports built"),
    Permission.RELEASE_REPORTS: _("release reports"),
    Permission.CLOSE_PERIODS: _("close periods, and open them again"),
    Permission.KEEP_AGREEMENTS: _("enter agreements, and from how many people on figures are told"),
    Permission.INVITE: _("invite others, to a role that may be given"),
    Permission.MANAGE_ACCOUNTS: _("change, end and sign out accounts"),
    Permission.REPORT_CASCADE: _("report what Master Trainers taught others"),
    Permission.KEEP_PERSONAL_DATA: _("give somebody their own data, and erase a name"),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows a role sees, changes and counts, in words; what decides are the querysets."""

    sees: Any
    changes: Any
    counts: Any


ROWS: dict[str, Rows] = {
    Role.ADMINISTRATOR: Rows(
        _("everything"),
        _("everything in open periods; accounts, except its own"),
        _("everything"),
    ),
    Role.OFFICER: Rows(
        _("everything, and the outbox; agreements about the programmes assigned; reads of names are logged"),
        _(
            "the register of people; events, their sessions, calls and people lists, members and what they"
            " pay, needs, offers, commitments, surveys, cohorts, accreditations and reports of the programmes"
            " assigned"
        ),
        _("everything"),
    ),
    Role.FOCAL_POINT: Rows(
        _(
            "events of programmes joined, attended or invited to; cohorts of programmes joined or whose group"
            " its administration is in, its own officers in them by name and the others as numbers; people"
            " ever posted with its administration; calls sent to it and its own nominees; released reports"
            " of programmes joined; who else speaks for it; the accreditations of its people;"
            " in programmes joined, its own needs, offers to it and commitments, and those of no"
            " administration; what its own administration contributes; surveys sent in programmes joined, its"
            " own questionnaires and answers"
        ),
        _(
            "its own nominations: until the deadline all of them, after it only withdrawing; whether an"
            " officer posted with it is still in post; its list of officers: new ones, their postings with"
            " it, and names, sex, e-mail and languages of those who never worked elsewhere; cascade training"
            " of its people; its answers to what missions recommended and, once, to surveys; what it needs;"
            " who acts for it, until a day"
        ),
        _("the region, as numbers"),
    ),
    Role.DONOR: Rows(
        _(
            "the phases it funds, their events and head-counts, no name; cohorts of them, and of no phase of"
            " their programmes, as numbers; their needs, offers and commitments; its own agreements, and"
            " those published; reports released for it or of phases it funds"
        ),
        _("nothing"),
        _("what it pays for"),
    ),
    Role.MASTER_TRAINER: Rows(
        _(
            "the events they took part in, their cohorts and their own line in them, their own"
            " accreditations, and the cascade training they gave"
        ),
        _("the cascade training they gave, and whom it taught"),
        _("those events"),
    ),
    Role.AUDITOR: Rows(_("everything, and the audit trail"), _("nothing"), _("everything")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One role of the table, in words."""

    role: Role
    rows: Rows
    may: tuple[Any, ...]
    gives: tuple[Any, ...]
    needs_second_factor: bool


def line_of(role: str) -> Line:
    """Return what a role may, in the order of the table."""
    known = Role(role)
    return Line(
        role=known,
        rows=ROWS[known],
        may=tuple(WORDS[each] for each in Permission if each in PERMISSIONS[known]),
        gives=tuple(each.label for each in Role if each in GRANTS.get(known, ())),
        needs_second_factor=known in NEEDS_SECOND_FACTOR,
    )


def table() -> Iterator[Line]:
    """Yield the line of every role."""
    for role in Role:
        yield line_of(role)
