"""What the portal writes about editions, and to whom: each occasion once to each reader."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.choices import PERMISSIONS, Permission, Role
from members.models import Account, Administration
from office import outbox
from office.audit import Actor
from programmes.models import Assignment, Funding
from reports.models import Edition

MAY_RELEASE = [role for role, may in PERMISSIONS.items() if Permission.RELEASE_REPORTS in may]


def tell_drafted(edition: Edition, *, by: Actor) -> None:
    """Tell the officers of its programme that a scheduled draft is there."""
    words = {"edition": edition, "about": edition.about, "period": _period_of(edition)}
    _write(
        edition,
        "drafted",
        _officers(edition),
        by,
        lambda: (
            _("A draft is ready: %(about)s, %(period)s") % words,
            [
                _("%(edition)s was drafted as scheduled: %(about)s, %(period)s.") % words,
                _("Look at it, write what its figures do not say, and submit it. Somebody else releases it."),
            ],
        ),
    )


def tell_submitted(edition: Edition, *, by: Actor) -> None:
    """Tell those who may release it: not who built or submitted it."""
    words = {"edition": edition, "about": edition.about, "who": by.author.name if by.author else ""}
    readers = _officers(edition).exclude(pk__in=[edition.built_by_id, edition.submitted_by_id])
    _write(
        edition,
        f"submitted:{edition.version}",
        readers,
        by,
        lambda: (
            _("To be released: %(edition)s, %(about)s") % words,
            [
                _("%(who)s submitted %(edition)s, %(about)s. Look at it, and release it or send it back.")
                % words
            ],
        ),
    )


def tell_concerned(edition: Edition, administrations: Iterable[int], *, by: Actor) -> None:
    """Tell the focal points of administrations what those who pay will read of them, before they do."""
    words = {"edition": edition, "about": edition.about}
    places = Administration.objects.in_bulk(list(administrations))
    for reader in _current().filter(role=Role.FOCAL_POINT, organisation__in=list(places)).order_by("pk"):
        own = places[reader.organisation_id]
        address = reverse("reports:edition-preview", args=[edition.key, own.iso2])
        _write(
            edition,
            f"concerned:{edition.version}",
            [reader],
            by,
            lambda: (
                _("Before its release: a report that tells of your administration"),
                [
                    _("%(edition)s, %(about)s, is about to be released to those who pay for it.") % words,
                    _("Read what it tells of your administration. What you object is printed in it."),
                ],
            ),
            address=address,
        )


def tell_objected(edition: Edition, administration: Administration, *, by: Actor) -> None:
    """Tell who works on it that an administration objected, or took its objection back."""
    words = {"edition": edition, "about": edition.about, "administration": administration}
    _write(
        edition,
        f"objected:{edition.version}",
        _officers(edition),
        by,
        lambda: (
            _("%(administration)s said something about %(edition)s") % words,
            [_("What %(administration)s objects to %(edition)s, %(about)s, stands in it now.") % words],
        ),
    )


def tell_sent_back(edition: Edition, *, submitted_by: int | None, by: Actor) -> None:
    """Tell who built and who submitted it why it was sent back."""
    words = {"edition": edition, "about": edition.about, "who": by.author.name if by.author else ""}
    others = {edition.built_by_id, submitted_by} - {by.author.pk if by.author else None}
    readers = _current().filter(pk__in=[each for each in others if each]).order_by("pk")
    _write(
        edition,
        f"sent-back:{edition.version}",
        readers,
        by,
        lambda: (
            _("Sent back: %(edition)s, %(about)s") % words,
            [_("%(who)s sent back %(edition)s, %(about)s:") % words, edition.sent_back_because],
        ),
    )


def tell_released(edition: Edition, *, by: Actor) -> None:
    """Tell the accounts of the donor it was made for, or of those who pay for its phase."""
    words = {"edition": edition, "about": edition.about, "period": _period_of(edition)}
    takes_place = edition.previous
    _write(
        edition,
        "released",
        _donors(edition),
        by,
        lambda: (
            _("A report was released: %(about)s") % words,
            [
                _("%(edition)s is there for you: %(about)s, %(period)s.") % words,
                *(
                    [
                        _("It takes the place of %(before)s, and says itself what changed and why.")
                        % {"before": takes_place}
                    ]
                    if takes_place
                    else []
                ),
            ],
        ),
    )


def _write(
    edition: Edition,
    occasion: str,
    readers: Iterable[Account],
    by: Actor,
    letter: Any,
    *,
    address: str = "",
) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        subject, paragraphs = letter()
        link = f"{settings.PORTAL_ADDRESS}{address or edition.get_absolute_url()}"
        last = _("This mail was sent by the portal; answers to it are not read.")
        body = "\n\n".join([*paragraphs, link, last]) + "\n"
        for reader in readers:
            outbox.write(
                key=f"edition:{edition.pk}:{occasion}:{reader.pk}",
                to=reader.email,
                subject=subject,
                body=body,
                about=edition,
                by=by,
            )


def _officers(edition: Edition) -> QuerySet[Account]:
    """Return the accounts that work on its programme and may release; of none, or nobody, administrators."""
    today = timezone.localdate()
    works = Assignment.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=today))
    mine = works.filter(programme=edition.programme_id).values("account")
    may = _current().filter(role__in=MAY_RELEASE)
    officers = may.filter(pk__in=mine)
    owner = edition.schedule.owner_id if edition.schedule else None
    if not officers.exists():
        officers = may.filter(role=Role.ADMINISTRATOR)
    return may.filter(Q(pk__in=officers.values("pk")) | Q(pk=owner)).order_by("pk")


def _donors(edition: Edition) -> QuerySet[Account]:
    donors = _current().filter(role=Role.DONOR)
    if edition.donor_id is not None:
        return donors.filter(organisation=edition.donor_id).order_by("pk")
    if edition.administration_id is not None or edition.phase_id is None:
        return donors.none()
    paying = Funding.objects.filter(phase=edition.phase_id).values("donor")
    return donors.filter(organisation__in=paying).order_by("pk")


def _current() -> QuerySet[Account]:
    return Account.objects.get_queryset().current(timezone.now())


def _period_of(edition: Edition) -> str:
    if edition.starts_on is None or edition.ends_on is None:
        return _("everything recorded")
    return _("%(first)s to %(last)s") % {
        "first": date_format(edition.starts_on, "j F Y"),
        "last": date_format(edition.ends_on, "j F Y"),
    }
