"""What the portal writes to focal points about a call, in plain text and the portal's language."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.choices import Role
from members.models import Account
from office import outbox
from office.audit import Actor
from programmes.models import Call, Event, Invitation, Participation


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and text of a mail."""

    subject: str
    body: str


def focal_points(invitation: Invitation) -> list[Account]:
    """Return the accounts that speak for the invited administration."""
    rows = Account.objects.get_queryset().current(timezone.now()).filter(role=Role.FOCAL_POINT)
    return list(rows.filter(organisation=invitation.administration_id).order_by("pk"))


def post(invitation: Invitation, occasion: str, write: Callable[[Invitation], Letter], *, by: Actor) -> int:
    """Write to every focal point of the administration; return how many mails are new.

    Of one occasion each account has one mail, however often this is done.
    """
    with translation.override(settings.LANGUAGE_CODE):
        letter = write(invitation)
    mails = [
        outbox.write(
            key=f"{occasion}:{invitation.pk}:{account.pk}",
            to=account.email,
            subject=letter.subject,
            body=letter.body,
            about=invitation.call.event,
            by=by,
        )
        for account in focal_points(invitation)
    ]
    return sum(mail is not None for mail in mails)


def invitation_letter(invitation: Invitation) -> Letter:
    """Ask an administration to nominate."""
    call = invitation.call
    words = {"event": call.event.title, "administration": invitation.administration}
    paragraphs = [
        _("%(administration)s is invited to nominate officers for “%(event)s”.") % words,
        *_facts(invitation),
        *([_("Who may be nominated:") + "\n" + call.eligibility] if call.eligibility else []),
        _("Nominate here, in the order of your preference:") + "\n" + address_of(invitation),
    ]
    return Letter(_("Call for nominations: %(event)s") % words, _body(paragraphs))


def reminder_letter(invitation: Invitation) -> Letter:
    """Say that the deadline is near and nobody is nominated yet."""
    call = invitation.call
    words = {
        "event": call.event.title,
        "administration": invitation.administration,
        "day": date_format(call.deadline_on, "j F Y"),
    }
    paragraphs = [
        _(
            "Nominations for “%(event)s” close at the end of %(day)s, and %(administration)s has "
            "nominated nobody yet."
        )
        % words,
        *_facts(invitation),
        _("Nominate here:") + "\n" + address_of(invitation),
    ]
    return Letter(_("Nominations close on %(day)s: %(event)s") % words, _body(paragraphs))


def deadline_letter(invitation: Invitation) -> Letter:
    """Say that nominations are taken until another day."""
    call = invitation.call
    words = {"event": call.event.title, "day": date_format(call.deadline_on, "j F Y")}
    paragraphs = [
        _("The deadline has moved. Nominations for “%(event)s” are now taken until the end of %(day)s.")
        % words,
        *_facts(invitation),
        _("Nominate here:") + "\n" + address_of(invitation),
    ]
    return Letter(_("New deadline %(day)s: %(event)s") % words, _body(paragraphs))


def calling_off_letter(invitation: Invitation) -> Letter:
    """Say that the event of a call is cancelled or postponed, and why."""
    event = invitation.call.event
    words = {
        "event": event.title,
        "state": event.get_state_display().lower(),
        "reason": event.state_reason,
    }
    paragraphs = [
        _("“%(event)s” is %(state)s: %(reason)s") % words,
        _("No nominations are taken any more. Those that were made are kept."),
        _("They are shown here:") + "\n" + address_of(invitation),
    ]
    return Letter(_("%(event)s: %(state)s") % words, _body(paragraphs))


def outcome_letter(rows: Sequence[Participation]) -> Callable[[Invitation], Letter]:
    """Say what became of an administration's nominees, each by name."""

    def write(invitation: Invitation) -> Letter:
        words = {"event": invitation.call.event.title, "administration": invitation.administration}
        people = "\n".join(f"- {row.person}: {row.get_state_display()}" for row in rows)
        paragraphs = [
            _("The nominees of %(administration)s for “%(event)s” now stand as follows:") % words,
            people,
            _("Their state is always shown here:") + "\n" + address_of(invitation),
        ]
        return Letter(_("Your nominees: %(event)s") % words, _body(paragraphs))

    return write


def sign_of(text: str) -> str:
    """Return a short sign that differs where the text does: part of the name of an occasion."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def address_of(invitation: Invitation) -> str:
    """Return the address of the page where the administration nominates."""
    return f"{settings.PORTAL_ADDRESS}{invitation.get_absolute_url()}"


def _facts(invitation: Invitation) -> Iterator[str]:
    call = invitation.call
    lines = [_("Deadline: %(day)s, that day included") % {"day": date_format(call.deadline_on, "j F Y")}]
    lines = [*_when_and_where(call.event), *lines]
    if invitation.seats_given is not None:
        lines.append(_("Seats of your administration: %(seats)d") % {"seats": invitation.seats_given})
    yield "\n".join(lines)


def _when_and_where(event: Event) -> Iterator[str]:
    if event.starts_on is not None and event.starts_precision == "DAY":
        yield _("First day: %(day)s") % {"day": date_format(event.starts_on, "j F Y")}
    if event.ends_on is not None and event.ends_precision == "DAY":
        yield _("Last day: %(day)s") % {"day": date_format(event.ends_on, "j F Y")}
    place = ", ".join(filter(None, (event.city, str(event.host_country or ""))))
    if place:
        yield _("Place: %(place)s") % {"place": place}


def _body(paragraphs: Sequence[str]) -> str:
    end = _("This mail was sent by the portal; answers to it are not read.")
    return "\n\n".join([*paragraphs, end]) + "\n"


def who_has_no_account(call: Call) -> list[Invitation]:
    """Return the invitations nobody can be written to about: no focal point has an account."""
    spoken_for = Account.objects.get_queryset().current(timezone.now()).filter(role=Role.FOCAL_POINT)
    rows = call.invitations.exclude(administration__in=spoken_for.values("organisation"))
    return list(rows.select_related("administration").by_name())
