"""What a dialogue was: who was there, what was said, asked for, offered, promised, and what came of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from programmes.choices import OrganisationRole
from programmes.models import Commitment, EventOrganisation, Programme, Statement
from programmes.models.statements import IN_BREAKOUTS, StatementKind
from programmes.templatetags.event_dates import event_dates
from reports.blocks import Cell, Column, Narrative, Section, Table
from reports.indicators.deliverables import COMMITMENTS_DONE, COMMITMENTS_MADE
from reports.indicators.registry import ADMINISTRATIONS_REACHED, PARTICIPATIONS
from reports.measuring.dimensions import EVENT
from reports.measuring.measure import measure
from reports.scope import Scope
from reports.sections.activities import in_order_of_time, openable
from reports.sections.headline import definitions_block
from reports.sections.needs import balance_of, by_topic, by_whom
from reports.sections.wording import PLACE, place_of

NAMED = (OrganisationRole.ORGANISER, OrganisationRole.SPONSOR, OrganisationRole.PARTNER)


def dialogue_attendance(scope: Scope) -> Section | None:
    """Return the meetings with who came: administrations counted, organisers, sponsors and partners named."""
    if scope.programme is None:
        return None
    figures = measure(scope, [ADMINISTRATIONS_REACHED, PARTICIPATIONS], by=[EVENT])
    groups = {group.key[0]: group for group in figures.by(EVENT)}
    events = list(in_order_of_time(openable(scope).filter(pk__in=groups)).select_related(*PLACE))
    if not events:
        return None
    links = EventOrganisation.objects.filter(event__in=events).select_related("organisation__administration")
    named: dict[Any, list[str]] = defaultdict(list)
    for link in links.order_by("organisation__name"):
        named[link.event_id, link.role].append(link.organisation.called)
    rows: list[tuple[Cell, ...]] = [
        (
            event.title,
            event_dates(event),
            place_of(event) or None,
            groups[event.pk][ADMINISTRATIONS_REACHED],
            groups[event.pk][PARTICIPATIONS],
            *(", ".join(named[event.pk, role]) for role in NAMED),
        )
        for event in events
    ]
    columns = (
        Column(_("Meeting")),
        Column(_("Dates")),
        Column(_("Place")),
        Column(_("Administrations"), "number"),
        Column(_("Participations"), "number"),
        Column(_("Organised by")),
        Column(_("Sponsored by")),
        Column(_("Partners")),
    )
    blocks = (
        Table(_("The meetings"), columns, tuple(rows)),
        definitions_block([ADMINISTRATIONS_REACHED, PARTICIPATIONS]),
    )
    return Section(_("Attendance"), blocks)


def _said(scope: Scope, kinds: Sequence[str]) -> list[Statement]:
    """Return what was said at the meetings of the scope, as its reader may read it."""
    rows = Statement.objects.visible_to(scope.reader).filter(programme=scope.programme, kind__in=kinds)
    if scope.period is not None:
        rows = rows.filter(said_on__range=(scope.period.start, scope.period.end))
    return list(rows.select_related("organisation__administration", "topic").in_order())


def _marked(row: Statement, text: Any) -> str:
    return _("%(text)s (made up for the demonstration)") % {"text": text} if row.is_made_up else str(text)


def dialogue_presentations(scope: Scope) -> Section | None:
    rows = _said(scope, [StatementKind.PRESENTATION]) if scope.programme else []
    if not rows:
        return None
    table = Table(
        _("What was presented"),
        (Column(_("By")), Column(_("Topic")), Column(_("Contents")), Column(_("Said on"), "date")),
        tuple((_marked(row, row.who), str(row.topic or ""), row.text, row.said_on) for row in rows),
    )
    return Section(_("Presentations"), (table,))


def dialogue_breakouts(scope: Scope) -> Section | None:
    """Return what each sub-region found in its breakout session: its priorities, and its challenges."""
    rows = _said(scope, IN_BREAKOUTS) if scope.programme else []
    if not rows:
        return None
    blocks = []
    for kind, title in (
        (StatementKind.PRIORITY, _("Priorities")),
        (StatementKind.CHALLENGE, _("Challenges")),
    ):
        own = [row for row in rows if row.kind == kind]
        if own:
            cells = tuple((_marked(row, row.who), str(row.topic or ""), row.text) for row in own)
            columns = (Column(_("Sub-region")), Column(_("Topic")), Column(_("What was said")))
            blocks.append(Table(title, columns, cells))
    return Section(_("Breakout sessions"), tuple(blocks))


def dialogue_comments(scope: Scope) -> Section | None:
    rows = _said(scope, [StatementKind.COMMENT]) if scope.programme else []
    if not rows:
        return None
    said = tuple(_("%(who)s: %(text)s") % {"who": _marked(row, row.who), "text": row.text} for row in rows)
    return Section(_("Comments of participants"), (Narrative("", said),))


def _balance(scope: Scope) -> Any:
    """Return demand, offers and delivery until the end of the period, or today."""
    programme: Programme | None = scope.programme
    if programme is None:
        return None
    balance = balance_of(programme, reader=scope.reader, today=timezone.localdate())
    return balance if balance.lines else None


def dialogue_needs(scope: Scope) -> Section | None:
    """Return the matrix of needs and offers, with who was reached since."""
    balance = _balance(scope)
    return replace(by_whom(balance), title=_("Needs, by administration")) if balance else None


def dialogue_delivered(scope: Scope) -> Section | None:
    """Return demand, offers, delivery and gap by topic."""
    balance = _balance(scope)
    return (
        replace(by_topic(balance), title=_("Demand, offers and what was delivered since"))
        if balance
        else None
    )


def dialogue_commitments(scope: Scope) -> Section | None:
    """Return every commitment with what came of it, and what later meetings found."""
    if scope.programme is None:
        return None
    made = Commitment.objects.visible_to(scope.reader).filter(programme=scope.programme)
    rows = list(made.select_related("owner__administration").prefetch_related("reviews").newest_first())
    if not rows:
        return None
    figures = measure(scope.narrowed(period=None), [COMMITMENTS_MADE, COMMITMENTS_DONE])
    table = Table(
        _("What was promised, and what came of it"),
        (
            Column(_("What was promised")),
            Column(_("By whom")),
            Column(_("Followed up")),
            Column(_("Due on"), "date"),
            Column(_("State")),
            Column(_("What came of it")),
        ),
        tuple(
            (
                row.text,
                row.who,
                str(row.get_follow_up_display()),
                row.due_on or _("no date agreed"),
                str(row.get_state_display()),
                row.outcome or _("not reviewed yet"),
            )
            for row in rows
        ),
    )
    words = {"made": figures[COMMITMENTS_MADE].shown(), "done": figures[COMMITMENTS_DONE].shown()}
    intro = _("Commitments made: %(made)s; done: %(done)s.") % words
    return Section(_("Commitments"), (table,), intro=intro)
